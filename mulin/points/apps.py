"""Application points."""

from importlib import import_module

from django.apps import AppConfig


class PointsConfig(AppConfig):
    """积分."""

    name = "mulin.points"
    label = "points"
    verbose_name = "积分"

    def ready(self) -> None:
        """Listen to the domains below."""
        import_module("mulin.points.handlers")
