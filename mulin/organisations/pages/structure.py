"""Pages about structures and organs: lists, one place, one node's organs, the card on a node's page."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.foundation.clock import today
from mulin.foundation.lists import Choice, Column, EmptyState, ListPage, Search, to
from mulin.foundation.page_parts import Action
from mulin.organisations import permissions, queries
from mulin.organisations.pages.lists import since_known
from mulin.programmes.queries import in_force_at
from mulin.tree.choices import Family
from mulin.tree.models import Node
from mulin.tree.pages import printing
from mulin.tree.permissions import scope

TEMPLATE = "organisations/_node_structure.html"
COMPLETE = {"good": gettext_lazy("齐全"), "attention": gettext_lazy("有缺口")}


def structures_page(found: Mapping[int, Sequence[queries.Standing]]) -> ListPage:
    """Places with the structures asked of them; ``found`` by place."""

    def lacking(row: Node) -> int:
        return sum(len(one.gaps) for one in found[row.pk])

    def narrow(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        wanted = [pk for pk, standings in found.items() if any(one.gaps for one in standings) == (value == "lacking")]
        return rows.filter(pk__in=wanted)

    return ListPage(
        name="structures",
        title=gettext_lazy("组织架构"),
        columns=(
            Column(title=gettext_lazy("区域"), value="name", link=to("organisations:structure")),
            Column(title=gettext_lazy("种类"), value="kind__name"),
            Column(
                title=gettext_lazy("应有架构"),
                value=lambda row: "、".join(one.ruling.clause.name for one in found[row.pk]),
            ),
            Column(title=gettext_lazy("缺口"), value=lacking, kind="number"),
            Column(
                title=gettext_lazy("情况"),
                value=lambda row: "attention" if lacking(row) else "good",
                kind="light",
                words=COMPLETE,
            ),
        ),
        order=("name", "id"),
        filters=(
            Search(apply=lambda rows, words: rows.filter(name__icontains=words), placeholder=gettext_lazy("区域名称")),
            Choice(
                name="state",
                title=gettext_lazy("情况"),
                choices=(("lacking", gettext_lazy("有缺口")), ("complete", gettext_lazy("齐全"))),
                apply=narrow,
            ),
        ),
        export_kind="structures",
        empty=EmptyState(
            title=gettext_lazy("没有要看的区域"),
            text=gettext_lazy("实施“三建三定”“1+N+1”等制度以后，这里列出每个区域应有的组织和缺口。"),
        ),
    )


def structures_asked(request: HttpRequest) -> ListPage:
    """The same list for whoever asks."""
    return structures_page(queries.standings_within(scope(request.user, "units.view"), today()))


def structure_of(node: Node, found: Sequence[queries.Standing], user: Any) -> dict[str, Any]:
    """One place: part by part."""
    return {
        "node": node,
        "standings": found,
        "page_title": _("%(name)s的组织架构") % {"name": node.name},
        "trail": [(_("组织架构"), reverse("organisations:structures"))],
        "lacking": sum(len(one.gaps) for one in found),
        "actions": printing(user, "organs", node.pk, at=node),
        "fixed_words": queries.FIXED_WORDS,
    }


def seats_page(_request: HttpRequest) -> ListPage:
    """People in organs, with the words of the installed packs."""
    organs, positions = queries.organ_names(), queries.position_names()
    return ListPage(
        name="seats",
        title=gettext_lazy("机构名单"),
        columns=(
            Column(title=gettext_lazy("姓名"), value="name", link=to("organisations:seat_one")),
            Column(title=gettext_lazy("机构"), value="organ", words=organs),
            Column(
                title=gettext_lazy("位置"), value=lambda row: positions.get((row.organ, row.position), row.position)
            ),
            Column(title=gettext_lazy("设立处"), value="node__name", link=to("organisations:organs", "node_id")),
            Column(title=gettext_lazy("单位和职务"), value="title", phone=False),
            Column(title=gettext_lazy("值班时间"), value="hours", phone=False),
            Column(title=gettext_lazy("起"), value=since_known, kind="day", phone=False),
        ),
        order=("name", "id"),
        filters=(
            Search(apply=lambda rows, words: rows.filter(name__icontains=words), placeholder=gettext_lazy("姓名")),
            Choice(name="organ", title=gettext_lazy("机构"), choices=tuple(organs.items())),
        ),
        export_kind="seats",
        import_kind="seats",
        empty=EmptyState(
            title=gettext_lazy("还没有名单"), text=gettext_lazy("到区域或单位的“机构”页面登记，或从 Excel 导入。")
        ),
    )


LIVES = ListPage(
    name="lives",
    title=gettext_lazy("组织生活安排"),
    columns=(
        Column(title=gettext_lazy("党组织"), value="node__name", link=to("organisations:life_one")),
        Column(title=gettext_lazy("固定时间"), value="time"),
        Column(title=gettext_lazy("固定地点"), value="place"),
        Column(title=gettext_lazy("固定内容"), value="content", phone=False),
        Column(title=gettext_lazy("起"), value=since_known, kind="day", phone=False),
    ),
    order=("node__name", "id"),
    filters=(
        Search(
            apply=lambda rows, words: rows.filter(node__name__icontains=words), placeholder=gettext_lazy("党组织名称")
        ),
    ),
    export_kind="lives",
    import_kind="lives",
    empty=EmptyState(
        title=gettext_lazy("还没有登记组织生活安排"), text=gettext_lazy("到党组织页面登记，或从 Excel 导入。")
    ),
)


def open_places(organs: Sequence[queries.OrganStanding]) -> list[tuple[tuple[str, int, str], str]]:
    """The positions that somebody may still take, with their words."""
    return [
        ((organ.organ.id, organ.number, one.position.id), f"{organ.name} · {one.position.name}")
        for organ in organs
        for one in organ.positions
        if not one.is_full
    ]


def organs_of(node: Node, organs: Sequence[queries.OrganStanding], user: Any) -> dict[str, Any]:
    """The organs of a node, and the button that fills a position."""
    buttons = []
    if permissions.manage_units.allows(user, node) and open_places(organs):
        url = reverse("organisations:add_seat", args=[node.pk])
        buttons = [Action(title=_("登记机构成员"), url=url, icon="user-plus", primary=True)]
    return {
        "node": node,
        "organs": organs,
        "actions": [*buttons, *printing(user, "organs", node.pk, at=node)],
        "lacking": sum(one.lacking for one in organs),
        "page_title": _("%(name)s的机构和名单") % {"name": node.name},
    }


def node_structure(request: HttpRequest, node: Node, day: datetime.date) -> tuple[str, dict[str, Any]] | None:
    """On a node's page: its structures and what is missing, the powers it holds, its life, its organs."""
    if not permissions.view_units.allows(request.user, node):
        return None
    is_party, is_place = node.kind.family == Family.PARTY, node.kind.family == Family.TERRITORY
    programmes = in_force_at([node], day)
    here = programmes[node.pk]
    context = {
        "node": node,
        "structures": queries.standings([node], day, programmes)[node.pk] if is_place else [],
        "powers": queries.powers_of(node, day, here) if is_party else [],
        "life": queries.live_life(node, day) if is_party else None,
        "is_party": is_party,
        "organs": queries.organs_at(node, day, here),
        "may_manage": permissions.manage_units.allows(request.user, node) and node.until is None,
    }
    shows = context["structures"] or context["powers"] or context["organs"] or is_party
    return (TEMPLATE, context) if shows else None
