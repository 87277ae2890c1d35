"""Application duties."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    """应办事项."""

    name = "mulin.duties"
    label = "duties"
    verbose_name = "应办事项"

    def ready(self) -> None:
        """Listen to the domains below; a record's page tells which duties it kept, a member's which are owed."""
        from mulin.duties import handlers, pages, sheets  # noqa: F401, PLC0415
        from mulin.duties.permissions import member_duties_visible_to  # noqa: PLC0415
        from mulin.duties.queries import told  # noqa: PLC0415
        from mulin.members.pages import sections  # noqa: PLC0415
        from mulin.members.queries import timeline  # noqa: PLC0415
        from mulin.records.pages import consequences  # noqa: PLC0415

        consequences.insert(0, pages.kept_by)  # what was owed comes before what was scored
        sections.register("duties", 40, pages.member_section)
        timeline.register("duty", _("党员应尽"), told.met, {"duties:duty": member_duties_visible_to})
