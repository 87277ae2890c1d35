"""Application identity."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """账号."""

    name = "mulin.identity"
    label = "identity"
    verbose_name = "账号"
