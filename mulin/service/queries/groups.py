"""Party groups by post: who is to be grouped, proposals, groups that stand with their members."""

import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from mulin.foundation.refusals import Refused
from mulin.members.models import Member
from mulin.programmes.queries import Ruling
from mulin.service.choices import ClaimState, GroupingState
from mulin.service.models import Claim, Grouping, GroupMembership, ProposedGroup, ProposedPlace
from mulin.service.queries.clauses import clause_of
from mulin.service.queries.facts import people_of
from mulin.service.rules import Person
from mulin.tree.models import Node
from mulin.tree.permissions import scope

GROUP = "party_group"


def people_in_posts(community: Node, day: datetime.date) -> list[Person]:
    """The members who hold a post of a community, with what is known of them."""
    rows = Claim.objects.filter(post__community=community, until__isnull=True, state=ClaimState.HELD).order_by()
    return list(people_of(sorted(set(rows.values_list("member_id", flat=True))), day))


def group_rules(community: Node, day: datetime.date) -> Ruling | None:
    """What the regulation in force says of groups."""
    return clause_of(community, day, "group_rules")


def size_of_groups(community: Node, day: datetime.date) -> tuple[int, int, tuple[str, ...]]:
    """How few and how many members a group has, and in what they should be alike. Refused where nothing says so."""
    ruling = group_rules(community, day)
    least = ruling.value(ruling.clause.least) if ruling else None
    most = ruling.value(ruling.clause.most) if ruling else None
    if ruling is None or least is None or most is None:
        raise Refused("没有实施中的制度规定党小组的人数，不能提出编组方案")
    return int(least), int(most), tuple(ruling.clause.alike_by)


def leader_words(community: Node, day: datetime.date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The duties of a leader and the five things a leader is good at; empty where no regulation says so."""
    ruling = group_rules(community, day)
    if ruling is None:
        return (), ()
    return tuple(ruling.clause.leader_duties), tuple(ruling.value(ruling.clause.leader_virtues) or ())


def groupings_visible_to(user: Any, word: str = "service.view") -> QuerySet[Grouping]:
    """Proposals of communities in reach."""
    return Grouping.objects.filter(scope(user, word, "community__")).select_related("community", "branch")


def proposed_groups(grouping: Grouping) -> QuerySet[Any]:
    """The groups of a proposal, members counted."""
    return grouping.groups.select_related("leader", "node").annotate(size=Count("places")).order_by("number")


def proposed_groups_visible_to(user: Any, word: str = "service.manage") -> QuerySet[ProposedGroup]:
    """Proposed groups of communities in reach."""
    rows = ProposedGroup.objects.filter(scope(user, word, "grouping__community__"))
    return rows.select_related("grouping__community", "grouping__branch", "leader")


def groups_visible_to(user: Any, word: str = "service.view") -> QuerySet[Any]:
    """Party groups in reach that members were put into, members counted."""
    live = Q(group_memberships__until__isnull=True)
    rows = Node.objects.filter(scope(user, word), kind_id=GROUP, until__isnull=True)
    counted = rows.annotate(size=Count("group_memberships", filter=live))
    return counted.filter(size__gt=0).order_by("name", "pk")


def group_members(group: Node) -> QuerySet[GroupMembership]:
    """Who is in a party group now, the leader first."""
    rows = GroupMembership.objects.filter(group=group, until__isnull=True).select_related("member")
    return rows.order_by("-is_leader", "member__name", "pk")


def group_of(member: Member) -> GroupMembership | None:
    """The party group a member is in."""
    return GroupMembership.objects.filter(member=member, until__isnull=True).select_related("group").first()


def party_groups(user: Any, word: str = "service.view") -> QuerySet[Node]:
    """Every party group in reach."""
    return Node.objects.filter(scope(user, word), kind_id=GROUP)


def open_grouping(community: Node) -> Grouping | None:
    """The proposal of a community that waits to be settled."""
    return Grouping.objects.filter(community=community, state=GroupingState.PROPOSED).first()


def branches_in(community: Node) -> QuerySet[Node]:
    """The branches located in a community, under which groups may stand."""
    rows = Node.objects.filter(kind_id="branch", until__isnull=True, place_path__within=community.place_path)
    return rows.order_by("name", "pk")


def other_groups(group: ProposedGroup) -> QuerySet[ProposedGroup]:
    """The other groups of the same proposal."""
    return ProposedGroup.objects.filter(grouping=group.grouping).exclude(pk=group.pk).order_by("number")


def proposed_places(group: ProposedGroup) -> QuerySet[ProposedPlace]:
    """Who is in a proposed group, with the reasons."""
    return ProposedPlace.objects.filter(group=group).select_related("member").order_by("member__name", "pk")
