"""Members and their ties, as lists and pages read them."""

import datetime
from typing import Any

from django.db.models import CharField, Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from mulin.members.choices import TWO_SIDES, TieKind
from mulin.members.models import Member, MemberQuerySet, Tie
from mulin.tree.models import Node, holding

SEARCH_KIND = "member"
"""What members are called in the search index."""


def with_ties(members: MemberQuerySet, day: datetime.date) -> QuerySet[Member]:
    """The same members, each with the names and ids of both ties on a day, in the same query."""
    found = with_tie_names(members, day)
    for kind in TWO_SIDES:
        found = found.annotate(**{f"{kind.value}_id": Subquery(tie_of(kind, day).values("node_id")[:1])})
    return found


def with_tie_names(members: MemberQuerySet, day: datetime.date) -> QuerySet[Member]:
    """The same members, each with the names of both ties on a day, in the same query."""
    found: QuerySet[Member] = members
    for kind in TWO_SIDES:
        name = Subquery(tie_of(kind, day).values("node__name")[:1], output_field=CharField())
        found = found.annotate(**{f"{kind.value}_name": name})
    return found


def tie_of(kind: TieKind, day: datetime.date) -> QuerySet[Tie]:
    """The tie of a kind that holds on a day, for the member of the query around it."""
    return Tie.objects.filter(holding("", day), member_id=OuterRef("pk"), kind=kind)


def with_all_ties(members: MemberQuerySet) -> QuerySet[Member]:
    """The same members with every tie they had, read once however many parts of a page ask for them."""
    return members.prefetch_related(Prefetch("ties", Tie.objects.select_related("node__kind")))


def ties_of(member: Member) -> list[Tie]:
    """Every tie a member had, oldest first."""
    return list(member.dated_ties)


def tied_at(node: Node, day: datetime.date) -> dict[str, int]:
    """How many members belong to (``home_organisation``) and live in (``residence``) a node and below, on a day."""
    below = Q(node__path__within=node.path) | Q(node__place_path__within=node.place_path)
    rows = Tie.objects.filter(holding("", day)).filter(below)
    found = rows.values("kind").annotate(members=Count("member_id", distinct=True)).order_by("kind")
    return {row["kind"]: row["members"] for row in found}


def member_of(user: Any) -> Member | None:
    """The member whose account this is; nothing for an account of somebody else, and for one who left."""
    return Member.objects.filter(account_id=user.pk, left_on__isnull=True).first() if user.pk else None
