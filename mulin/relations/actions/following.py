"""What follows for floating members and open transfers when relations move or nodes end."""

import datetime
from collections.abc import Collection

from django.db import transaction

from mulin.members.actions.residing import unsettle
from mulin.members.choices import TieKind
from mulin.relations.choices import OPEN_TRANSFERS, AbsenceState, StayEnd, TransferState
from mulin.relations.models import Absence, Stay, Transfer
from mulin.tree.actions.bulk import chunks
from mulin.tree.models import Node


def end_floating(member_ids: Collection[int], *, on: datetime.date) -> None:
    """Who is received with the whole relation floats no more: absences, stays and hosts end that day."""
    for chunk in chunks(sorted(member_ids)):
        absences = list(Absence.objects.select_for_update().filter(member_id__in=chunk, state=AbsenceState.AWAY))
        for one in absences:
            one.end_with_transfer(on=on)
        Absence.objects.bulk_update(absences, ["state", "returned_on"], batch_size=300)
        stays = list(Stay.objects.select_for_update().filter(member_id__in=chunk, ended_on__isnull=True))
        for stay in stays:
            stay.ended_on, stay.ending = max(on, stay.came_on), StayEnd.TRANSFERRED
        Stay.objects.bulk_update(stays, ["ended_on", "ending"], batch_size=300)
        if stays:
            unsettle([one.member_id for one in stays], TieKind.HOST, on=on)


@transaction.atomic
def follow_nodes(node_ids: Collection[int], into_id: int) -> None:
    """Open transfers from or to nodes that went into another one are from or to that one; within it none is needed."""
    into = Node.objects.get(pk=into_id)
    for one in open_at(node_ids):
        one.source_id = into_id if one.source_id in node_ids else one.source_id
        one.target_id = into_id if one.target_id in node_ids else one.target_id
        if one.source_id == one.target_id and one.target_id is not None:
            one.source_id, one.target_id = into_id, None
            one.target_text = f"{into.name}（已合并）"
            one.direction = "out"
            one.withdraw(because="转出方和接收方已合并，无须转接")
        one.save()


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
