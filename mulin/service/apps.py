"""Application service."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServiceConfig(AppConfig):
    """服务岗位、团组、志愿服务和承诺."""

    name = "mulin.service"
    label = "service"
    verbose_name = "服务"

    def ready(self) -> None:
        """Make facts, workbooks, member pages and timelines know what members do for their community."""
        from mulin.members.queries import timeline  # noqa: PLC0415
        from mulin.records.pages import consequences  # noqa: PLC0415
        from mulin.service import queries  # noqa: PLC0415
        from mulin.service.queries import happenings  # noqa: PLC0415

        for name in ("measures", "sheets", "handlers", "pages"):
            import_module(f"mulin.service.{name}")
        consequences.append(import_module("mulin.service.pages.counting").written_down_as)
        timeline.register("post", _("服务岗位"), happenings.posts, {"service:claim": queries.own_or_visible_claims})
        timeline.register("pledge", _("承诺"), happenings.pledges)
        timeline.register("deed", _("实事"), happenings.deeds, {"service:deed": queries.own_or_visible_deeds})
        timeline.register("need", _("需求办理"), happenings.needs, {"service:need": queries.own_or_visible_needs})
        timeline.register("team", _("团组和党小组"), happenings.teams, {"service:team": queries.own_or_visible_teams})
