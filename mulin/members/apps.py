"""Application members."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    """党员."""

    name = "mulin.members"
    label = "members"
    verbose_name = "党员"

    def ready(self) -> None:
        """Declare facts and measures, make the workbook known, listen to the tree."""
        from mulin.judgement.registry import REGISTRY  # noqa: PLC0415
        from mulin.members import handlers, measures, sheets  # noqa: F401, PLC0415
        from mulin.members.queries import histories, timeline  # noqa: PLC0415

        REGISTRY.register(*measures.TABLES, *measures.MEASURES)
        sheets.register_all()
        timeline.register("milestone", _("党籍"), histories.milestones)
        timeline.register("category", _("类别沿革"), histories.categories)
        timeline.register("tie", _("关系沿革"), histories.ties)
