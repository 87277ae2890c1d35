"""Application notices."""

from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """消息."""

    name = "mulin.notices"
    label = "notices"
    verbose_name = "消息"

    def ready(self) -> None:
        """Make the workbook of birthdays known."""
        import_module("mulin.notices.sheets")
