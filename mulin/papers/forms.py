"""Forms before a print."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mulin.foundation.forms import Form


class ReasonForm(Form):
    """What a restricted record is printed for; kept in the audit log and printed on the paper."""

    reason = forms.CharField(label=_("打印用途"), max_length=200, help_text=_("会记入审计日志并印在纸上；不要写人名"))
