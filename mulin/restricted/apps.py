"""Application restricted."""

from django.apps import AppConfig


class RestrictedConfig(AppConfig):
    """限定范围的记录."""

    name = "mulin.restricted"
    label = "restricted"
    verbose_name = "限定范围的记录"
