"""Residence and region of many members at once, as registration, census and transfers find them."""

import datetime
from collections.abc import Collection, Mapping

from django.db import transaction

from mulin.foundation.bulk import chunks, insert_rows
from mulin.foundation.refusals import Refused
from mulin.members.actions.announcing import announce
from mulin.members.actions.indexing import index_members
from mulin.members.choices import TieKind
from mulin.members.events import members_moved
from mulin.members.models import Member, Tie


@transaction.atomic
def settle(places: Mapping[int, int], kind: TieKind, *, on: datetime.date) -> None:
    """Tie members (ids) to nodes (ids) by one kind from a day on; the former tie ends on that day and stays readable.

    The caller has asked whether the person may and writes the log: this is the common step of actions above. A tie that
    leads there already stays as it is. ``Refused`` when a former tie began later than the day, and for who left
    the register: they belong nowhere until they are put on it again.
    """
    gone = next(((name, left_on) for name, left_on in lock_members(places) if left_on is not None), None)
    if gone is not None:
        raise Refused(f"“{gone[0]}”已于 {gone[1]} 离开")
    live = live_ties(places, kind)
    moving = {member: node for member, node in places.items() if member not in live or live[member].node_id != node}
    former = [live[member] for member in moving if member in live]
    late = next((tie for tie in former if tie.since > on), None)
    if late is not None:
        name = Member.objects.get(pk=late.member_id).name
        raise Refused(f"“{name}”现有的{late.get_kind_display()}自 {late.since} 起，新的不能更早")
    end_ties(former, on)
    insert_rows(Tie, ["member", "kind", "node", "since"], ((one, kind.value, node, on) for one, node in moving.items()))
    index_members(moving)
    announce([*(tie.node_id for tie in former), *moving.values()], moving)
    if moving:
        members_moved.send(Tie, member_ids=list(moving), kind=kind, on=on)


@transaction.atomic
def unsettle(member_ids: Collection[int], kind: TieKind, *, on: datetime.date) -> None:
    """End the ties of one kind of these members on a day. The caller has asked whether the person may, and logs."""
    lock_members(member_ids)
    ended = list(live_ties(member_ids, kind).values())
    end_ties(ended, on)
    index_members(member_ids)
    announce((tie.node_id for tie in ended), member_ids)


def lock_members(member_ids: Collection[int]) -> list[tuple[str, datetime.date | None]]:
    """Let nobody else move these members meanwhile, always in the same order. Returns names and days of leaving."""
    rows = Member.objects.select_for_update(of=("self",)).order_by("pk").values_list("name", "left_on")
    return [row for chunk in chunks(sorted(member_ids)) for row in rows.filter(pk__in=chunk)]


def live_ties(member_ids: Collection[int], kind: TieKind) -> dict[int, Tie]:
    """The ties of a kind without an end, by member."""
    return {
        tie.member_id: tie
        for chunk in chunks(member_ids)
        for tie in Tie.objects.filter(member_id__in=chunk, kind=kind, until__isnull=True)
    }


def end_ties(ties: Collection[Tie], on: datetime.date) -> None:
    """End ties on a day; one that began on it never held."""
    for chunk in chunks(tie.pk for tie in ties if tie.since >= on):
        Tie.objects.filter(pk__in=chunk).delete()
    for chunk in chunks(tie.pk for tie in ties if tie.since < on):
        Tie.objects.filter(pk__in=chunk).update(until=on)
