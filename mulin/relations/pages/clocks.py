"""The list of six-month clocks: whose is full or nearly so, and what is to be done about it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.foundation.clock import today
from mulin.foundation.lists import Choice, Column, DateRange, EmptyState, ListPage, Search, to
from mulin.members.models import Member
from mulin.relations import permissions
from mulin.relations.choices import Ground
from mulin.relations.queries.watched import Watched, watched

LIGHTS = {"attention": gettext_lazy("已满期限，待核实"), "due": gettext_lazy("将满期限")}
STATES = (
    ("full", gettext_lazy("已满期限")),
    ("nearly", gettext_lazy("将满期限")),
    ("opened", gettext_lazy("已立案")),
)


def clocks_page(found: Mapping[int, Watched], user: Any) -> ListPage:
    """Members whose clock runs; ``found`` by member."""
    steps = step_of(found, user)

    def of_ground(rows: QuerySet[Member], value: str) -> QuerySet[Member]:
        return rows.filter(pk__in=[key for key, one in found.items() if one.clock.ground == value])

    def in_state(rows: QuerySet[Member], value: str) -> QuerySet[Member]:
        return rows.filter(pk__in=[key for key, one in found.items() if value in states_of(one)])

    return ListPage(
        name="clocks",
        title=gettext_lazy("六个月提示"),
        columns=(
            Column(title=gettext_lazy("党员"), value="name", link=to("members:member")),
            Column(title=gettext_lazy("所在党组织"), value=lambda row: found[row.pk].home.name),
            Column(title=gettext_lazy("提示事由"), value=lambda row: found[row.pk].clock.ground.label),
            Column(title=gettext_lazy("起算日期"), value=lambda row: found[row.pk].clock.since, kind="day"),
            Column(title=gettext_lazy("届满日期"), value="full_on", kind="day"),
            Column(
                title=gettext_lazy("状态"),
                value=lambda row: "attention" if found[row.pk].is_full else "due",
                kind="light",
                words=LIGHTS,
            ),
            Column(
                title=gettext_lazy("办理"),
                value=lambda row: steps(row)[0],
                link=lambda row: steps(row)[1],
            ),
        ),
        order=("full_on", "id"),
        filters=(
            Search(apply=lambda rows, words: rows.filter(name__icontains=words), placeholder=gettext_lazy("党员姓名")),
            Choice(name="ground", title=gettext_lazy("提示事由"), choices=Ground.choices, apply=of_ground),
            Choice(name="state", title=gettext_lazy("状态"), choices=STATES, apply=in_state),
            DateRange(name="full_on", title=gettext_lazy("届满日期")),
        ),
        export_kind="clocks",
        empty=EmptyState(
            title=gettext_lazy("现在没有提示"),
            text=gettext_lazy("没有党员连续六个月未参加组织生活或未交纳党费；没有实施流动党员管理制度的地方不计算。"),
        ),
        template="relations/clocks.html",
    )


def clocks_asked(request: HttpRequest) -> ListPage:
    """The same list for whoever asks."""
    return clocks_page(watched(request.user, today()), request.user)


def states_of(one: Watched) -> tuple[str, ...]:
    """What a clock is found by."""
    return ("full" if one.is_full else "nearly", *(("opened",) if one.case_id else ()))


def step_of(found: Mapping[int, Watched], user: Any) -> Any:
    """A function of a row: what is to be done, and where; nothing for who may not."""
    may: dict[int, bool] = {}

    def step(row: Member) -> tuple[str, str]:
        one = found[row.pk]
        if one.home.pk not in may:
            may[one.home.pk] = permissions.manage_relations.allows(user, one.home)
        return (clock_step(one), clock_url(one)) if may[one.home.pk] else ("", "")

    return step


def clock_url(one: Watched) -> str:
    """Where a clock leads: to the case people opened, to opening one, or to noting a cause."""
    if one.case_id is not None:
        return reverse("relations:case", args=[one.case_id])
    return reverse("relations:open_case" if one.is_full else "relations:excuse", args=[one.member.pk])


def clock_step(one: Watched) -> str:
    """What that is called."""
    if one.case_id is not None:
        return _("查看认定")
    return _("立案核实") if one.is_full else _("登记正当理由")
