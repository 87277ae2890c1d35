"""Application deliberation."""

from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    """议事."""

    name = "mulin.deliberation"
    label = "deliberation"
    verbose_name = "议事"

    def ready(self) -> None:
        """Make the workbooks known; a record's page tells which matters rest on it."""
        from mulin.deliberation import sheets  # noqa: F401, PLC0415
        from mulin.deliberation.pages import decided_at  # noqa: PLC0415
        from mulin.records.pages import consequences  # noqa: PLC0415

        consequences.append(decided_at)
