"""Duties that people owe, duties owed once, what is done late, and which calendar moves a due day."""

import datetime

import pytest

from mulin.judgement.duties import Term, judge_duties, judge_duties_and_faults, judge_member_duty
from mulin.judgement.facts import Column, FactTable
from mulin.judgement.measures import Measure
from tests.judgement.clauses import SOURCE, pack
from tests.judgement.sample.happenings import AS_OF, day, happen
from tests.judgement.sample.happenings import view as sample_view

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]

VISITS = FactTable(
    name="visits",
    title="报到",
    model="sample.Happening",
    columns={
        "host": Column("reference", "unit__host"),
        "member": Column("reference", "number"),
        "day": Column("day"),
        "noticed_on": Column("day"),
    },
    event="day",
    done="noticed_on",
)
VISITED = Measure(name="visited", title="报到", table="visits", subject="member")
HELD_THERE = Measure(name="held_there", title="举办", table="visits")
SPAN = (day("2021-01-01"), day("2021-12-31"))


def view(**more):
    seen = sample_view(**more)
    seen.registry.register(VISITS, VISITED, HELD_THERE)
    return seen


def duty(period="quarter", subject="member", measure="visited", **more):
    return {
        "id": "visit",
        "name": "报到",
        "subjects": [subject],
        "period": period,
        "times": "1",
        "measure": {"name": measure},
        "source": SOURCE,
        **more,
    }


def of_people(terms, seen=None, **more):
    made = pack(duties=[duty(**more)])
    return judge_member_duty(made.duties[0], (made, {}), terms, seen or view(), SPAN)


def of_communities(seen, shift=None, **more):
    made = pack(duties=[duty(subject="community", measure="held_there", **more)])
    return judge_duties(made, ["visit"], [10], seen, *SPAN, shift=shift)


@pytest.mark.row("R08")
def test_a_person_owes_the_periods_that_begin_in_one_of_their_terms():
    happen(10, "2021-02-01", number=5)
    happen(10, "2021-02-01", number=6)
    terms = {5: [Term(day("2021-01-01"), day("2021-04-01")), Term(day("2021-07-01"))], 6: [Term(day("2021-04-02"))]}
    results = of_people(terms)
    assert [(one.subject_id, one.period.first, one.met_on) for one in results] == [
        (5, day("2021-01-01"), day("2021-02-01")),
        (5, day("2021-07-01"), None),
        (5, day("2021-10-01"), None),
        (6, day("2021-07-01"), None),
        (6, day("2021-10-01"), None),
    ]
    assert all(one.of_member for one in results)


@pytest.mark.parametrize(("since", "owed"), [(None, [5, 6]), (day("2021-02-01"), [5, 6, 7])])
def test_what_is_owed_once_is_owed_by_who_was_there_when_the_pack_came_into_force(since, owed):
    terms = {5: [Term(day("2019-01-01"))], 6: [Term(day("2021-01-01"))], 7: [Term(day("2021-02-01"))]}
    terms[8] = [Term(day("2021-02-02"))]
    found = of_people(terms, view(since=since), period="once")
    assert [one.subject_id for one in found] == owed


def test_people_without_a_term_owe_nothing():
    assert of_people({}) == []
    assert of_people({5: []}) == []


@pytest.mark.parametrize("other", [{"measure": "held_there"}, {"subject": "community"}])
def test_what_is_asked_of_places_says_nothing_of_people(other, caplog):
    assert of_people({5: [Term(day("2021-01-01"))]}, **other) == []
    assert "一个是党员，一个是组织" in caplog.text


def test_what_is_owed_once_counts_from_the_day_the_pack_came_into_force():
    happen(10, "2021-01-15")
    (early,) = of_communities(view(), period="once")
    assert (early.count, early.met_on) == (1, day("2021-01-15"))
    seen = view(since=day("2021-02-01"))
    (none,) = of_communities(seen, period="once", due={"month": 1, "day": 31})
    assert (none.count, none.met_on, none.due) == (0, None, day("2022-01-31"))
    happen(10, "2021-02-01")
    (met,) = of_communities(view(since=day("2021-02-01")), period="once", due={"month": 3, "day": 31})
    assert (met.count, met.met_on, met.due) == (1, day("2021-02-01"), day("2021-03-31"))


def test_without_the_day_a_pack_came_into_force_what_is_owed_once_is_due_from_the_first_day_looked_at():
    (owed,) = of_communities(view(), period="once", due={"month": 3, "day": 31})
    assert owed.due == day("2021-03-31")


@pytest.mark.row("J09")
def test_what_is_done_late_counts_for_its_period_from_the_day_it_was_done():
    happen(10, "2021-02-01", noticed_on=day("2021-05-03"))
    happen(10, "2021-04-01", noticed_on=AS_OF + datetime.timedelta(days=1))
    first, second = of_communities(view())[:2]
    assert (first.count, first.met_on) == (1, day("2021-05-03"))
    assert (second.count, second.met_on) == (0, None), "not done yet on the day of looking"
    happen(10, "2021-04-01", noticed_on=AS_OF)
    assert [(one.count, one.met_on) for one in of_communities(view())[:2]][1] == (1, AS_OF)


def test_each_fact_counts_for_the_week_it_happened_in():
    for on in ("2021-01-03", "2021-01-04", "2021-03-15", "2021-06-27", "2021-06-28"):
        happen(10, on)
    weeks = of_communities(view(), period="week")
    assert [one.period.first for one in weeks if one.count] == [
        day("2020-12-28"),
        day("2021-01-04"),
        day("2021-03-15"),
        day("2021-06-21"),
        day("2021-06-28"),
    ]
    assert [one.count for one in weeks if one.count] == [1] * 5


def test_the_day_of_meeting_a_duty_is_when_enough_was_done_whatever_was_meant_first_and_more_moves_it_no_more():
    late = happen(10, "2021-01-05", noticed_on=day("2021-03-20"))
    early, last = happen(10, "2021-02-01"), happen(10, "2021-03-31")
    first = of_communities(view(), times="2")[0]
    assert (first.count, first.met_on) == (3, day("2021-03-20"))
    assert first.facts == tuple(("visits", one.pk) for one in (early, late, last)), "oldest done first"


def test_where_nothing_is_asked_the_duty_is_met_as_the_period_begins():
    assert [one.met_on for one in of_communities(view(), times="0")][:2] == [day("2021-01-01"), day("2021-04-01")]


def test_the_calendar_that_is_handed_in_moves_due_days_before_the_views_own():
    def later(days):
        return lambda moved, way: moved + datetime.timedelta(days=days)

    shifted = {"due": {"shift": "next_workday"}}
    seen = view()
    seen.shift = later(1)
    assert of_communities(seen, **shifted)[0].due == day("2021-04-01")
    assert of_communities(seen, later(2), **shifted)[0].due == day("2021-04-02")


def test_nobody_owes_where_nobody_is_asked_and_only_kinds_that_the_duty_names():
    made = pack(duties=[duty(subject="community", measure="held_there")])
    assert judge_duties(made, ["visit"], [], view(), *SPAN) == []
    assert judge_duties(made, ["visit"], [1, 11, 999], view(), *SPAN) == []
    assert judge_duties_and_faults(made, ["visit"], [10], view(), SPAN[::-1]) == ([], {}), "no days, and no fault"
