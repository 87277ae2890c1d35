"""Moving a member's ties from a day on, and letting a member leave."""

import datetime

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members import permissions
from mulin.members.actions.announcing import announce, tied_to
from mulin.members.actions.indexing import index_members
from mulin.members.choices import Leaving, TieKind
from mulin.members.events import members_left, members_moved
from mulin.members.models import Member, Tie
from mulin.members.rules import RESIDENCE_KINDS
from mulin.organisations.actions.keeping import checked
from mulin.tree.choices import Family
from mulin.tree.models import Node


def check_tie(kind: str, node: Node) -> None:
    """Refuse a tie to a node of the wrong family."""
    problem = tie_problem(kind, node)
    if problem:
        raise Refused(problem, field=kind)


def tie_problem(kind: str, node: Node) -> str:
    """Why a member cannot be tied to a node; nothing when it can be."""
    if kind in (TieKind.HOME_ORGANISATION, TieKind.HOST) and node.kind.family != Family.PARTY:
        return f"“{node.name}”不是党组织"
    if kind == TieKind.RESIDENCE and node.kind_id not in RESIDENCE_KINDS:
        return f"“{node.name}”不是社区、网格、小区或楼栋"
    if kind == TieKind.REGION and node.kind.family == Family.UNIT:
        return f"“{node.name}”不是区域或党组织"
    return ""


def home_id(member: Member) -> int | None:
    """Where the log keeps what is done to a member."""
    return next((node.pk for node in permissions.home_side(member)), None)


@transaction.atomic
def move_tie(member: Member, kind: str, node: Node, *, on: datetime.date, reason: str, by: User) -> Tie:
    """Let a member belong to another organisation, or live in another community, from a day on."""
    permissions.manage_members.check(by, member)
    if kind == TieKind.HOME_ORGANISATION:
        permissions.manage_members.check(by, node)
    return tie_on(member, kind, node, on=on, reason=reason, by=by)


@transaction.atomic
def tie_on(member: Member, kind: str, node: Node, *, on: datetime.date, reason: str, by: User) -> Tie:
    """What moving a tie does, for a process above that asked who may."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    check_tie(kind, node)
    if member.left_on is not None:
        raise Refused(f"“{member.name}”已于 {member.left_on} 离开")
    if not node.holds_on(on):
        raise Refused(f"“{node.name}”在 {on} 不存在，请检查日期", field="on")
    live = Tie.objects.select_for_update(of=("self",)).filter(member=member, kind=kind, until__isnull=True).first()
    if live and live.node_id == node.pk:
        return live
    if live and on < live.since:
        raise Refused(f"现有关系自 {live.since} 起，新的关系不能更早", field="on")
    former = live.node.name if live else ""
    if live and live.since == on:
        live.delete()
    elif live:
        live.until = on
        live.save(update_fields=["until"])
    tie = Tie.objects.create(member=member, kind=kind, node=node, since=on)
    changes = {TieKind(kind).label: [former, node.name], "日期": on, "原因": reason}
    log(by, "调整党员关系", member, node_id=node.pk, changes=changes)
    announce([node.pk, *([live.node_id] if live else [])], [member.pk])
    index_members([member.pk])
    members_moved.send(Tie, member_ids=[member.pk], kind=kind, on=on)
    return tie


@transaction.atomic
def leave(member: Member, *, on: datetime.date, leaving: Leaving, by: User) -> Member:
    """End a member's ties as of a day, with the reason. What is recorded of the person stays."""
    permissions.manage_members.check(by, member)
    return let_go(member, on=on, leaving=leaving, by=by)


@transaction.atomic
def let_go(member: Member, *, on: datetime.date, leaving: Leaving, by: User) -> Member:
    """What leaving does, for a process above that asked who may."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    node_id = home_id(member)
    if member.left_on is not None:
        raise Refused(f"“{member.name}”已于 {member.left_on} 离开")
    if Tie.objects.filter(member=member, since__gte=on).exists():
        raise Refused("离开日期必须晚于现有关系的起始日期", field="on")
    ended = tied_to([member.pk])
    Tie.objects.filter(member=member, until__isnull=True).update(until=on)
    member.left_on, member.leaving = on, leaving
    checked(member)
    member.save(update_fields=["left_on", "leaving"])
    log(by, "党员离开", member, node_id=node_id, changes={"日期": on, "原因": Leaving(leaving).label})
    announce(ended, [member.pk])
    index_members([member.pk])
    members_left.send(Member, member_ids=[member.pk], on=on, by=by)
    return member
