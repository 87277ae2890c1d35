"""Application web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """工作台."""

    name = "mulin.web"
    label = "web"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Who writes something down is shown first what is owed."""
        from mulin.records.pages import owed  # noqa: PLC0415
        from mulin.web.queries.owing import kinds_owed  # noqa: PLC0415

        owed.append(kinds_owed)
