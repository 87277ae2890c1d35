"""Application records."""

from importlib import import_module

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """纪实."""

    name = "mulin.records"
    label = "records"
    verbose_name = "纪实"

    def ready(self) -> None:
        """Make the measures and the sheet known."""
        import_module("mulin.records.measures")
        import_module("mulin.records.sheets")
