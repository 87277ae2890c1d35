"""Application appraisals."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppraisalsConfig(AppConfig):
    """党员评议."""

    name = "mulin.appraisals"
    label = "appraisals"
    verbose_name = "党员评议"

    def ready(self) -> None:
        """A member's grade stands in the member's file and on the member's page."""
        from mulin.appraisals import handlers, sheets  # noqa: F401, PLC0415
        from mulin.appraisals.pages import member_section, settled_at  # noqa: PLC0415
        from mulin.appraisals.permissions import own_of  # noqa: PLC0415
        from mulin.appraisals.queries.telling import grades_told  # noqa: PLC0415
        from mulin.members.pages import sections  # noqa: PLC0415
        from mulin.members.queries import timeline  # noqa: PLC0415
        from mulin.records.pages import consequences  # noqa: PLC0415

        consequences.append(settled_at)
        timeline.register("appraisal", _("民主评议"), grades_told, {"appraisals:own": own_of})
        sections.register("appraisals", 60, member_section)
