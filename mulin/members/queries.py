"""What we ask of members. Lists start from ``permissions.members_visible_to``."""

import datetime

from django.db.models import CharField, OuterRef, QuerySet, Subquery

from mulin.members.choices import TieKind
from mulin.members.models import Member, MemberQuerySet, Tie
from mulin.tree.models import holding

SEARCH_KIND = "member"
"""What members are called in the search index."""


def with_ties(members: MemberQuerySet, day: datetime.date) -> QuerySet[Member]:
    """The same members, each with the names and ids of both ties on a day, in the same query."""
    found: QuerySet[Member] = members
    for kind in TieKind:
        tie = Tie.objects.filter(holding("", day), member_id=OuterRef("pk"), kind=kind)
        name = Subquery(tie.values("node__name")[:1], output_field=CharField())
        found = found.annotate(**{f"{kind.value}_name": name, f"{kind.value}_id": Subquery(tie.values("node_id")[:1])})
    return found


def ties_of(member: Member) -> list[Tie]:
    """Every tie a member had, oldest first."""
    return list(member.ties.select_related("node__kind").order_by("since", "pk"))
