"""Transfers, members away and here, cases, clocks and the census as rows of their workbooks."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, Q

from mulin.foundation.clock import today
from mulin.foundation.narrowing import Narrow, newest_first
from mulin.identity.models import User
from mulin.members.choices import Stage
from mulin.relations import permissions
from mulin.relations.choices import TransferState
from mulin.relations.queries.watched import watched, watched_members

Rows = Iterator[Mapping[str, Any]]
AT_A_TIME = 2000


def taken(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Fields that the workbook shows as they are kept."""
    return {name: getattr(row, name) for name in names}


def export_transfers(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Transfers in reach."""
    for one in narrow(permissions.visible_transfers(by)).iterator(AT_A_TIME):
        letter = one.letter
        yield taken(one, ("reason", "started_on", "received_on", "receipt_number")) | {
            "name": str(one.member or ""),
            "direction": one.get_direction_display(),
            "source": one.source_name,
            "target": one.target_name,
            "letter": letter.number if letter is not None else "",
            "valid_until": letter.valid_until if letter is not None else None,
            "state": one.get_state_display(),
        }


def export_absences(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Members away in reach; what identifies them stays sealed."""
    for one in narrow(permissions.visible_absences(by)).iterator(AT_A_TIME):
        place = one.place
        yield taken(one, ("reason", "left_on", "expected_until", "told_on")) | {
            "code": one.member.code,
            "name": one.member.name,
            "home_organisation": one.home.code,
            "home_name": one.home.name,
            "place": place.place if place is not None else "",
            "is_fixed": place.is_fixed if place is not None else None,
            "host_text": place.host_name if place is not None else "",
            "permit": str(one.permit or ""),
            "state": one.get_state_display(),
        }


def export_stays(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Members who came, in reach; what identifies them stays sealed."""
    names = (
        "from_text", "came_on", "reason", "permit_shown", "permit_number", "permit_steps", "work", "reported_on",
        "ended_on",
    )  # fmt: skip
    for one in narrow(permissions.visible_stays(by)).iterator(AT_A_TIME):
        member = one.member
        yield taken(one, names) | {
            "code": member.code,
            "name": member.name,
            "gender": member.gender,
            "stage": Stage(member.stage).value,
            "host": one.host.code,
            "host_name": one.host.name,
        }


def export_withdrawals(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Flagged cases in reach."""
    for one in narrow(permissions.visible_cases(by)).iterator(AT_A_TIME):
        votes = f"应到 {one.entitled}，实到 {one.present}，赞成 {one.votes_for}" if one.meeting_on else ""
        yield taken(one, ("since", "flagged_on", "meeting_on", "resolution", "ended_on")) | {
            "name": one.member.name,
            "home": one.home.name,
            "ground": one.get_ground_display(),
            "votes": votes,
            "state": one.get_state_display(),
        }


def export_census(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Returns of the census in reach."""
    names = ("counted", "with_permit", "placed", "wishing_transfer", "thoughts", "done_on")
    for one in narrow(permissions.visible_returns(by)).iterator(AT_A_TIME):
        more = {"year": one.census.year, "community": one.community.name, "due_on": one.census.due_on}
        yield taken(one, names) | more


def export_transfer_batches(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Batches in reach with how many of their people have arrived."""
    arrived = Count("transfers", filter=Q(transfers__state=TransferState.RECEIVED))
    rows = narrow(permissions.visible_batches(by).annotate(people=Count("transfers"), received=arrived))
    for one in rows.iterator(AT_A_TIME):
        yield taken(one, ("reason", "started_on", "people", "received")) | {
            "source": one.source.name,
            "target": one.target.name,
        }


def export_clocks(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """The clocks in reach that are full or nearly so."""
    found = watched(by, today())
    for member in narrow(watched_members(found)):
        one = found[member.pk]
        yield {
            "name": member.name,
            "home": one.home.name,
            "ground": one.clock.ground.label,
            "since": one.clock.since,
            "full_on": one.clock.full_on,
            "missed": len(one.clock.facts.get("missed", ())),
            "state": "已满期限，待核实" if one.is_full else "将满期限",
        }
