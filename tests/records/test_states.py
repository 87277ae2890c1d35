"""The life of a record: every step by everybody."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django_fsm import TransitionNotAllowed

from mulin.foundation.refusals import Refused
from mulin.records.actions import confirm, correct, edit, note, void
from mulin.records.choices import State
from mulin.records.models import Activity
from mulin.records.permissions import confirm_records, view_records, write_records

from .conftest import Street

DAY = datetime.date(2021, 5, 20)
EVERYBODY = (
    "street_officer",
    "street_leader",
    "secretary",
    "worker",
    "neighbour",
    "keeper",
    "auditor",
    "member",
)

STEPS: dict[str, Callable[[Activity, Any], Activity]] = {
    "edit": lambda record, by: edit(record, agenda="别的", by=by),
    "confirm": lambda record, by: confirm(record, by=by),
    "correct": lambda record, by: correct(record, agenda="别的", reason="写错", by=by),
    "void": lambda record, by: void(record, reason="登错", by=by),
}
SETTLERS = {"street_officer", "secretary"}
WRITERS = SETTLERS | {"worker"}
MAY = {
    (State.DRAFT, "edit"): (WRITERS, State.DRAFT),
    (State.DRAFT, "confirm"): (SETTLERS, State.CONFIRMED),
    (State.DRAFT, "void"): (WRITERS, State.VOID),
    (State.CONFIRMED, "confirm"): (SETTLERS, State.CONFIRMED),
    (State.CONFIRMED, "correct"): (SETTLERS, State.CORRECTED),
    (State.CONFIRMED, "void"): (SETTLERS, State.VOID),
    (State.CORRECTED, "confirm"): (SETTLERS, State.CORRECTED),
    (State.CORRECTED, "correct"): (SETTLERS, State.CORRECTED),
    (State.CORRECTED, "void"): (SETTLERS, State.VOID),
}


def record_in(state: str, place: Street) -> Activity:
    """A record at the east community in this state."""
    record = note(place.east, "joint_meeting", DAY, agenda="议程", by=place.by)
    if state in (State.CONFIRMED, State.CORRECTED):
        record = confirm(record, by=place.by)
    if state == State.CORRECTED:
        record = correct(record, agenda="改过", reason="补", by=place.by)
    return void(record, reason="登错", by=place.by) if state == State.VOID else record


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", State.values)
def test_every_step_is_taken_only_by_whom_it_belongs_to(state: str, step: str, place: Street) -> None:
    allowed, after = MAY.get((State(state), step), (set(), state))
    for name in EVERYBODY:
        record = record_in(state, place)
        if name in allowed:
            assert STEPS[step](record, place.users[name]).state == after, name
        else:
            with pytest.raises(Refused):
                STEPS[step](record, place.users[name])
        record.refresh_from_db()
        assert record.state == (after if name in allowed else state), name


@pytest.mark.parametrize(
    ("permission", "holders"),
    [
        (view_records, {"street_officer", "street_leader", "secretary", "worker", "auditor"}),
        (write_records, {"street_officer", "secretary", "worker"}),
        (confirm_records, {"street_officer", "secretary"}),
    ],
)
def test_a_record_of_the_east_community_is_for_those_above_it(
    permission: Any, holders: set[str], place: Street
) -> None:
    record = record_in(State.DRAFT, place)
    assert {name for name in EVERYBODY if permission.allows(place.users[name], record)} == holders
    assert {name for name in EVERYBODY if permission.allows(place.users[name], record.host)} == holders


def test_a_record_of_a_compound_is_for_its_keeper_and_those_above_it(place: Street) -> None:
    record = note(place.garden, "patrol", DAY, by=place.by)
    writers = {name for name in EVERYBODY if write_records.allows(place.users[name], record)}
    assert writers == {"street_officer", "secretary", "worker", "keeper"}


def test_a_building_located_in_a_community_is_within_its_reach(place: Street) -> None:
    record = note(place.tower, "service", DAY, by=place.by)
    assert write_records.allows(place.users["secretary"], record)
    assert not write_records.allows(place.users["neighbour"], record)


def test_a_state_cannot_be_set_by_hand_and_a_step_out_of_turn_is_impossible(place: Street) -> None:
    record = record_in(State.DRAFT, place)
    with pytest.raises(AttributeError):
        record.state = State.CONFIRMED
    with pytest.raises(TransitionNotAllowed):
        record.correct()
