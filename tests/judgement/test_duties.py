import datetime
from dataclasses import replace

import pytest

from mulin.foundation.periods import Period, period_of
from mulin.judgement.builtin import DUTY_PERIODS
from mulin.judgement.duties import DutyResult, Term, due_day, duty_rows, duty_status
from mulin.rulebook.schema.duties import Due


def day(text):
    return datetime.date.fromisoformat(text)


YEAR = period_of("year", day("2021-01-01"))
QUARTER = period_of("quarter", day("2021-05-01"))
ONCE = Period("once", datetime.date.min, datetime.date.max)
RESULT = DutyResult(10, "joint_meeting", QUARTER, day("2021-06-30"), 1, 1, day("2021-05-20"), (("activities", 7),))


@pytest.mark.parametrize(
    ("result", "on", "status"),
    [
        (RESULT, "2021-05-19", "due"),
        (RESULT, "2021-05-20", "met"),
        (RESULT, "2021-12-31", "met"),
        (replace(RESULT, met_on=None), "2021-06-30", "due"),
        (replace(RESULT, met_on=None), "2021-07-01", "overdue"),
        (replace(RESULT, met_on=None, excused=True), "2021-07-01", "excused"),
    ],
)
def test_the_status_depends_on_dates_alone(result, on, status):
    assert duty_status(result, day(on)) == status


@pytest.mark.parametrize(
    ("due", "period", "expected"),
    [
        (Due(), QUARTER, "2021-06-30"),
        (Due(offset_days=-10), QUARTER, "2021-06-20"),
        (Due(offset_days=10), QUARTER, "2021-07-10"),
        (Due(month=3, day=31), YEAR, "2021-03-31"),
        (Due(month=2), YEAR, "2021-02-28"),
        (Due(month=2, day=30), YEAR, "2021-02-28"),
        (Due(month=12), YEAR, "2021-12-31"),
        (Due(month=12, offset_days=1), YEAR, "2022-01-01"),
        (Due(day=15), period_of("month", day("2021-05-01")), "2021-05-15"),
        (Due(day=31), period_of("month", day("2021-04-01")), "2021-04-30"),
        (Due(month=2, day=28), ONCE, "2021-02-28"),
        (Due(month=10, day=8), ONCE, "2020-10-08"),
        (Due(month=10, day=1), ONCE, "2020-10-01"),
        (Due(month=10), ONCE, "2020-10-31"),
        (Due(month=9), ONCE, "2021-09-30"),
    ],
)
def test_a_duty_falls_due_at_the_periods_end_or_on_its_own_day(due, period, expected):
    assert due_day(due, period, day("2020-10-01"), None) == day(expected)


def test_the_day_of_a_year_is_the_same_in_the_year_in_which_the_pack_came_into_force():
    assert due_day(Due(month=3, day=31), YEAR, day("2021-06-01"), None) == day("2021-03-31")


def test_a_duty_without_end_and_without_a_day_never_falls_due():
    endless = period_of("once", day("2021-01-01"))
    assert due_day(Due(offset_days=10, shift="next_workday"), endless, None, None) == datetime.date.max


def test_a_due_day_is_moved_to_a_working_day_by_the_calendar_it_is_given():
    def shift(moved, way):
        return moved + datetime.timedelta(days=2 if way == "next_workday" else -1)

    assert due_day(Due(shift="next_workday"), QUARTER, None, shift) == day("2021-07-02")
    assert due_day(Due(shift="none"), QUARTER, None, shift) == day("2021-06-30")


@pytest.mark.row("J11")
@pytest.mark.parametrize(
    ("term", "owed"),
    [
        (Term(day("2021-04-01")), True),
        (Term(day("2021-04-02")), False),
        (Term(day("2021-01-01"), day("2021-04-02")), True),
        (Term(day("2021-01-01"), day("2021-04-01")), False),
        (Term(day("2021-01-01"), left_on=day("2021-07-01")), True),
        (Term(day("2021-01-01"), left_on=day("2021-06-30")), False),
        (Term(day("2021-01-01"), day("2021-05-01"), day("2021-05-01")), False),
    ],
)
def test_a_person_owes_what_begins_in_the_term_and_not_what_they_left_before_its_end(term, owed):
    assert term.holds(QUARTER.first, QUARTER.last) is owed


def test_a_period_counts_from_the_day_it_comes_due_or_once_it_is_met():
    unmet = replace(RESULT, met_on=None)
    assert [row["counted"] for row in duty_rows([unmet], day("2021-06-29"))] == [False]
    assert [row["counted"] for row in duty_rows([unmet], day("2021-06-30"))] == [True]
    (met,) = duty_rows([RESULT], day("2021-05-20"))
    assert met == {
        "host": 10,
        "duty": "joint_meeting",
        "since": day("2021-04-01"),
        "until": day("2021-07-01"),
        "due": day("2021-06-30"),
        "met_on": day("2021-05-20"),
        "excused": False,
        "counted": True,
        "kept": True,
        "count": 1,
        "behind": [("activities", 7)],
    }
    assert met.keys() - {"behind"} == DUTY_PERIODS.columns.keys(), "a row says all that the table declares"
    (excused,) = duty_rows([replace(unmet, excused=True)], day("2021-12-31"))
    assert excused["counted"] is False


def test_a_duty_without_end_has_no_last_day():
    endless = replace(RESULT, period=period_of("once", day("2021-01-01")))
    assert duty_rows([endless], day("2021-06-30"))[0]["until"] is None
