"""Application members."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """党员."""

    name = "mulin.members"
    label = "members"
    verbose_name = "党员"
