"""Members of party groups that stand: moved, taken out, made leader."""

from collections.abc import Sequence

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.service import events
from mulin.service.models import GroupMembership
from mulin.service.permissions import manage_service
from mulin.service.queries.groups import GROUP
from mulin.tree.models import Node


@transaction.atomic
def join_group(group: Node, members: Sequence[Member], *, by: User, why: str = "") -> int:
    """Members come into a party group; an earlier membership ends that day. How many came."""
    manage_service.check(by, group)
    if group.kind_id != GROUP:
        raise Refused("请选择党小组", field="group")
    Node.objects.select_for_update(of=("self",)).get(pk=group.pk)
    ids = [one.pk for one in members]
    live = GroupMembership.objects.select_for_update(of=("self",)).filter(member_id__in=ids, until__isnull=True)
    standing = {one.member_id: one for one in live.order_by("pk")}
    fresh = [pk for pk in dict.fromkeys(ids) if pk not in standing or standing[pk].group_id != group.pk]
    left = {standing[pk].group_id for pk in fresh if pk in standing}
    GroupMembership.objects.filter(member_id__in=fresh, until__isnull=True).update(until=today(), is_leader=False)
    GroupMembership.objects.bulk_create(
        GroupMembership(group=group, member_id=pk, why=why[:300], since=today()) for pk in fresh
    )
    if fresh:
        names = "、".join(one.name for one in members if one.pk in set(fresh))
        log(by, "编入党小组", group, node_id=group.pk, changes={"党员": ["", names]})
        events.groups_changed.send(GroupMembership, member_ids=fresh, node_ids=sorted({group.pk, *left}))
    return len(fresh)


@transaction.atomic
def leave_group(group: Node, member_ids: Sequence[int], *, by: User) -> int:
    """Members leave a party group; how many."""
    manage_service.check(by, group)
    rows = GroupMembership.objects.filter(group=group, member_id__in=member_ids, until__isnull=True)
    count = rows.update(until=today(), is_leader=False)
    if count:
        log(by, "退出党小组", group, node_id=group.pk, changes={"人数": count})
        events.groups_changed.send(GroupMembership, member_ids=list(member_ids), node_ids=[group.pk])
    return count


@transaction.atomic
def name_group_leader(group: Node, member: Member, *, by: User) -> None:
    """One of the group leads it."""
    manage_service.check(by, group)
    rows = GroupMembership.objects.filter(group=group, until__isnull=True)
    if not rows.filter(member=member).exists():
        raise Refused(f"“{member.name}”不在这个党小组", field="leader")
    rows.filter(is_leader=True).update(is_leader=False)
    rows.filter(member=member).update(is_leader=True)
    log(by, "推选党小组长", group, node_id=group.pk, changes={"党小组长": ["", member.name]})
