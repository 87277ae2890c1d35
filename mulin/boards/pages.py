"""Wording, lists and buttons of boards."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.boards import queries
from mulin.boards.choices import BoardField, Origin
from mulin.boards.models import Board, Consent
from mulin.boards.permissions import manage_boards
from mulin.foundation.clock import today
from mulin.foundation.lists import Choice, Column, EmptyState, ListPage, NodeChoice, Search, step_to, to
from mulin.foundation.page_parts import Action
from mulin.members.models import Member
from mulin.tree.models import Node
from mulin.tree.pages import printing

REVOKED = (("live", gettext_lazy("有效")), ("expired", gettext_lazy("已到期")), ("ended", gettext_lazy("已终止")))


def state_of(consent: Consent) -> str:
    """What holds of a consent today."""
    if consent.ending:
        return str(consent.get_ending_display())
    return str(REVOKED[0][1]) if consent.is_live_on(today()) else str(REVOKED[1][1])


def by_state(rows: QuerySet[Consent], state: str) -> QuerySet[Consent]:
    """Consents that hold, that have expired, that were ended."""
    if state == "ended":
        return rows.filter(ended_on__isnull=False)
    return rows.filter(ended_on__isnull=True, **{"until__gt" if state == "live" else "until__lte": today()})


def place_choices(request: HttpRequest) -> list[tuple[int, str]]:
    """The places whose boards are in reach."""
    rows = queries.boards_visible_to(request.user).order_by("node__name")
    return [(pk, name) for pk, name in rows.values_list("node_id", "node__name")]


BOARDS = ListPage(
    name="boards",
    title=gettext_lazy("监督台"),
    columns=(
        Column(title=gettext_lazy("社区、小区或楼栋"), value="node__name", link=to("boards:board", "id")),
        Column(title=gettext_lazy("种类"), value="node__kind__name", phone=False),
        Column(title=gettext_lazy("已公开的党员"), value="people", kind="number"),
        Column(
            title=gettext_lazy("居民可看"),
            value=lambda one: gettext_lazy("是") if one.is_public else gettext_lazy("否"),
        ),
        Column(title=gettext_lazy("设台日期"), value="opened_on", kind="day", phone=False),
    ),
    order=("node__name", "id"),
    filters=(Search(apply=lambda rows, words: rows.filter(node__name__icontains=words)),),
    export_kind="boards",
    empty=EmptyState(
        title=gettext_lazy("还没有监督台"), text=gettext_lazy("在社区、小区或楼栋设台，党员逐项同意后公开。")
    ),
)
CONSENTS = ListPage(
    name="consents",
    title=gettext_lazy("公开同意"),
    columns=(
        Column(title=gettext_lazy("姓名"), value="member__name", link=step_to("boards:revoke_for")),
        Column(title=gettext_lazy("监督台"), value="node__name"),
        Column(title=gettext_lazy("公开"), value="field", words=dict(BoardField.choices)),
        Column(title=gettext_lazy("同意日期"), value="given_on", kind="day"),
        Column(title=gettext_lazy("到期"), value="until", kind="day", phone=False),
        Column(title=gettext_lazy("方式"), value="origin", words=dict(Origin.choices), phone=False),
        Column(title=gettext_lazy("录入人"), value=lambda one: str(one.entered_by), phone=False),
        Column(title=gettext_lazy("状态"), value=state_of),
    ),
    order=("-id",),
    filters=(
        Search(apply=lambda rows, words: rows.filter(member__name__icontains=words), placeholder=gettext_lazy("姓名")),
        NodeChoice(name="node", title=gettext_lazy("监督台"), choices=place_choices),
        Choice(name="field", title=gettext_lazy("公开"), choices=BoardField.choices),
        Choice(name="state", title=gettext_lazy("状态"), choices=REVOKED, apply=by_state),
    ),
    export_kind="board_consents",
    import_kind="board_consents",
    empty=EmptyState(title=gettext_lazy("没有符合条件的同意")),
)


def board_context(board: Board, user: Any) -> dict[str, Any]:
    """One board as those in scope see it."""
    return {
        "page_title": str(board),
        "board": board,
        "cards": queries.cards(board.node, today()),
        "actions": buttons(board, user),
        "public_url": reverse("boards:public", args=[board.token]) if board.is_public else "",
        "trail": [(_("监督台"), reverse("boards:boards"))],
    }


def buttons(board: Board, user: Any) -> list[Action]:
    """What may be done with a board."""
    against = manage_boards.reason_against(user, board) or ""

    def step(name: str, title: str, icon: str, *more: Any, **how: Any) -> Action:
        return Action(
            title=title, url=reverse(f"boards:{name}", args=[board.pk, *more]), icon=icon, reason=against, **how
        )

    shut, opened = step("shut", _("停止公开"), "eye-off", post=True), step("publish", _("对居民公开"), "eye", post=True)
    return [
        step("enter", _("录入同意书"), "pencil-plus", primary=not against),
        shut if board.is_public else opened,
        step("new_address", _("更换网址"), "refresh", post=True),
        *printing(user, "board", board.pk),
    ]


def field_choices(place: Node) -> list[tuple[str, Any]]:
    """The fields that the regulation in force puts on a board here."""
    ruling = queries.board_ruling(place, today())
    allowed: Sequence[str] = ruling.clause.fields if ruling else ()
    return [(one.value, one.label) for one in BoardField if one in allowed]


def own_choices(member: Member, place: Node) -> list[tuple[str, Any]]:
    """The same fields for a member to tick; those that are consented to already say until when."""
    live = queries.live_by_field(member, place, today())
    words = _("%(field)s（已同意，%(until)s 到期；再勾选则延长）")
    return [
        (name, words % {"field": title, "until": live[name].until.isoformat()} if name in live else title)
        for name, title in field_choices(place)
    ]


def own_context(member: Member) -> dict[str, Any]:
    """The boards around a member's home: what is shown by the member's consent, and what could be."""
    places = queries.own_places(member, today())
    boards = queries.boards_at(places)
    return {
        "page_title": _("我的公开同意"),
        "places": [own_place(member, place, boards.get(place.pk)) for place in places],
        "history": queries.own_consents(member)[:50],
    }


def own_place(member: Member, place: Node, board: Board | None) -> dict[str, Any]:
    """One board as the member concerned sees it."""
    live = queries.live_by_field(member, place, today())
    return {
        "place": place,
        "board": board,
        "fields": [
            (title, live.get(name), reverse("boards:revoke", args=[live[name].pk]) if name in live else "")
            for name, title in field_choices(place)
        ],
        "give_url": reverse("boards:give", args=[place.pk]),
        "photo_url": reverse("boards:own_photo", args=[place.pk]) if BoardField.PHOTO in live else "",
    }
