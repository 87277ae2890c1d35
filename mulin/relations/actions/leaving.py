"""What follows for floating members, open transfers and cases when a member leaves the register."""

import datetime
from collections.abc import Collection

from mulin.foundation.bulk import chunks
from mulin.identity.models import User
from mulin.relations.actions.following import end_floating
from mulin.relations.actions.transfers.stepping import save_step
from mulin.relations.actions.withdrawals.judging import add_step
from mulin.relations.choices import OPEN_TRANSFERS, OPEN_WITHDRAWALS, StayEnd, TransferEvent
from mulin.relations.models import Transfer, WithdrawalCase

BECAUSE = "党员已离开"


def follow_leaving(member_ids: Collection[int], *, on: datetime.date, by: User) -> None:
    """Absences and stays end with the day of leaving, what is open is closed: nobody is reminded of who left."""
    end_floating(member_ids, on=on, ending=StayEnd.LEFT, by=by)
    for chunk in chunks(sorted(member_ids)):
        withdraw_transfers(chunk, on, by)
        close_cases(chunk, on, by)


def withdraw_transfers(member_ids: Collection[int], on: datetime.date, by: User) -> None:
    """No letter is on its way for somebody who is not on the register."""
    rows = Transfer.objects.select_for_update(of=("self",)).filter(member_id__in=member_ids, state__in=OPEN_TRANSFERS)
    found = list(rows.select_related("member").order_by("pk"))
    for one in found:
        one.withdraw(because=BECAUSE)
    if found:
        save_step(found, TransferEvent.WITHDRAWN, by=by, note=BECAUSE, day=on)


def close_cases(member_ids: Collection[int], on: datetime.date, by: User) -> None:
    """Nobody is judged who is not on the register."""
    cases = WithdrawalCase.objects.select_for_update(of=("self",)).filter(
        member_id__in=member_ids, state__in=OPEN_WITHDRAWALS
    )
    for case in cases.select_related("member").order_by("pk"):
        case.close(on=on)
        case.save(update_fields=["state", "ended_on"])
        add_step(case, case.state, BECAUSE, by)
