"""Application service."""

from importlib import import_module

from django.apps import AppConfig


class ServiceConfig(AppConfig):
    """服务岗位、团组、志愿服务和承诺."""

    name = "mulin.service"
    label = "service"
    verbose_name = "服务"

    def ready(self) -> None:
        """Make facts, workbooks and member pages know what members do for their community."""
        for name in ("measures", "sheets", "handlers", "pages"):
            import_module(f"mulin.service.{name}")
