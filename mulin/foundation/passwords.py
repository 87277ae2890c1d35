"""How long a password is, in our own words: Django's sentence about it has no Chinese in this version."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """At least ``min_length`` characters."""

    def get_error_message(self) -> str:
        """What is wrong, and what would be right."""
        return _("密码太短，至少要有 %d 位。") % self.min_length

    def get_help_text(self) -> str:
        """What is asked for."""
        return _("至少 %d 位。") % self.min_length
