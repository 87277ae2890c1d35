"""Application deliberation."""

from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    """议事."""

    name = "mulin.deliberation"
    label = "deliberation"
    verbose_name = "议事"

    def ready(self) -> None:
        """Make the workbooks known."""
        from mulin.deliberation import sheets  # noqa: F401, PLC0415
