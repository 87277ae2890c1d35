"""Six months on end without organisation life or dues: the facts flag, people decide step by step."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.foundation.periods import full_months_between, last_day_reaching
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.actions import leave
from mulin.members.choices import Leaving
from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.records.choices import State
from mulin.records.models import Activity, Attendance
from mulin.relations.actions import floating, withdrawals
from mulin.relations.actions.withdrawals import Meeting
from mulin.relations.choices import Ground
from mulin.relations.queries.clocks import clocks, full_clocks
from mulin.relations.rules import is_full
from tests.members.factories import a_member
from tests.relations.conftest import DAY, SINCE, Place
from tests.worlds import built_once

pytestmark = pytest.mark.row("R10")
TODAY = datetime.date.fromisoformat(DAY)


def held_at(place: Place, day: str, *there: Member, by: User) -> Activity:
    """A confirmed activity of the branch with a list of names."""
    activity = Activity.objects.create(
        kind="fixed_life", host=place.home, title="组织生活", day=day, state=State.CONFIRMED, entered_by=by,
        confirmed_by=by, confirmed_at="2021-01-01T00:00Z", present=len(there),
    )  # fmt: skip
    Attendance.objects.bulk_create([Attendance(activity=activity, member=one, name=one.name) for one in there])
    return activity


@given(st.dates(datetime.date(2019, 1, 1), datetime.date(2025, 12, 31)), st.integers(1, 13))
def test_the_latest_day_to_count_from_is_exactly_so_many_months_before(day: datetime.date, months: int) -> None:
    start = last_day_reaching(day, months)
    assert full_months_between(start, day) == months
    assert full_months_between(start + datetime.timedelta(days=1), day) < months


@pytest.mark.parametrize(
    ("since", "day", "full"),
    [
        ("2020-08-31", "2021-02-28", True),
        ("2020-08-29", "2021-02-28", True),
        ("2019-08-31", "2020-02-28", False),
        ("2019-08-31", "2020-02-29", True),
        ("2020-12-30", "2021-06-29", False),
        ("2020-12-30", "2021-06-30", True),
        ("2020-12-31", "2021-06-30", True),
        ("2021-02-28", "2021-08-27", False),
        ("2021-02-28", "2021-08-28", True),
    ],
)
def test_six_months_are_full_at_month_ends_and_in_leap_years(since: str, day: str, full: bool) -> None:
    assert is_full(datetime.date.fromisoformat(since), datetime.date.fromisoformat(day), 6) is full


@pytest.fixture
def others(place: Place, clerk: User) -> list[Member]:
    return ten_others(place, clerk)


@built_once
def ten_others(place: Place, clerk: User) -> list[Member]:
    """Enough of them for a majority."""
    return [a_member(place.street, clerk, name=f"同志{n}", number=n, since=SINCE) for n in range(30, 40)]


def grounds(place: Place, day: datetime.date = TODAY) -> dict[int, Ground]:
    return {one.member_id: one.ground for one in full_clocks([place.home], day)}


@pytest.mark.django_db
def test_who_took_no_part_for_exactly_six_months_is_flagged_with_the_facts(
    place: Place, programme: Programme, member: Member, others: list[Member], clerk: User
) -> None:
    held_at(place, "2020-12-30", member, *others, by=clerk)
    held_at(place, "2021-03-10", *others, by=clerk)
    held_at(place, "2021-06-10", *others, by=clerk)
    assert grounds(place, datetime.date(2021, 6, 29)) == {}
    [flag] = full_clocks([place.home], TODAY)
    assert (flag.member_id, flag.since, flag.full_on) == (member.pk, datetime.date(2020, 12, 30), TODAY)
    assert flag.facts["missed"] == ["2021-03-10", "2021-06-10"]
    assert [one.member_id for one in clocks([place.home], datetime.date(2021, 5, 30))] == [member.pk]


@pytest.mark.django_db
def test_nobody_stays_away_from_what_was_not_held(
    place: Place, programme: Programme, member: Member, others: list[Member], clerk: User
) -> None:
    held_at(place, "2020-11-30", member, *others, by=clerk)
    assert grounds(place) == {}


@pytest.mark.django_db
def test_a_known_cause_stops_the_clock_and_it_begins_anew_afterwards(
    place: Place, programme: Programme, member: Member, others: list[Member], clerk: User
) -> None:
    held_at(place, "2021-03-10", *others, by=clerk)
    assert grounds(place) == {member.pk: Ground.ORGANISATION_LIFE}
    withdrawals.excuse(
        member, since=datetime.date(2021, 1, 1), until=datetime.date(2021, 3, 1), reason="住院", by=place.secretary
    )
    assert grounds(place) == {}
    withdrawals.excuse(member, since=datetime.date(2021, 6, 1), reason="行动不便", by=place.secretary)
    assert clocks([place.home], datetime.date(2022, 6, 1)) == [
        one for one in clocks([place.home], datetime.date(2022, 6, 1)) if one.member_id != member.pk
    ]


@pytest.mark.django_db
def test_unpaid_dues_are_flagged_only_where_dues_are_noted(
    place: Place, programme: Programme, member: Member, others: list[Member], today_is: Any
) -> None:
    for month in range(1, 7):
        floating.note_dues(
            others, month=datetime.date(2021, month, 1), paid_on=TODAY, at=place.home, by=place.secretary
        )
    assert grounds(place) == {}
    assert grounds(place, datetime.date(2021, 7, 1)) == {member.pk: Ground.DUES}


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_members(
    place: Place, programme: Programme, others: list[Member], clerk: User, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    held_at(place, "2021-03-10", others[0], by=clerk)
    with CaptureQueriesContext(connection) as few:
        assert len(grounds(place)) == 9
    for number in range(50, 80):
        a_member(place.street, clerk, name=f"新{number}", number=number, since=SINCE)
    with CaptureQueriesContext(connection) as many:
        assert len(grounds(place)) == 39
    assert len(many.captured_queries) == len(few.captured_queries)


def flagged(place: Place, member: Member, others: list[Member], clerk: User) -> Any:
    held_at(place, "2020-12-30", *others, by=clerk)
    held_at(place, "2021-05-30", *others, by=clerk)
    return withdrawals.open_case(member, by=place.secretary)


@pytest.mark.django_db
def test_people_decide_in_recorded_steps_and_the_superior_approves(
    place: Place, programme: Programme, member: Member, others: list[Member], clerk: User
) -> None:
    with pytest.raises(Refused, match="没有达到"):
        withdrawals.open_case(others[0], by=place.secretary)
    case = flagged(place, member, others, clerk)
    meeting = Meeting(TODAY, 11, 9, 8, 1, 0, "按自行脱党除名")
    with pytest.raises(Refused, match="之后办理"):
        withdrawals.decide(case, meeting, by=place.secretary)
    with pytest.raises(Refused, match="写明"):
        withdrawals.ask_cause(case, note=" ", by=place.secretary)
    withdrawals.ask_cause(case, note="电话停机，家属称在外地", by=place.secretary)
    withdrawals.talk(case, note="家访未遇，留言一周未回", by=place.secretary)
    withdrawals.decide(case, meeting, by=place.secretary)
    with pytest.raises(Refused, match="权限"):
        withdrawals.approve(case, note="同意", by=place.secretary)
    done = withdrawals.approve(case, note="同意支部大会决定", by=place.officer)
    member.refresh_from_db()
    assert (done.state, member.leaving) == ("approved", "left_party")
    assert [step.state for step in done.steps.all()] == ["flagged", "cause_asked", "talked", "decided", "approved"]


@pytest.mark.django_db
def test_exactly_half_of_those_entitled_is_not_enough_and_the_member_stays(
    place: Place, programme: Programme, member: Member, others: list[Member], clerk: User
) -> None:
    case = flagged(place, member, others, clerk)
    withdrawals.ask_cause(case, note="在外", by=place.secretary)
    withdrawals.talk(case, note="谈过", by=place.secretary)
    wrong = Meeting(TODAY, 10, 9, 5, 3, 0, "除名")
    with pytest.raises(Refused, match="不符"):
        withdrawals.decide(case, wrong, by=place.secretary)
    done = withdrawals.decide(case, Meeting(TODAY, 10, 9, 5, 4, 0, "除名"), by=place.secretary)
    member.refresh_from_db()
    assert (done.state, member.left_on) == ("closed", None)


@pytest.mark.django_db
def test_a_case_is_closed_with_a_reason_at_any_step(
    place: Place, programme: Programme, member: Member, others: list[Member], clerk: User
) -> None:
    case = flagged(place, member, others, clerk)
    with pytest.raises(Refused, match="原因"):
        withdrawals.close(case, note="", by=place.secretary)
    done = withdrawals.close(case, note="已恢复参加组织生活", by=place.secretary)
    assert done.state == "closed"
    assert withdrawals.open_case(member, by=place.secretary).pk != case.pk


@pytest.mark.django_db
def test_a_case_ends_when_the_member_leaves_for_another_reason(
    place: Place, programme: Programme, member: Member, others: list[Member], clerk: User
) -> None:
    case = flagged(place, member, others, clerk)
    leave(member, on=TODAY, leaving=Leaving.DIED, by=clerk)
    case.refresh_from_db()
    assert (case.state, case.ended_on, case.steps.last().note) == ("closed", TODAY, "党员已离开")
