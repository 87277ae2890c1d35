"""Lists of duties: wording, links, filters."""

import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mulin.duties.models import DutyState
from mulin.foundation.clock import today
from mulin.foundation.lists import Choice, Column, DateRange, EmptyState, ListPage, Order, Search, to
from mulin.foundation.periods import Period
from mulin.programmes.queries import all_duties, stored_pack
from mulin.tree.models import Kind

STATES = (
    ("open", _("未完成")),
    ("overdue", _("已逾期")),
    ("due", _("待完成")),
    ("met", _("已完成")),
    ("excused", _("已免除")),
)
LATEST = Order("latest", _("期限晚的在前"), ("-due", "-id"))


def duty_name(state: DutyState) -> str:
    """The words of the clause."""
    return stored_pack(state.programme.edition_id).duty(state.duty).name


def period_name(state: DutyState) -> str:
    """2021年第二季度."""
    return Period(state.period, state.first, state.last).name  # type: ignore[arg-type]


def done_of_required(state: DutyState) -> str:
    """1 / 2; nothing of what is not asked."""
    return f"{state.count} / {state.required}" if state.required is not None else ""


def in_state(states: QuerySet[DutyState], value: str) -> QuerySet[DutyState]:
    """Only rows of one state, as of today."""
    day: datetime.date = today()
    unmet = Q(met_on__isnull=True) & Q(excused=False)
    conditions = {
        "open": unmet,
        "overdue": unmet & Q(due__lt=day),
        "due": unmet & Q(due__gte=day),
        "met": Q(met_on__isnull=False),
        "excused": Q(excused=True),
    }
    return states.filter(conditions[value])


def of_place(states: QuerySet[DutyState], words: str) -> QuerySet[DutyState]:
    """Only what is owed by places whose name has these words, or by the one with this code."""
    return states.filter(Q(node__name__icontains=words) | Q(node__code=words))


def kinds(request: Any) -> list[tuple[str, str]]:
    """Kinds of nodes to choose from."""
    return list(Kind.objects.values_list("code", "name"))


def duty_choices(request: Any) -> list[tuple[str, str]]:
    """The duties of nodes that installed editions know."""
    return [(duty.id, duty.name) for duty in all_duties().values() if not duty.of_members]


DUTIES = ListPage(
    name="duties",
    title=_("应办事项"),
    columns=(
        Column(title=_("对象"), value="node__name", link=to("web:node", "node_id")),
        Column(title=_("事项"), value=duty_name, link=to("duties:duty")),
        Column(title=_("周期"), value=period_name),
        Column(title=_("期限"), value="due", kind="day"),
        Column(title=_("完成"), value=done_of_required, align="end", phone=False),
        Column(title=_("状态"), value="status", kind="light"),
    ),
    order=("due", "id"),
    orders=(LATEST,),
    filters=(
        Search(apply=of_place, placeholder=_("对象名称或编号")),
        Choice(name="state", title=_("状态"), choices=STATES, apply=in_state, default="open"),
        Choice(name="duty", title=_("事项"), choices=duty_choices),
        Choice(name="kind", title=_("对象种类"), choices=kinds, lookup="node__kind"),
        DateRange(name="due", title=_("期限")),
    ),
    export_kind="duties",
    empty=EmptyState(title=_("没有未完成的应办事项"), text=_("已完成的可以在“状态”里选“全部”查看。")),
)
