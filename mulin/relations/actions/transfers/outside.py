"""Transfers that leave the district or come from outside."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.actions import Homes, register
from mulin.members.actions.moving import let_go
from mulin.members.actions.registering import cleaned
from mulin.members.actions.residing import settle
from mulin.members.actions.returning import left_before, take_back
from mulin.members.choices import Leaving, TieKind
from mulin.members.models import Member
from mulin.relations import permissions
from mulin.relations.actions.following import end_floating
from mulin.relations.actions.numbering import take_numbers
from mulin.relations.actions.transfers.stepping import add_steps, check_step, locked, log_step, save_step
from mulin.relations.choices import Direction, Series, TransferEvent, TransferState
from mulin.relations.models import Letter, Transfer
from mulin.tree.models import Node


@transaction.atomic
def record_receipt(transfer: Transfer, *, number: str, on: datetime.date, by: User) -> Transfer:
    """The organisation outside sent its receipt: from that day it answers for the member, who leaves the register."""
    [found] = locked([transfer])
    permissions.send.check(by, found)
    if found.direction != Direction.OUT:
        raise Refused("区内转接由接收党组织接收，不用登记回执")
    check_step([found], "receive", "登记回执")
    letter = found.letter
    if not number.strip():
        raise Refused("请填写回执编号", field="number")
    if letter is None or not letter.issued_on <= on <= today():
        raise Refused("回执日期应在介绍信开具之后，不能晚于今天", field="on")
    if found.member is None:
        raise Refused("这件转接没有党员，不能登记回执")
    found.receive(on=on, receipt=number.strip())
    save_step([found], TransferEvent.RECEIVED, by=by, note=f"回执 {number.strip()}", day=on)
    end_floating([found.member.pk], on=on, by=by)
    let_go(found.member, on=on, leaving=Leaving.MOVED_AWAY, by=by)
    return found


@dataclass(frozen=True)
class OutsideLetter:
    """A letter from outside: who wrote it, its number and days."""

    source: str
    number: str
    issued_on: datetime.date
    valid_until: datetime.date


@transaction.atomic
def receive_from_outside(
    values: Mapping[str, Any], letter: OutsideLetter, target: Node, *, residence: Node | None = None, by: User
) -> Transfer:
    """Receive a member from outside with their letter: registered, tied to the target, with a numbered receipt.

    Who floats here already is not registered again: the same person gets a home organisation.
    """
    permissions.manage_relations.check(by, target)
    day = today()
    if not letter.issued_on <= day <= letter.valid_until:
        raise Refused(
            f"介绍信有效期为 {letter.issued_on} 至 {letter.valid_until}，请联系对方重新开具", field="valid_until"
        )
    homes = Homes(target, residence, day)
    former = left_before(cleaned(values).get("identity_index", ""))
    if former is not None:
        member = take_back(former, homes, by=by)
    else:
        member = guest_of(values, target, by) or register(values, homes, by=by)
    [receipt] = take_numbers(Series.RECEIPT, day.year)
    made = Transfer(
        member=member, direction=Direction.IN, source_text=letter.source, target=target, reason="区外转入",
        started_on=letter.issued_on, state=TransferState.ISSUED,
    )  # fmt: skip
    made.receive(on=day, receipt=receipt)
    made.save()
    Letter.objects.create(
        transfer=made, number=f"{letter.source}：{letter.number}"[:40], issued_on=letter.issued_on,
        valid_until=letter.valid_until, target_name=target.name,
    )  # fmt: skip
    add_steps([made.pk], TransferEvent.RECEIVED, by=by, note=f"{letter.source}，介绍信 {letter.number}", day=day)
    log_step([made], TransferEvent.RECEIVED.label, by=by, note=letter.source)
    return made


def guest_of(values: Mapping[str, Any], target: Node, by: User) -> Member | None:
    """The person of this identity number who floats here, now tied to the target as home; nothing for a newcomer."""
    index = cleaned(values).get("identity_index")
    guest = Member.objects.filter(identity_index=index, left_on__isnull=True).first() if index else None
    if guest is None:
        return None
    if permissions.home_or_refuse(guest) is not None:
        raise Refused(f"“{guest.name}”的组织关系已在本区，请用区内转接", field="identity_number")
    settle({guest.pk: target.pk}, TieKind.HOME_ORGANISATION, on=today())
    end_floating([guest.pk], on=today(), by=by)
    return guest
