"""Writing, reading and striking out restricted records. Every reading says why, and the log tells no names."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.actions.moving import let_go
from mulin.members.choices import Leaving, Stage
from mulin.members.models import Member
from mulin.members.permissions import home_side
from mulin.restricted.choices import DECIDED, OF_PROBATION, RecordKind
from mulin.restricted.models import RestrictedRecord
from mulin.restricted.permissions import keep_restricted, view_restricted
from mulin.restricted.queries import own_records, records_in_reach
from mulin.tree.models import Node


@dataclass(frozen=True)
class NewRecord:
    """What happened, on which day, by which decision; ``until``: to when a probation is extended."""

    kind: str
    day: datetime.date
    text: str
    decision: str = ""
    until: datetime.date | None = None


@transaction.atomic
def write(member: Member, new: NewRecord, *, by: User) -> RestrictedRecord:
    """Put a record on the shelf. A cancelled probation ends the membership as of its day; an extended one goes on."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    keep_restricted.check(by, member)
    node = next(iter(home_side(member)))
    check(member, new)
    record = RestrictedRecord(
        member=member,
        node=node,
        kind=new.kind,
        day=new.day,
        decision=new.decision.strip(),
        text=new.text.strip(),
        until=new.until,
        entered_by=by,
        entered_on=today(),
    )
    try:
        record.full_clean()
    except ValidationError as error:
        raise Refused("；".join(error.messages)) from error
    record.save(force_insert=True)
    log(by, "登记限定记录", record, node_id=node.pk)
    if new.kind == RecordKind.PROBATION_CANCELLED:
        let_go(member, on=new.day, leaving=Leaving.LEFT_PARTY, by=by)
    return record


def check(member: Member, new: NewRecord) -> None:
    """Refuse what the form cannot know."""
    if new.day > today():
        raise Refused("日期不能晚于今天", field="day")
    if new.kind in OF_PROBATION and member.stage != Stage.PROBATIONARY:
        raise Refused(f"“{member.name}”不是预备党员", field="kind")
    if new.kind in DECIDED and not new.decision.strip():
        raise Refused("请填写决定文号", field="decision")
    if not new.text.strip():
        raise Refused("请填写内容", field="text")
    if (new.kind == RecordKind.PROBATION_EXTENDED) != (new.until is not None):
        raise Refused("只有延长预备期才填写延长到哪一天，且必须填写", field="until")


def needs_reason(reason: str) -> str:
    """The reason, refused when it says nothing."""
    if not reason.strip():
        raise Refused("请写明查看的原因", field="reason")
    return reason.strip()


@transaction.atomic
def open_shelf(*, reason: str, by: User) -> list[RestrictedRecord]:
    """The list of records in reach. Logged with the reason."""
    why = needs_reason(reason)
    found = list(records_in_reach(by))
    for node_id in sorted({one.node_id for one in found}):
        log(by, "查看限定记录目录", Node.objects.get(pk=node_id), node_id=node_id, changes={"原因": why})
    return found


@transaction.atomic
def read(record: RestrictedRecord, *, reason: str, by: User, printed: bool = False) -> RestrictedRecord:
    """One record in clear, on the screen or on paper. Logged with the reason, without whom it is about."""
    view_restricted.check(by, record)
    verb = "打印限定记录" if printed else "查看限定记录"
    log(by, verb, record, node_id=record.node_id, changes={"原因": needs_reason(reason)})
    return record


@transaction.atomic
def read_own(member: Member, *, by: User) -> list[RestrictedRecord]:
    """What is written about oneself. Logged, too."""
    if member.account_id is None or member.account_id != by.pk:
        raise Refused("只能查看本人的记录")
    found = list(own_records(member))
    for one in found:
        log(by, "本人查看限定记录", one, node_id=one.node_id)
    return found


@transaction.atomic
def strike(record: RestrictedRecord, *, because: str, by: User) -> RestrictedRecord:
    """Strike out what was entered by mistake; it stays readable as such for the few. What it caused stays done."""
    fresh = RestrictedRecord.objects.select_for_update(of=("self",)).select_related("node").get(pk=record.pk)
    keep_restricted.check(by, fresh)
    if fresh.struck_on is not None:
        return fresh
    fresh.struck_on, fresh.struck_because = today(), needs_reason(because)
    fresh.save(update_fields=["struck_on", "struck_because"])
    log(by, "作废限定记录", fresh, node_id=fresh.node_id)
    return fresh


@transaction.atomic
def forget(kind: str, *, before: datetime.date, by: User) -> int:
    """Delete records of a kind whose time is over. Returns how many; the log says how many, not whose."""
    count, _ = RestrictedRecord.objects.filter(kind=kind, day__lt=before).delete()
    if count:
        log(by, "到期清除", name="限定记录", changes={"种类": RecordKind(kind).label, "份数": count, "早于": before})
    return count
