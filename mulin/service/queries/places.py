"""Which community a member lives in: residence may be kept down to the building."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from mulin.members.choices import TieKind
from mulin.members.models import Member, MemberQuerySet, Tie
from mulin.programmes.queries import ids_above
from mulin.tree.models import Node, holding
from mulin.tree.permissions import scope

COMMUNITY = "community"
AT_A_TIME = 5000


def communities(user: Any, word: str = "service.view") -> QuerySet[Node]:
    """The communities in a person's reach."""
    return Node.objects.filter(scope(user, word), kind_id=COMMUNITY).order_by("name", "pk")


def communities_of(member_ids: Iterable[int], day: datetime.date) -> dict[int, Node]:
    """The community each of these members lives in on a day; members without one are left out. Two queries."""
    paths = residences(member_ids, day)
    above = {one for path in paths.values() for one in ids_above(path)}
    nodes = Node.objects.filter(kind_id=COMMUNITY).in_bulk(above)
    found: dict[int, Node] = {}
    for member_id, path in paths.items():
        community = next((nodes[one] for one in ids_above(path) if one in nodes), None)
        if community is not None:
            found[member_id] = community
    return found


def residences(member_ids: Iterable[int], day: datetime.date) -> dict[int, str]:
    """The path of the place each of these members lives in on a day."""
    wanted = list(member_ids)
    ties = Tie.objects.filter(holding("", day), kind=TieKind.RESIDENCE)
    return {
        member_id: path
        for start in range(0, len(wanted), AT_A_TIME)
        for member_id, path in ties.filter(member_id__in=wanted[start : start + AT_A_TIME]).values_list(
            "member_id", "node__path"
        )
    }


def community_of(member: Member, day: datetime.date) -> Node | None:
    """The community a member lives in on a day."""
    return communities_of([member.pk], day).get(member.pk)


def residents(community: Node, day: datetime.date) -> MemberQuerySet:
    """The members who live in a community on a day, each once."""
    ties = Tie.objects.filter(holding("", day), kind=TieKind.RESIDENCE).filter(
        Q(node__path__within=community.path) | Q(node__place_path__within=community.place_path)
    )
    return Member.objects.present_on(day).filter(pk__in=ties.values("member_id"))


def spots_in(community: Node) -> QuerySet[Node]:
    """The compounds, grids and blocks of a community."""
    return Node.objects.filter(path__within=community.path, until__isnull=True).exclude(pk=community.pk)


def community_around(node: Node) -> Node | None:
    """The community in which a node stands or is located; itself when it is one."""
    above = ids_above(node.path, node.place_path)
    return Node.objects.filter(pk__in=above, kind_id=COMMUNITY).first()
