"""Party groups by post: the system proposes, a person changes and accepts, groups stand in the tree."""

from collections import Counter
from collections.abc import Collection, Sequence

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.bulk import insert_rows, reserve_ids
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.service import events
from mulin.service.actions.posts import at_a_community
from mulin.service.choices import GroupingState
from mulin.service.models import Grouping, GroupMembership, ProposedGroup, ProposedPlace
from mulin.service.permissions import manage_service
from mulin.service.queries.groups import GROUP, people_in_posts, size_of_groups
from mulin.service.rules import Group, propose_groups
from mulin.tree.actions.bulk import BulkNode, found_many
from mulin.tree.models import Node

BRANCH = "branch"


@transaction.atomic
def propose(community: Node, branch: Node, *, by: User) -> Grouping:
    """Propose groups of the members in posts of a community, to stand under a branch. An open proposal is replaced.

    Deterministic: the same members, posts and facts give the same groups. Refused where no regulation in force
    says how large a group is.
    """
    manage_service.check(by, community)
    at_a_community(community)
    check_branch(community, branch)
    Node.objects.select_for_update(of=("self",)).get(pk=community.pk)
    least, most, alike_by = size_of_groups(community, today())
    people = people_in_posts(community, today())
    if not people:
        raise Refused("还没有党员在岗，不能按岗位编组")
    Grouping.objects.filter(community=community, state=GroupingState.PROPOSED).update(
        state=GroupingState.DISCARDED, settled_on=today()
    )
    made = Grouping.objects.create(community=community, branch=branch, made_on=today(), made_by=by)
    groups = propose_groups(people, least, most, alike_by)
    keep(made, groups)
    log(by, "提出编组方案", community, node_id=community.pk, changes={"党员": len(people), "小组": len(groups)})
    return made


def check_branch(community: Node, branch: Node) -> None:
    """Refuse a branch of another community, or what is no branch."""
    if branch.kind_id != BRANCH:
        raise Refused(f"“{branch.name}”不是党支部，党小组设在党支部下", field="branch")
    if not branch.place_path.startswith(community.place_path):
        raise Refused(f"“{branch.name}”不在“{community.name}”", field="branch")


def keep(grouping: Grouping, groups: Sequence[Group]) -> None:
    """Write the groups of a proposal down: two statements."""
    ids = reserve_ids(ProposedGroup, len(groups))
    numbers: Counter[str] = Counter()
    rows = []
    for position, (pk, group) in enumerate(zip(ids, groups, strict=True), 1):
        numbers[group.category] += 1
        name = f"{group.category}第{numbers[group.category]}党小组"
        rows.append((pk, grouping.pk, position, name[:100], group.tell()[:300]))
    insert_rows(ProposedGroup, ["id", "grouping", "number", "name", "shared"], rows)
    places = (
        (grouping.pk, pk, person.id, group.why(person)[:300])
        for pk, group in zip(ids, groups, strict=True)
        for person in group.people
    )
    insert_rows(ProposedPlace, ["grouping", "group", "member", "why"], places)


def open_grouping(grouping: Grouping, by: User) -> Grouping:
    """The proposal, read again and locked. Refused once it is settled."""
    rows = Grouping.objects.select_for_update(of=("self",)).select_related("community", "branch")
    fresh = rows.get(pk=grouping.pk)
    manage_service.check(by, fresh.community)
    if fresh.state != GroupingState.PROPOSED:
        raise Refused("这份编组方案已经确定或放弃")
    return fresh


@transaction.atomic
def move_members(group: ProposedGroup, member_ids: Collection[int], into: ProposedGroup, *, by: User) -> int:
    """Put members of a proposed group into another of the same proposal; how many."""
    grouping = open_grouping(group.grouping, by)
    if into.grouping_id != grouping.pk:
        raise Refused("只能在同一份方案里调整", field="into")
    rows = ProposedPlace.objects.filter(group=group, member_id__in=member_ids)
    moved = rows.update(group=into, why="人工调整")
    ProposedGroup.objects.filter(pk=group.pk, leader_id__in=member_ids).update(leader=None)
    tidy(grouping)
    return moved


@transaction.atomic
def merge_groups(group: ProposedGroup, into: ProposedGroup, *, by: User) -> None:
    """Two proposed groups become one."""
    grouping = open_grouping(group.grouping, by)
    if into.grouping_id != grouping.pk or into.pk == group.pk:
        raise Refused("请选择同一份方案里的另一个小组", field="into")
    ProposedPlace.objects.filter(group=group).update(group=into)
    tidy(grouping)


@transaction.atomic
def split_group(group: ProposedGroup, member_ids: Collection[int], name: str, *, by: User) -> ProposedGroup:
    """Some members of a proposed group become a group of their own."""
    grouping = open_grouping(group.grouping, by)
    rows = ProposedPlace.objects.filter(group=group, member_id__in=member_ids)
    if not rows.exists() or rows.count() == group.places.count():
        raise Refused("请选择部分党员", field="names")
    number = max(grouping.groups.values_list("number", flat=True)) + 1
    made = ProposedGroup.objects.create(grouping=grouping, number=number, name=name.strip()[:100], shared="人工拆分")
    rows.update(group=made, why="人工调整")
    ProposedGroup.objects.filter(pk=group.pk, leader_id__in=member_ids).update(leader=None)
    return made


def tidy(grouping: Grouping) -> None:
    """A proposed group that nobody is left in goes."""
    ProposedGroup.objects.filter(grouping=grouping, places__isnull=True).delete()


@transaction.atomic
def name_group(group: ProposedGroup, *, name: str, leader_id: int | None, by: User) -> None:
    """What a proposed group is called and who leads it: one of its members."""
    open_grouping(group.grouping, by)
    if leader_id is not None and not group.places.filter(member_id=leader_id).exists():
        raise Refused("党小组长从本组党员中推选", field="leader")
    ProposedGroup.objects.filter(pk=group.pk).update(name=name.strip()[:100], leader_id=leader_id)


@transaction.atomic
def discard(grouping: Grouping, *, by: User) -> None:
    """A proposal is not wanted."""
    fresh = open_grouping(grouping, by)
    fresh.state, fresh.settled_on = GroupingState.DISCARDED, today()
    fresh.save(update_fields=["state", "settled_on"])
    log(by, "放弃编组方案", fresh.community, node_id=fresh.community_id)


@transaction.atomic
def accept(grouping: Grouping, *, by: User) -> list[int]:
    """Found the groups under the branch and put their members in, dated today; earlier memberships end.

    Bulk: a handful of statements for thousands of members. Returns the ids of the new nodes.
    """
    fresh = open_grouping(grouping, by)
    groups = list(fresh.groups.order_by("number"))
    rows = [
        BulkNode(GROUP, group.name, belongs_to=fresh.branch.code, located_in=fresh.community.code, since=today())
        for group in groups
    ]
    ids = list(found_many(rows, reason="按岗位编组", by=by, word=manage_service.word).values())
    for group, node_id in zip(groups, ids, strict=True):
        group.node_id = node_id
    ProposedGroup.objects.bulk_update(groups, ["node"])
    enter(fresh, groups)
    fresh.state, fresh.settled_on = GroupingState.ACCEPTED, today()
    fresh.save(update_fields=["state", "settled_on"])
    log(by, "确定编组方案", fresh.community, node_id=fresh.community_id, changes={"小组": len(groups), "编号": ids})
    return ids


def enter(grouping: Grouping, groups: Sequence[ProposedGroup]) -> None:
    """End what held before and enter the members of accepted groups."""
    nodes = {group.pk: (group.node_id, group.leader_id) for group in groups}
    places = list(grouping.places.order_by("pk").values_list("group_id", "member_id", "why"))
    members = [member_id for _group, member_id, _why in places]
    former = GroupMembership.objects.filter(member__in=grouping.places.values("member_id"), until__isnull=True)
    left = set(former.values_list("group_id", flat=True))
    former.update(until=today(), is_leader=False)
    insert_rows(
        GroupMembership,
        ["group", "member", "is_leader", "why", "since"],
        ((nodes[group][0], member_id, nodes[group][1] == member_id, why, today()) for group, member_id, why in places),
    )
    standing = {node_id for node_id, _leader in nodes.values() if node_id is not None}
    events.groups_changed.send(GroupMembership, member_ids=members, node_ids=sorted(left | standing))
