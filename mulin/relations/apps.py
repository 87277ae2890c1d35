"""Application relations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class RelationsConfig(AppConfig):
    """组织关系."""

    name = "mulin.relations"
    label = "relations"
    verbose_name = "组织关系"

    def ready(self) -> None:
        """Listen to the tree; make workbooks, timeline and the member's section known."""
        from mulin.members.pages import sections  # noqa: PLC0415
        from mulin.members.queries import timeline  # noqa: PLC0415
        from mulin.relations import handlers, permissions, sheets  # noqa: F401, PLC0415
        from mulin.relations.pages.member import section  # noqa: PLC0415
        from mulin.relations.queries import telling  # noqa: PLC0415

        sheets.register_all()
        sections.register("relations", 40, section)
        transfers = {"relations:transfer": permissions.visible_transfers}
        floating = {"relations:absence": permissions.visible_absences, "relations:stay": permissions.visible_stays}
        cases = {"relations:case": permissions.visible_cases}
        timeline.register("transfer", gettext_lazy("组织关系"), telling.transfers, transfers)
        timeline.register("floating", gettext_lazy("流动"), telling.floating, floating)
        timeline.register("withdrawal", gettext_lazy("组织处理"), telling.withdrawals, cases)
