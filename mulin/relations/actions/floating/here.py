"""Members who come here: received whatever their papers are like, placed in a branch, reported upward, given work."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.actions import Homes, register
from mulin.members.actions.moving import check_tie
from mulin.members.actions.registering import cleaned
from mulin.members.actions.residing import settle
from mulin.members.actions.returning import left_before, take_back
from mulin.members.choices import Category, TieKind
from mulin.members.models import Member
from mulin.organisations.actions.keeping import checked
from mulin.relations import permissions
from mulin.relations.actions.following import end_stays
from mulin.relations.choices import AbsenceState, PermitShown
from mulin.relations.models import Absence, DuesNote, Stay
from mulin.tree.models import Node


@dataclass(frozen=True)
class Arrival:
    """How a member came: from where, why, with which permit; what is to be done where it is not in order."""

    from_text: str
    permit_shown: str = PermitShown.IN_ORDER
    permit_number: str = ""
    permit_steps: str = ""
    reason: str = ""
    came_on: datetime.date | None = None


@transaction.atomic
def receive_floating(values: Mapping[str, Any], arrival: Arrival, host: Node, *, by: User) -> Stay:
    """Receive a member from outside into a branch. Nobody is turned away: missing papers only bring steps to take."""
    permissions.manage_relations.check(by, host)
    index = cleaned(values).get("identity_index")
    known = Member.objects.filter(identity_index=index, left_on__isnull=True).first() if index else None
    homes = Homes(None, None, arrival.came_on or today(), host)
    former = left_before(index or "")
    if former is not None:
        known = take_back(former, homes, by=by)
    elif known is None:
        known = register({**values, "category": Category.FLOATING}, homes, by=by)
    return receive_known(known, arrival, host, by=by)


@transaction.atomic
def receive_known(member: Member, arrival: Arrival, host: Node, *, by: User) -> Stay:
    """Receive a member who is on the register: one of ours who floats within the district, or one who came back."""
    permissions.manage_relations.check(by, host)
    check_tie(TieKind.HOST, host)
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    day = arrival.came_on or today()
    current = Stay.objects.filter(member=member, ended_on__isnull=True).select_related("host").first()
    if current is not None:
        raise Refused(f"“{member.name}”已由“{current.host.name}”接收，先在那里登记离开")
    if day > today():
        raise Refused("接收日期不能晚于今天", field="came_on")
    made = Stay(
        member=member, host=host, absence=absence_of(member), from_text=arrival.from_text, reason=arrival.reason,
        came_on=day, permit_number=arrival.permit_number, permit_shown=arrival.permit_shown,
        permit_steps=arrival.permit_steps,
    )  # fmt: skip
    checked(made)
    made.save()
    settle({member.pk: host.pk}, TieKind.HOST, on=day)
    log(by, "接收流入党员", member, node_id=host.pk, changes={"来自": arrival.from_text, "编入": host.name})
    return made


def absence_of(member: Member) -> Absence | None:
    """The absence that a member of ours came on, where there is one."""
    return Absence.objects.filter(member=member, state=AbsenceState.AWAY).first()


def held_stay(stay: Stay, by: User) -> Stay:
    """A stay that goes on, locked; refuses who may not."""
    found = Stay.objects.select_for_update(of=("self",)).select_related("member", "host").get(pk=stay.pk)
    permissions.manage_relations.check(by, found.host)
    if found.ended_on is not None:
        raise Refused(f"“{found.member.name}”已于 {found.ended_on} 离开")
    return found


@transaction.atomic
def mend_permit(stay: Stay, *, number: str, by: User) -> Stay:
    """The permit is in order now."""
    found = held_stay(stay, by)
    if not number.strip():
        raise Refused("请填写活动证编号", field="number")
    found.permit_number, found.permit_mended_on = number.strip(), today()
    found.save(update_fields=["permit_number", "permit_mended_on"])
    log(by, "补齐活动证", found.member, node_id=found.host_id, changes={"编号": number})
    return found


@transaction.atomic
def report_upward(stays: Collection[Stay], *, on: datetime.date | None = None, by: User) -> int:
    """Report members received to the superior; returns how many were not reported before."""
    rows = Stay.objects.select_for_update(of=("self",)).select_related("host").order_by("pk")
    found = [one for one in rows.filter(pk__in=[stay.pk for stay in stays]) if one.reported_on is None]
    for host in {one.host_id: one.host for one in found}.values():
        permissions.manage_relations.check(by, host)
    Stay.objects.filter(pk__in=[one.pk for one in found]).update(reported_on=on or today())
    if found:
        log(by, "流入党员报备", found[0].host, node_id=found[0].host_id, changes={"人数": len(found)})
    return len(found)


@transaction.atomic
def assign_work(stay: Stay, *, work: str, by: User) -> Stay:
    """Give the member fitting work."""
    found = held_stay(stay, by)
    found.work = work
    found.save(update_fields=["work"])
    log(by, "分配工作", found.member, node_id=found.host_id, changes={"工作": work})
    return found


@transaction.atomic
def end_stay(stay: Stay, *, on: datetime.date, ending: str, by: User) -> Stay:
    """The member went back or elsewhere. Who belongs outside and is with nobody of ours leaves the register."""
    found = held_stay(stay, by)
    if not found.came_on <= on <= today():
        raise Refused("离开日期应在接收之后，不能晚于今天", field="on")
    end_stays([found.member_id], on=on, ending=ending, by=by)
    log(by, "流入党员离开", found.member, node_id=found.host_id, changes={"日期": on, "方式": ending})
    return Stay.objects.get(pk=found.pk)


@transaction.atomic
def note_dues(members: Collection[Member], *, month: datetime.date, paid_on: datetime.date, at: Node, by: User) -> int:
    """Note dues of a month that members paid to an organisation; returns how many are new. Safe to repeat."""
    permissions.manage_relations.check(by, at)
    if paid_on > today():
        raise Refused("交纳日期不能晚于今天", field="paid_on")
    first = month.replace(day=1)
    here = tied_here(members, at)
    rows = [DuesNote(member_id=one, month=first, paid_on=paid_on, at=at, by=by) for one in here]
    before = DuesNote.objects.filter(month=first, member_id__in=here).count()
    DuesNote.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    log(by, "登记党费", at, node_id=at.pk, changes={"所属月份": first, "人数": len(here) - before})
    return len(here) - before


def tied_here(members: Collection[Member], at: Node) -> list[int]:
    """The ids of members who belong to or were received by an organisation or one below it; refuses for others."""
    ids = [one.pk for one in members]
    below = Node.objects.filter(path__within=at.path)
    kinds = (TieKind.HOME_ORGANISATION, TieKind.HOST)
    here = set(
        Member.objects.filter(
            pk__in=ids, ties__kind__in=kinds, ties__node__in=below, ties__until__isnull=True
        ).values_list("pk", flat=True)
    )
    strangers = [one.name for one in members if one.pk not in here]
    if strangers:
        raise Refused(f"“{strangers[0]}”不在“{at.name}”，不能在这里登记党费", field="members")
    return sorted(here)
