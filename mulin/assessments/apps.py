"""Application assessments."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """评定."""

    name = "mulin.assessments"
    label = "assessments"
    verbose_name = "评定"

    def ready(self) -> None:
        """Declare fact tables and workbooks, listen to the domains below, tell on a record's page what it moved."""
        from mulin.assessments import handlers, measures  # noqa: F401, PLC0415
        from mulin.assessments.pages.consequences import scored_by  # noqa: PLC0415
        from mulin.assessments.sheets import register_all  # noqa: PLC0415
        from mulin.records.pages import consequences  # noqa: PLC0415

        consequences.append(scored_by)
        register_all()
