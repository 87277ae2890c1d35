"""The other side receives, with a receipt, or refuses, with a reason."""

import datetime
from collections.abc import Collection, Sequence

from django.db import transaction

from mulin.foundation.bulk import chunks
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.actions.residing import settle
from mulin.members.choices import TieKind
from mulin.members.models import Tie
from mulin.relations import permissions
from mulin.relations.actions.following import end_floating
from mulin.relations.actions.numbering import take_numbers
from mulin.relations.actions.transfers.stepping import check_step, locked, save_step
from mulin.relations.choices import Direction, Series, TransferEvent, TransferState
from mulin.relations.events import members_transferred
from mulin.relations.models import Transfer
from mulin.tree.models import holding


@transaction.atomic
def receive(transfers: Collection[Transfer], *, on: datetime.date | None = None, by: User) -> list[Transfer]:
    """The target has these members from a day on: the ties move, receipts are numbered, the sender is released."""
    found, day = locked(transfers), on or today()
    for one in found:
        permissions.receive.check(by, one)
        check_letter(one, day)
    check_step(found, "receive", "接收")
    check_homes(found)
    receipts = take_numbers(Series.RECEIPT, day.year, len(found))
    for one, receipt in zip(found, receipts, strict=True):
        one.receive(on=day, receipt=receipt)
    save_step(found, TransferEvent.RECEIVED, by=by, day=day)
    settle(
        {one.member_id: one.target_id for one in found if one.member_id and one.target_id},
        TieKind.HOME_ORGANISATION,
        on=day,
    )
    end_floating([one.member_id for one in found if one.member_id], on=day, by=by)
    tell(found, day)
    return found


def check_letter(transfer: Transfer, day: datetime.date) -> None:
    """A letter is presented within its days; outside the district the receipt is what counts."""
    if transfer.direction != Direction.WITHIN:
        raise Refused("转出区外的，请登记对方的回执")
    letter = transfer.letter
    if transfer.state != TransferState.ISSUED or letter is None:
        return
    if letter.valid_until < day:
        raise Refused(f"介绍信（{letter.number}）已于 {letter.valid_until} 到期，请转出方重新开具")
    if not letter.issued_on <= day <= today():
        raise Refused("接收日期应在介绍信开具之后，不能晚于今天", field="on")


def check_homes(transfers: Sequence[Transfer]) -> None:
    """The member is still led by who sends, and the target still stands: nobody moves a member from a third node."""
    homes: dict[int, int] = {}
    for chunk in chunks(sorted(one.member_id for one in transfers if one.member_id)):
        ties = Tie.objects.filter(holding("", today()), member_id__in=chunk, kind=TieKind.HOME_ORGANISATION)
        homes |= dict(ties.values_list("member_id", "node_id"))
    for one in transfers:
        if one.member_id is not None and homes.get(one.member_id) != one.source_id:
            raise Refused(f"“{one.member}”现在不在“{one.source_name}”，请转出方撤回后重新办理")
        if one.target is not None and not one.target.holds_on(today()):
            raise Refused(f"“{one.target_name}”已撤销，请转出方另选接收党组织")


def tell(transfers: Sequence[Transfer], day: datetime.date) -> None:
    """Tell the domains above, once for each pair of organisations."""
    pairs: dict[tuple[int | None, int | None], list[int]] = {}
    for one in transfers:
        pairs.setdefault((one.source_id, one.target_id), []).append(one.member_id or 0)
    for (source, target), members in pairs.items():
        members_transferred.send(Transfer, member_ids=members, source_id=source, target_id=target, on=day)


@transaction.atomic
def refuse(transfers: Collection[Transfer], *, because: str, by: User) -> list[Transfer]:
    """The target does not receive, and says why; the sender keeps the member and has to go on."""
    found = locked(transfers)
    if not because.strip():
        raise Refused("不接收必须写明原因", field="because")
    for one in found:
        permissions.receive.check(by, one)
        if one.state != TransferState.ISSUED:
            raise Refused(f"“{one.member}”的转接现在是“{one.get_state_display()}”，不能退回")
        one.send_back(because=because)
    save_step(found, TransferEvent.REFUSED, by=by, note=because)
    return found
