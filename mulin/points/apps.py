"""Application points."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PointsConfig(AppConfig):
    """积分."""

    name = "mulin.points"
    label = "points"
    verbose_name = "积分"

    def ready(self) -> None:
        """Listen to the domains below; workbooks, members' pages and files know points."""
        from mulin.members.pages import sections  # noqa: PLC0415
        from mulin.members.permissions import members_read_whole  # noqa: PLC0415
        from mulin.members.queries import timeline  # noqa: PLC0415
        from mulin.points import pages, permissions  # noqa: PLC0415
        from mulin.points.pages import duties  # noqa: PLC0415
        from mulin.points.queries import happenings  # noqa: PLC0415
        from mulin.records.pages import consequences  # noqa: PLC0415

        for name in ("sheets", "handlers"):
            import_module(f"mulin.points.{name}")
        duties.register_all()
        consequences.append(pages.awarded_for)
        sections.register("points", 60, pages.member_section)
        sheets = {"points:sheet": permissions.sheets_visible_to}
        accounts = {"points:account": members_read_whole}
        exchanges = {"points:redemption": permissions.redemptions_visible_to}
        timeline.register("points", _("积分公示"), happenings.quarters, sheets)
        timeline.register("points_review", _("积分评审"), happenings.reviews, accounts)
        timeline.register("exchange", _("积分兑换"), happenings.exchanges, exchanges)
