"""Application audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """审计."""

    name = "mulin.audit"
    label = "audit"
    verbose_name = "审计"
