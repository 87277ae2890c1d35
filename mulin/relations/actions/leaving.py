"""What follows for floating members, open transfers and cases when a member leaves the register."""

import datetime
from collections.abc import Collection

from mulin.foundation.bulk import chunks
from mulin.identity.models import User
from mulin.relations.actions.transfers.stepping import save_step
from mulin.relations.actions.withdrawals.judging import add_step
from mulin.relations.choices import OPEN_TRANSFERS, OPEN_WITHDRAWALS, AbsenceState, StayEnd, TransferEvent
from mulin.relations.models import Absence, Stay, Transfer, WithdrawalCase

BECAUSE = "党员已离开"


def follow_leaving(member_ids: Collection[int], *, on: datetime.date, by: User) -> None:
    """Absences and stays end with the day of leaving, what is open is closed: nobody is reminded of who left."""
    for chunk in chunks(sorted(member_ids)):
        for absence in Absence.objects.select_for_update().filter(member_id__in=chunk, state=AbsenceState.AWAY):
            absence.end_with_leaving(on=on)
            absence.save(update_fields=["state", "returned_on"])
        for stay in Stay.objects.select_for_update().filter(member_id__in=chunk, ended_on__isnull=True):
            stay.ended_on, stay.ending = max(on, stay.came_on), StayEnd.LEFT
            stay.save(update_fields=["ended_on", "ending"])
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
