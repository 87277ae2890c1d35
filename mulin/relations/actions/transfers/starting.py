"""Starting a transfer: where to, suggested by what and why; the superior's word; the letter."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from mulin.foundation.bulk import chunks, insert_rows, reserve_ids
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.choices import TieKind
from mulin.members.models import Member, Tie
from mulin.relations import permissions
from mulin.relations.actions.transfers.stepping import (
    add_steps,
    check_step,
    locked,
    log_step,
    save_step,
    write_letters,
)
from mulin.relations.choices import OPEN_TRANSFERS, Direction, TransferEvent, TransferState
from mulin.relations.models import Transfer, TransferBatch
from mulin.relations.queries.clauses import TransferTerms, transfer_terms
from mulin.tree.choices import Family
from mulin.tree.models import Node, holding


@dataclass(frozen=True)
class Wish:
    """Where a relation is to go and why: to a node of ours, or outside as a text; the letter holds to ``valid_until``.

    ``answers`` are those to the decision table. Without ``valid_until`` the letter holds as long as the pack allows.
    """

    reason: str
    target: Node | None = None
    target_text: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    valid_until: datetime.date | None = None


@transaction.atomic
def start(member: Member, wish: Wish, *, by: User) -> Transfer:
    """Start the transfer of a member, take up what the member asked for, or send a returned one out again.

    The letter is written at once, unless the pack in force asks a superior first.
    """
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    source = home_of(member)
    permissions.manage_relations.check(by, source)
    check_target(source, wish)
    terms = transfer_terms(source, today())
    until = letter_until(wish, terms)
    transfer = open_transfer(member, source, wish)
    suggestion = terms.suggestion(dict(wish.answers))
    transfer.answers = {**wish.answers, "valid_until": until.isoformat()}
    transfer.suggestion = suggestion.stored() if suggestion is not None else {}
    transfer.save()
    add_steps([transfer.pk], TransferEvent.STARTED, by=by, note=f"{wish.reason}；转往{transfer.target_name}")
    go_on([transfer], terms, until, by=by)
    return transfer


def home_of(member: Member) -> Node:
    """The organisation that sends; refuses for who left, or belongs elsewhere."""
    if member.left_on is not None:
        raise Refused(f"“{member.name}”已于 {member.left_on} 离开")
    home = permissions.home_or_refuse(member)
    if home is None:
        raise Refused(f"“{member.name}”的组织关系不在本区，转入请用“区外转入”")
    return home


def check_target(source: Node, wish: Wish) -> None:
    """A relation goes to one other party organisation that stands today, ours or outside."""
    target = wish.target
    if target is None and not wish.target_text.strip():
        raise Refused("请填写接收党组织：区内的选择党组织，区外的写明全称", field="target")
    if target is not None and wish.target_text.strip():
        raise Refused("接收党组织在区内和区外只能选一个", field="target_text")
    if target is None:
        return
    if target.kind.family != Family.PARTY:
        raise Refused(f"“{target.name}”不是党组织", field="target")
    if target.pk == source.pk:
        raise Refused(f"该党员已在“{target.name}”，请另选接收党组织", field="target")
    if not target.holds_on(today()):
        raise Refused(f"“{target.name}”已撤销或还没有成立，请另选", field="target")


def letter_until(wish: Wish, terms: TransferTerms) -> datetime.date:
    """The last day of the letter: as wished, within what the pack allows."""
    day, latest = today(), terms.latest(today())
    until = wish.valid_until or latest
    if until is None:
        raise Refused("现行制度没有规定介绍信有效期，请填写有效期至哪一天", field="valid_until")
    if until < day:
        raise Refused("有效期不能早于今天", field="valid_until")
    if latest is not None and until > latest:
        raise Refused(f"介绍信有效期最长到 {latest}（{terms.letter_months} 个月）", field="valid_until")
    return until


def open_transfer(member: Member, source: Node, wish: Wish) -> Transfer:
    """The transfer to go on with: a new one, one asked for, one returned, or one whose letter holds no more."""
    rows = Transfer.objects.select_for_update(of=("self",)).filter(member=member, state__in=OPEN_TRANSFERS)
    known = rows.prefetch_related("letters").first()
    if known is not None and not may_be_sent(known):
        raise Refused(f"“{member.name}”已有一件转接正在办理（{known.get_state_display()}），请先办结或撤回")
    transfer = known or Transfer(member=member, started_on=today())
    transfer.source, transfer.target = source, wish.target
    transfer.target_text, transfer.reason = wish.target_text.strip(), wish.reason
    transfer.direction = Direction.WITHIN if wish.target is not None else Direction.OUT
    return transfer


def may_be_sent(transfer: Transfer) -> bool:
    """Is it the sender's turn?"""
    return transfer.state in (TransferState.ASKED, TransferState.RETURNED) or transfer.is_expired


def go_on(transfers: list[Transfer], terms: TransferTerms, until: datetime.date, *, by: User) -> None:
    """To the superior where the pack says so, else out with letters."""
    for one in transfers:
        one.send_up() if terms.approved else one.issue()
    if terms.approved:
        save_step(transfers, TransferEvent.STARTED, by=by, note="报上级审批")
        return
    write_letters(transfers, until)
    save_step(transfers, TransferEvent.ISSUED, by=by)


@transaction.atomic
def approve(transfers: Collection[Transfer], *, by: User, note: str = "") -> list[Transfer]:
    """The superior agrees: the letters are written, with the last day that the sender asked for."""
    found = locked(transfers)
    for one in found:
        permissions.approve.check(by, one)
        if one.state != TransferState.AWAITING:
            raise Refused(f"“{one.member}”的转接现在是“{one.get_state_display()}”，不需要审批")
        one.issue()
    write_letters(found, [max(today(), wished(one)) for one in found])
    save_step(found, TransferEvent.APPROVED, by=by, note=note)
    return found


def wished(transfer: Transfer) -> datetime.date:
    """The last day of the letter that was asked for."""
    return datetime.date.fromisoformat(transfer.answers["valid_until"])


@transaction.atomic
def send_back(transfers: Collection[Transfer], *, because: str, by: User) -> list[Transfer]:
    """The superior does not agree and says why: the sender's turn again."""
    found = locked(transfers)
    for one in found:
        permissions.approve.check(by, one)
        if one.state != TransferState.AWAITING:
            raise Refused(f"“{one.member}”的转接现在是“{one.get_state_display()}”，不需要审批")
    check_step(found, "send_back", "退回")
    for one in found:
        one.send_back(because=because)
    save_step(found, TransferEvent.SENT_BACK, by=by, note=because)
    return found


@transaction.atomic
def start_many(members: Collection[Member], source: Node, wish: Wish, *, by: User) -> TransferBatch:
    """Start the transfers of many members of one organisation together, such as of one that is merged."""
    permissions.manage_relations.check(by, source)
    if wish.target is None:
        raise Refused("批量转接请选择区内的接收党组织", field="target")
    check_target(source, wish)
    ids = check_many(members, source)
    terms = transfer_terms(source, today())
    until = letter_until(wish, terms)
    batch = TransferBatch.objects.create(
        source=source, target=wish.target, reason=wish.reason, started_on=today(), started_by=by
    )
    keys = reserve_ids(Transfer, len(ids))
    columns = ["id", "member", "source", "target", "batch", "reason", "answers", "started_on", "state"]
    asked = {"valid_until": until.isoformat()}
    insert_rows(
        Transfer,
        columns,
        (
            (key, member, source.pk, wish.target.pk, batch.pk, wish.reason, asked, today(), TransferState.ASKED.value)
            for key, member in zip(keys, ids, strict=True)
        ),
    )
    made = list(batch.transfers.select_related("member", "source", "target", "batch").order_by("pk"))
    add_steps(keys, TransferEvent.STARTED, by=by, note=wish.reason)
    log_step(made, TransferEvent.STARTED.label, by=by, note=wish.reason)
    go_on(made, terms, until, by=by)
    return batch


def check_many(members: Collection[Member], source: Node) -> list[int]:
    """The ids of members who all belong to the source and have no other transfer open; refuses, naming the first."""
    by_id = {member.pk: member for member in members}
    if not by_id:
        raise Refused("请选择要转接的党员", field="members")
    at_home: set[int] = set()
    for chunk in chunks(sorted(by_id)):
        list(Member.objects.select_for_update(of=("self",)).filter(pk__in=chunk).order_by("pk").values_list("pk"))
        ties = Tie.objects.filter(holding("", today()), member_id__in=chunk, node=source)
        at_home |= set(ties.filter(kind=TieKind.HOME_ORGANISATION).values_list("member_id", flat=True))
        busy = Transfer.objects.filter(member_id__in=chunk, state__in=OPEN_TRANSFERS).select_related("member").first()
        if busy is not None:
            raise Refused(f"“{busy.member}”已有一件转接正在办理，请先办结或去掉", field="members")
    strangers = [one.name for key, one in by_id.items() if key not in at_home]
    if strangers:
        raise Refused(f"“{strangers[0]}”等 {len(strangers)} 人的组织关系不在“{source.name}”", field="members")
    return sorted(by_id)
