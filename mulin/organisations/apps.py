"""Application organisations."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """组织与阵地."""

    name = "mulin.organisations"
    label = "organisations"
    verbose_name = "组织与阵地"

    def ready(self) -> None:
        """Declare facts and measures, make the workbooks known, listen to the tree."""
        from mulin.judgement.registry import REGISTRY  # noqa: PLC0415
        from mulin.organisations import handlers, measures, queries, sheets  # noqa: F401, PLC0415

        REGISTRY.register(*measures.TABLES, *measures.MEASURES)
        REGISTRY.provide("coverage", lambda view: queries.coverage(view.as_of))
        REGISTRY.provide("structure_gaps", lambda view: queries.structure_gaps(view.as_of))
        sheets.register_all()
