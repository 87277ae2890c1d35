"""Django's entry: the measures of every domain are registered once all apps are there."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from mulin.judgement.builtin import register_builtin
from mulin.judgement.registry import REGISTRY


class JudgementConfig(AppConfig):
    """The engine keeps no models; it reads the ``measures`` module of every installed domain."""

    name = "mulin.judgement"
    verbose_name = "评判引擎"

    def ready(self) -> None:
        """Register each domain's fact tables and measures, and our own."""
        register_builtin(REGISTRY)
        autodiscover_modules("measures")
