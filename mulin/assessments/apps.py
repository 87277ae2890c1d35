"""Application assessments."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """评定."""

    name = "mulin.assessments"
    label = "assessments"
    verbose_name = "评定"

    def ready(self) -> None:
        """Declare the fact tables and listen to the domains below."""
        from mulin.assessments import handlers, measures  # noqa: F401, PLC0415
