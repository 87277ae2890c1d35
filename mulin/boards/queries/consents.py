"""Boards and consents within reach, and one's own."""

import datetime
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mulin.boards.models import Board, Consent
from mulin.boards.queries.clauses import board_ruling
from mulin.foundation.clock import today
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.programmes.queries import ids_above
from mulin.tree.models import Node
from mulin.tree.permissions import scope


def boards_visible_to(user: Any, word: str = "boards.view") -> QuerySet[Any]:
    """Boards in reach, with how many members consent to show something there today."""
    live = Consent.objects.live_on(today()).filter(node_id=OuterRef("node_id")).order_by().values("node_id")
    people = Subquery(
        live.annotate(people=Count("member_id", distinct=True)).values("people"), output_field=IntegerField()
    )
    rows = Board.objects.filter(scope(user, word, "node__")).select_related("node__kind")
    return rows.annotate(people=Coalesce(people, 0))


def public_board(token: str) -> Board | None:
    """The board behind an address that its community opened to the residents; nothing once it is closed."""
    return Board.objects.filter(token=token, is_public=True).select_related("node__kind").first()


def consents_visible_to(user: Any) -> QuerySet[Consent]:
    """Consents for boards at places in reach."""
    rows = Consent.objects.filter(scope(user, "boards.view", "node__"))
    return rows.select_related("member", "node", "entered_by")


def own_consents(member: Member) -> QuerySet[Consent]:
    """Everything a member ever consented to, the last first."""
    return Consent.objects.filter(member=member).select_related("node").order_by("-given_on", "-pk")


def live_by_field(member: Member, place: Node, day: datetime.date) -> dict[str, Consent]:
    """What a member consents to show on a board on a day, by field."""
    return {one.field: one for one in Consent.objects.live_on(day).filter(member=member, node=place)}


def own_places(member: Member, day: datetime.date) -> list[Node]:
    """The places around a member's home on whose boards the member may stand, the community first."""
    home = member.tied_on(TieKind.RESIDENCE, day)
    if home is None:
        return []
    above = Node.objects.filter(pk__in=ids_above(home.path, home.place_path)).select_related("kind").order_by("path")
    return [one for one in above if board_ruling(one, day) is not None]


def boards_at(places: list[Node]) -> dict[int, Board]:
    """The boards that stand at these places, by place."""
    return {one.node_id: one for one in Board.objects.filter(node__in=places)}
