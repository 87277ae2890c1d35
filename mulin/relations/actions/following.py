"""What follows for floating members and open transfers when relations move or nodes end."""

import datetime
from collections.abc import Collection

from django.db import transaction

from mulin.foundation.bulk import chunks
from mulin.identity.models import User
from mulin.members.actions.moving import let_go
from mulin.members.actions.residing import unsettle
from mulin.members.choices import Leaving, TieKind
from mulin.members.models import Member
from mulin.relations.choices import OPEN_TRANSFERS, OPEN_WITHDRAWALS, AbsenceState, StayEnd, TransferState
from mulin.relations.models import Absence, Stay, Transfer, WithdrawalCase


def end_floating(
    member_ids: Collection[int], *, on: datetime.date, ending: StayEnd = StayEnd.TRANSFERRED, by: User
) -> None:
    """Who is received with the whole relation, or has left, floats no more: absences, stays and hosts end that day."""
    for chunk in chunks(sorted(member_ids)):
        absences = list(Absence.objects.select_for_update().filter(member_id__in=chunk, state=AbsenceState.AWAY))
        for one in absences:
            end = one.end_with_leaving if ending == StayEnd.LEFT else one.end_with_transfer
            end(on=on)
        Absence.objects.bulk_update(absences, ["state", "returned_on"], batch_size=300)
    end_stays(member_ids, on=on, ending=ending, by=by)


def end_stays(member_ids: Collection[int], *, on: datetime.date, ending: str, by: User) -> None:
    """Stays end with their host ties; who belongs to no organisation of ours any more leaves the register."""
    for chunk in chunks(sorted(member_ids)):
        stays = list(Stay.objects.select_for_update().filter(member_id__in=chunk, ended_on__isnull=True))
        for stay in stays:
            stay.ended_on, stay.ending = max(on, stay.came_on), ending
        Stay.objects.bulk_update(stays, ["ended_on", "ending"], batch_size=300)
        guests = [one.member_id for one in stays]
        if guests:
            unsettle(guests, TieKind.HOST, on=on)
            let_guests_go(guests, on=on, by=by)


def let_guests_go(member_ids: Collection[int], *, on: datetime.date, by: User) -> None:
    """Guests whose home organisation is not ours are on our register only while they are here."""
    gone = Member.objects.filter(pk__in=member_ids, left_on__isnull=True).exclude(
        ties__kind=TieKind.HOME_ORGANISATION, ties__until__isnull=True
    )
    for member in gone.order_by("pk"):
        let_go(member, on=on, leaving=Leaving.MOVED_AWAY, by=by)


@transaction.atomic
def follow_nodes(node_ids: Collection[int], into_id: int) -> None:
    """What is open at nodes that went into another one is open there; between two that became one nothing is needed."""
    for one in open_at(node_ids):
        one.source_id = into_id if one.source_id in node_ids else one.source_id
        one.target_id = into_id if one.target_id in node_ids else one.target_id
        if one.source_id == one.target_id and one.target_id is not None:
            one.target_id = None  # both sides are one now: there is nothing left to say about a target
            one.withdraw(because="转出方和接收方已合并，无须转接")
        one.save()
    Absence.objects.filter(home_id__in=node_ids, state=AbsenceState.AWAY).update(home_id=into_id)
    Stay.objects.filter(host_id__in=node_ids, ended_on__isnull=True).update(host_id=into_id)
    WithdrawalCase.objects.filter(home_id__in=node_ids, state__in=OPEN_WITHDRAWALS).update(home_id=into_id)


@transaction.atomic
def lose_targets(node_ids: Collection[int]) -> None:
    """Transfers to an organisation that ended come back to the sender."""
    for one in open_at(node_ids):
        if one.target_id in node_ids and one.state in (TransferState.ISSUED, TransferState.AWAITING):
            one.send_back(because="接收党组织已撤销，请另选")
            one.save()


def open_at(node_ids: Collection[int]) -> list[Transfer]:
    """Open transfers from or to these nodes, held against everybody else."""
    rows = Transfer.objects.select_for_update(of=("self",)).filter(state__in=OPEN_TRANSFERS)
    found = [
        *rows.filter(source_id__in=node_ids).prefetch_related("letters"),
        *rows.filter(target_id__in=node_ids).exclude(source_id__in=node_ids).prefetch_related("letters"),
    ]
    return sorted(found, key=lambda one: one.pk)
