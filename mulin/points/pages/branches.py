"""A branch's page of points: months to register, quarters to publish, members by category and name."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.foundation.clock import today
from mulin.foundation.links import link
from mulin.foundation.page_parts import Action, Part
from mulin.foundation.periods import Period, period_of, periods_between
from mulin.points import permissions
from mulin.points.actions.publishing import live_ranking, reason_against_publishing
from mulin.points.actions.reviewing import reason_against_review
from mulin.points.models import PointsReview, PointsSheet
from mulin.points.pages.parts import bases, figure, part_heads, parts_of
from mulin.points.queries.branches import registered_months, standings
from mulin.points.queries.terms import Scheme, schemes_at
from mulin.points.queries.waiting import looked_back_to
from mulin.tree.models import Node


def branch_page(user: Any, branch: Node) -> dict[str, Any]:
    """Everything of a branch, scheme by scheme."""
    schemes = [one for one in schemes_at(branch, today()) if one.clause.tie == "home_organisation"]
    parts = [part for scheme in schemes for part in scheme_parts(user, branch, scheme)]
    notice = "" if schemes else _("这里没有实施积分办法，请先在“制度实施”里发布含积分办法的制度。")
    return {
        "page_title": _("%(name)s积分") % {"name": branch.name},
        "definitions": bases(user, schemes),
        "parts": parts,
        "notice": notice,
        "trail": [(_("积分管理"), reverse("points:branches"))],
    }


def scheme_parts(user: Any, branch: Node, scheme: Scheme) -> list[Part]:
    """The cards of one scheme."""
    first = looked_back_to(scheme, today())
    return [
        months_part(user, branch, scheme, first),
        quarters_part(user, branch, scheme, first),
        people_part(branch, scheme, period_of("year", today())),
        reviews_part(user, branch, scheme),
    ]


def months_part(user: Any, branch: Node, scheme: Scheme, first: datetime.date) -> Part:
    """The months from a day on, newest first: registered or not, each leads to its register."""
    kind = scheme.clause.registered or "month"
    months = periods_between(kind, first, today())
    done = registered_months(branch, scheme.id, first, today())
    against = permissions.manage_points.reason_against(user, branch)
    rows = []
    for month in reversed(months):
        words = _("已登记") if month.first in done else _("待登记")
        who = str(done[month.first].registered_by) if month.first in done else ""
        address = (branch.pk, scheme.id, month.first.year, month.first.month)
        name = month.name if against else link("points:register", month.name, *address)
        rows.append((name, words, who))
    return Part(
        title=_("%(scheme)s：按月登记") % {"scheme": scheme.name},
        text=_("参加活动的积分由纪实自动登记；这里登记没有纪实的事项。"),
        heads=(_("登记期"), _("状态"), _("登记人")),
        rows=rows,
    )


def quarters_part(user: Any, branch: Node, scheme: Scheme, first: datetime.date) -> Part:
    """Sheets published, and the periods that can be published, with the reason where one cannot."""
    found = PointsSheet.objects.filter(branch=branch, scheme=scheme.id, last__gte=first)
    sheets = {one.first: one for one in found}
    rows: list[tuple[Any, ...]] = []
    kind = scheme.clause.published
    for quarter in reversed(periods_between(kind, first, today())) if kind else ():
        sheet = sheets.get(quarter.first)
        if sheet is not None:
            rows.append((link("points:sheet", quarter.name, sheet.pk), _("已公示"), sheet.published_on))
            continue
        against = permissions.publish_points.reason_against(user, branch) or reason_against_publishing(
            branch, scheme, quarter, user
        )
        address = (branch.pk, scheme.id, quarter.first.year, quarter.first.month)
        rows.append((quarter.name, against or link("points:publish", _("去公示"), *address), ""))
    ranking = live_ranking(branch, scheme.id)
    return Part(
        title=_("%(scheme)s：按期公示") % {"scheme": scheme.name},
        text=_("公示只给本支部党员看。公示以后本期不再登记，更正记入下一期。"),
        heads=(_("公示期"), _("状态"), _("公示日期")),
        rows=rows,
        empty=_("制度没有规定公示。"),
        actions=ranking_buttons(user, branch, scheme, ranking),
    )


def ranking_buttons(user: Any, branch: Node, scheme: Scheme, ranking: Any) -> list[Action]:
    """Switching the order by points on or off."""
    if not permissions.publish_points.allows(user, branch):
        return []
    name, title = ("ranking_off", _("关闭排名")) if ranking else ("ranking_on", _("开启排名"))
    return [Action(title=title, url=reverse(f"points:{name}", args=[branch.pk, scheme.id]), icon="list-check")]


def people_part(branch: Node, scheme: Scheme, year: Period) -> Part:
    """The members by category and name with what they have this year; never in order of points."""
    rows = [
        (
            link("points:account", one.member.name, one.member.pk),
            one.category,
            *parts_of(scheme, one.balance.parts),
            figure(one.balance.total),
        )
        for one in standings(branch, scheme, year.first, today())
    ]
    return Part(
        title=_("%(scheme)s：本年积分") % {"scheme": scheme.name},
        text=_("按类别和姓名排列。"),
        heads=(_("党员"), _("类别"), *part_heads(scheme), _("合计")),
        rows=rows,
        empty=_("这个支部还没有党员。"),
    )


def reviews_part(user: Any, branch: Node, scheme: Scheme) -> Part:
    """The yearly reviews, and the one that can be drawn up."""
    found = PointsReview.objects.filter(branch=branch, scheme=scheme.id).order_by("-year")
    rows = [
        (link("points:review", one.year, one.pk), _("已审定") if one.examined_on else _("待审定"), one.drawn_up_on)
        for one in found
    ]
    last = today().year - 1
    actions = []
    if scheme.clause.reviewed and permissions.publish_points.allows(user, branch):
        against = reason_against_review(branch, scheme, last)
        title = _("提出 %(year)d 年评审") % {"year": last}
        url = reverse("points:draw_up", args=[branch.pk, scheme.id, last])
        actions = [Action(title=title, url=url, icon="clipboard-check", reason=against or "")]
    return Part(
        title=_("%(scheme)s：年度评审") % {"scheme": scheme.name},
        heads=(_("年度"), _("状态"), _("提出日期")),
        rows=rows,
        empty=_("还没有评审。"),
        actions=actions,
    )
