"""Application duties."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """应办事项."""

    name = "mulin.duties"
    label = "duties"
    verbose_name = "应办事项"

    def ready(self) -> None:
        """Listen to the domains below."""
        from mulin.duties import handlers, sheets  # noqa: F401, PLC0415
