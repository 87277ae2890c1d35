"""The lists of points. None of them orders people by points."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mulin.foundation.clock import today
from mulin.foundation.lists import Choice, Column, DateRange, EmptyState, ListPage, NodeChoice, Search, to
from mulin.foundation.periods import PeriodKind, period_of
from mulin.points.choices import Origin, Purse
from mulin.points.models import PointsEntry
from mulin.points.pages.counting import given_by
from mulin.points.permissions import view_points
from mulin.points.queries.branches import branches_with_members
from mulin.points.queries.progress import last_registered, pieces_left
from mulin.points.queries.terms import rule_words
from mulin.programmes.queries import installed
from mulin.records.pages import of_record
from mulin.tree.models import Node
from mulin.tree.permissions import scope


def scheme_choices(_request: Any = None) -> list[tuple[str, str]]:
    """The schemes that are installed."""
    return list({scheme.id: scheme.name for pack in installed() for scheme in pack.points}.items())


def rule_name(entry: PointsEntry) -> str:
    """What people call the rule of an entry."""
    return rule_words(entry.programme.edition_id, entry.scheme, entry.rule)


def registered_to(branch: Any) -> str:
    """The last period a branch registered."""
    last = last_registered(branch)
    return last.name if last else ""


def registered_now(branch: Any) -> str:
    """The light of the running period: registered, or still to come."""
    last = last_registered(branch)
    return "met" if last and today() in last else "due"


def published_last(branch: Any) -> str:
    """The last period a branch published."""
    return span_name(branch.published_first, branch.published_last) if branch.published_first else ""


def span_name(first: datetime.date, last: datetime.date) -> str:
    """2022年第一季度: what people call the days from ``first`` to ``last``; the days where they have no name."""
    kinds: tuple[PeriodKind, ...] = ("month", "two_months", "quarter", "half_year", "year")
    spans = (period_of(kind, first) for kind in kinds)
    return next((one.name for one in spans if (one.first, one.last) == (first, last)), f"{first}—{last}")


def branch_choices(request: HttpRequest) -> list[tuple[Any, Any]]:
    """The branches in reach."""
    nodes = Node.objects.filter(scope(request.user, view_points.word))
    return list(branches_with_members(nodes, today()).values_list("pk", "name"))


BRANCHES = ListPage(
    name="points_branches",
    title=_("积分管理"),
    columns=(
        Column(title=_("党支部"), value="name", link=to("points:branch")),
        Column(
            title=_("本期登记"),
            value=registered_now,
            kind="light",
            words={"met": _("已登记"), "due": _("待登记")},
        ),
        Column(title=_("登记到"), value=registered_to),
        Column(title=_("最近公示"), value=published_last),
        Column(title=_("待答复异议"), value=lambda branch: branch.objections_waiting or None, kind="number"),
    ),
    order=("name", "id"),
    filters=(Search(apply=lambda rows, words: rows.filter(name__icontains=words), placeholder=_("党支部")),),
    export_kind="points_branches",
    empty=EmptyState(title=_("没有可以管理积分的支部")),
)
ENTRIES = ListPage(
    name="points_entries",
    title=_("积分台账"),
    columns=(
        Column(title=_("党员"), value="member__name", link=to("points:entry")),
        Column(title=_("事项"), value=rule_name),
        Column(title=_("分值"), value="points", kind="number"),
        Column(title=_("发生日期"), value="day", kind="day"),
        Column(title=_("登记方式"), value="origin", words=dict(Origin.choices), phone=False),
        Column(title=_("说明"), value="why", phone=False),
    ),
    order=("-day", "-id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(member__name__icontains=words), placeholder=_("姓名")),
        Choice(name="scheme", title=_("积分办法"), choices=scheme_choices),
        Choice(name="origin", title=_("登记方式"), choices=Origin.choices),
        Choice(name="purse", title=_("计入"), choices=Purse.choices),
        DateRange(name="day", title=_("发生日期")),
    ),
    linked=(of_record(given_by),),
    export_kind="points_entries",
    import_kind="points_entries",
    empty=EmptyState(title=_("还没有积分记录"), text=_("参加活动的积分随纪实登记；其他事项按月登记。")),
)
SHEETS = ListPage(
    name="points_sheets",
    title=_("积分公示"),
    columns=(
        Column(title=_("党支部"), value="branch__name", link=to("points:sheet")),
        Column(title=_("公示期"), value=lambda sheet: span_name(sheet.first, sheet.last)),
        Column(title=_("公示日期"), value="published_on", kind="day", phone=False),
        Column(title=_("异议截止"), value="objections_until", kind="day", phone=False),
        Column(
            title=_("状态"),
            value=lambda sheet: "in_progress" if sheet.is_open else "done",
            kind="light",
            words={"in_progress": _("可以提出异议"), "done": _("异议期已过")},
        ),
    ),
    order=("-first", "-id"),
    filters=(NodeChoice(name="branch", title=_("党支部"), choices=branch_choices),),
    export_kind="points_sheets",
    empty=EmptyState(title=_("还没有公示"), text=_("每期结束、各月登记齐全以后，在积分管理里公示。")),
)
OBJECTIONS = ListPage(
    name="points_objections",
    title=_("积分异议"),
    columns=(
        Column(title=_("提出人"), value="member__name", link=to("points:objection")),
        Column(title=_("党支部"), value="sheet__branch__name"),
        Column(title=_("提出日期"), value="raised_on", kind="day"),
        Column(title=_("答复日期"), value="answered_on", kind="day"),
    ),
    order=("-raised_on", "-id"),
    filters=(
        Choice(
            name="answered",
            title=_("答复"),
            choices=(("no", _("待答复")), ("yes", _("已答复"))),
            apply=lambda rows, value: rows.filter(answered_on__isnull=value == "no"),
        ),
    ),
    export_kind="points_objections",
    empty=EmptyState(title=_("没有异议")),
)
ITEMS = ListPage(
    name="exchange_items",
    title=_("积分兑换"),
    columns=(
        Column(title=_("项目"), value="name", link=to("points:item")),
        Column(title=_("社区"), value="community__name"),
        Column(title=_("所需积分"), value="price", kind="number"),
        Column(title=_("每期份数"), value="stock", kind="number", phone=False),
        Column(title=_("本期还剩"), value=pieces_left, kind="number"),
        Column(title=_("下架日期"), value="until", kind="day", phone=False),
    ),
    order=("community__name", "name", "id"),
    filters=(Search(apply=lambda rows, words: rows.filter(name__icontains=words), placeholder=_("项目")),),
    export_kind="exchange_items",
    import_kind="exchange_items",
    empty=EmptyState(title=_("还没有兑换项目"), text=_("社区上架或从 Excel 导入以后，党员在这里用积分兑换。")),
)
REDEMPTIONS = ListPage(
    name="redemptions",
    title=_("兑换记录"),
    columns=(
        Column(title=_("党员"), value="member__name", link=to("points:redemption")),
        Column(title=_("项目"), value="item__name"),
        Column(title=_("社区"), value="item__community__name", phone=False),
        Column(title=_("兑换日期"), value="exchanged_on", kind="day"),
        Column(title=_("退回日期"), value="returned_on", kind="day", phone=False),
    ),
    order=("-exchanged_on", "-id"),
    filters=(
        Search(apply=lambda rows, words: rows.filter(member__name__icontains=words), placeholder=_("姓名")),
        DateRange(name="exchanged_on", title=_("兑换日期")),
    ),
    export_kind="redemptions",
    empty=EmptyState(title=_("还没有兑换")),
)
