"""Registers the building blocks with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from mulin.foundation.search_tables import forget_all_when_empty


class FoundationConfig(AppConfig):
    """Search entries, workdays and seen forms are kept here; everything else is plain Python."""

    name = "mulin.foundation"
    label = "foundation"
    verbose_name = "基础"

    def ready(self) -> None:
        """An emptied database leaves no words behind; every field knows the lookups of our own."""
        import_module("mulin.foundation.lookups")
        post_migrate.connect(forget_all_when_empty, sender=self)
