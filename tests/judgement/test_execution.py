import datetime
import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.judgement.answering import answer, facts_behind
from mulin.judgement.facts import Argument, Column, Condition, Derived, Keyed
from mulin.judgement.measures import ArgumentDeclaration, Measure, WrongArgumentError
from mulin.judgement.registry import Registry
from mulin.judgement.view import View
from tests.judgement.clauses import ENTRIES, ENTRIES_COUNT, entry, registry, street

AS_OF = datetime.date(2021, 6, 30)


def day(text):
    return datetime.date.fromisoformat(text)


def view(rows, **more):
    return View(AS_OF, street(), derived={"entries": rows}, registry=registry(), **more)


def test_facts_count_in_their_window_for_their_own_host():
    rows = [entry(10), entry(10, "2020-12-31"), entry(10, "2021-07-01"), entry(20), entry(11)]
    answers = answer("entries_count", {}, [10, 20, 1], view(rows))
    assert [answers[one].value for one in (10, 20, 1)] == [1, 1, 0]
    edges = [entry(10, "2021-01-01"), entry(10, "2021-06-30"), {**entry(10), "day": None}]
    assert answer("entries_count", {}, [10], view(edges))[10].value == 2, "both days are in it; what has no day is not"


def test_an_argument_narrows_the_question_and_an_unknown_one_is_refused():
    rows = [entry(10), entry(10, topic="other")]
    assert answer("entries_count", {"topic": "other"}, [10], view(rows))[10].value == 1
    with pytest.raises(WrongArgumentError, match="没有参数“colour”"):
        answer("entries_count", {"colour": "red"}, [10], view(rows))


def test_a_share_without_facts_has_no_value():
    answers = answer("entries_main_share", {}, [10, 20], view([entry(10), entry(10, topic="other")]))
    assert (answers[10].value, answers[10].numerator, answers[10].denominator) == (Fraction(1, 2), 1, 2)
    assert answers[20].value is None


def test_children_who_reach_a_value_are_a_share_of_all_children():
    rows = [entry(11), entry(11), entry(12)]
    asked = {"kind": "compound", "at_least": 2}
    answers = answer("children_with_entries", asked, [10, 20, 1], view(rows))
    assert [answers[one].value for one in (10, 20, 1)] == [Fraction(1, 3), 0, Fraction(1, 6)]
    assert facts_behind("children_with_entries", asked, 10, view(rows)) == [
        ("entries", 0),
        ("entries", 1),
        ("entries", 2),
    ]


def test_answers_are_kept_until_new_rows_are_left():
    seen = view([entry(10)])
    assert answer("entries_count", {}, [10], seen)[10].value == 1
    seen.leave("entries", [entry(10), entry(10)])
    assert answer("entries_count", {}, [10], seen)[10].value == 2


def test_rows_nobody_has_left_are_computed_once_a_view_or_missed_aloud():
    missed = View(AS_OF, street(), registry=registry())
    with pytest.raises(LookupError, match="“事项”尚未推算"):
        answer("entries_count", {}, [10], missed)
    asked_for = []

    def rows(seen):
        asked_for.append(seen.as_of)
        return [entry(10)]

    missed.registry.provide("entries", rows)
    assert answer("entries_count", {}, [10], missed)[10].value == 1
    assert answer("entries_main_share", {}, [10, 20], missed)[10].value == 1
    assert asked_for == [AS_OF]


def made(aggregate, **more):
    name = f"tried_{aggregate}"
    asked = registry()
    asked.register(Measure(name=name, title=name, table="entries", aggregate=aggregate, **more))
    return name, asked


@pytest.mark.parametrize(
    ("aggregate", "more", "value"),
    [
        ("count", {"roll_up": "below"}, 4),
        ("count", {}, 3),
        ("exists", {}, 1),
        ("sum", {"column": "amount"}, Fraction(13, 2)),
        ("distinct", {"column": "topic", "roll_up": "below"}, 2),
        ("last", {"column": "amount"}, 4),
        ("periods", {"period": "quarter"}, 2),
        ("share", {"of": (Condition("amount", ">=", 2),)}, Fraction(2, 3)),
    ],
)
def test_each_aggregate_is_exact(aggregate, more, value):
    rows = [
        entry(10, "2021-05-01", amount=4),
        entry(10, "2021-02-01", amount=2),
        entry(10, "2021-02-09", topic="other", amount=Fraction(1, 2)),
        entry(11, "2021-02-09"),
    ]
    name, asked = made(aggregate, **more)
    found = answer(name, {}, [10], View(AS_OF, street(), derived={"entries": rows}, registry=asked))
    assert found[10].value == value


STATES = Derived(
    name="states",
    title="状态",
    columns={"host": Column("reference"), "since": Column("day"), "until": Column("day"), "more": Column("text")},
    since="since",
    until="until",
)


def states(**more):
    made_here = Registry()
    made_here.register(STATES, Measure(name="holding", title="现有", table="states", **more))
    return made_here


def state(since, until, **more):
    return {"host": 10, "since": since and day(since), "until": until and day(until), "more": more}


def test_a_state_holds_from_its_first_day_and_before_its_last():
    rows = [state("2021-06-30", None), state("2021-01-01", "2021-06-30"), state("2021-07-01", None), state(None, None)]
    seen = View(AS_OF, street(), derived={"states": rows}, registry=states())
    assert answer("holding", {}, [10], seen)[10].value == 2


def test_an_overlap_counts_states_that_held_on_any_day_of_the_window():
    rows = [state("2020-12-01", "2021-01-02"), state("2020-12-01", "2021-01-01"), state("2021-06-30", None)]
    seen = View(AS_OF, street(), derived={"states": rows}, registry=states(time="overlap"))
    assert answer("holding", {}, [10], seen)[10].value == 2


def test_what_is_asked_for_always_counts_whatever_its_days():
    rows = [state("2020-12-01", "2021-01-02"), state("2021-07-01", None), state(None, None)]
    seen = View(AS_OF, street(), derived={"states": rows}, registry=states(time="always"))
    assert answer("holding", {}, [10], seen)[10].value == 3


def test_a_measure_may_look_at_another_subject_column():
    ties = Derived(name="ties", title="关系", columns={"host": Column("reference"), "home": Column("reference")})
    asked = Registry()
    asked.register(
        ties,
        Measure(name="here", title="在册", table="ties"),
        Measure(name="at_home", title="居住", table="ties", subject="home", roll_up="below"),
    )
    rows = [{"host": 10, "home": 21}, {"host": 10, "home": None}]
    seen = View(AS_OF, street(), derived={"ties": rows}, registry=asked)
    assert answer("here", {}, [10], seen)[10].value == 2
    assert [one.value for one in answer("at_home", {}, [10, 20], seen).values()] == [0, 1]


def test_a_key_inside_a_json_column_can_be_asked_about():
    asked = states(
        arguments=(ArgumentDeclaration("field", "key", required=True), ArgumentDeclaration("at_least", "decimal")),
        conditions=(Condition(Keyed("more", Argument("field")), ">=", Argument("at_least")),),
    )
    rows = [state("2021-01-01", None, persons=12), state("2021-01-01", None, persons="7"), state("2021-01-01", None)]
    seen = View(AS_OF, street(), derived={"states": rows}, registry=asked)
    assert answer("holding", {"field": "persons", "at_least": 8}, [10], seen)[10].value == 1
    with pytest.raises(WrongArgumentError):
        answer("holding", {"field": "persons__gte"}, [10], seen)


def test_a_name_is_registered_once_and_only_over_known_columns():
    known = registry()
    known.register(ENTRIES, ENTRIES_COUNT)
    with pytest.raises(ValueError, match="已经声明过"):
        known.register(Measure(name="entries_count", title="别的", table="entries"))
    with pytest.raises(ValueError, match="不在事实表"):
        known.register(
            Measure(name="wrong", title="错", table="entries", conditions=(Condition("colour", "=", "red"),))
        )
    with pytest.raises(KeyError, match="没有度量"):
        known.measure("nothing")


def test_every_measure_describes_itself_as_json():
    described = {one["name"]: one for one in json.loads(json.dumps(registry().describe()))}
    assert described["entries_count"]["declaration"]["conditions"] == [
        {"column": "topic", "operator": "=", "value": {"argument": "topic"}}
    ]
    assert described["children_with_entries"]["tables"] == ["entries"]
    assert registry().touched_by("children_duty_kept_share", "duty_periods")


ROWS = st.lists(
    st.builds(
        entry,
        st.sampled_from([1, 10, 11, 12, 20, 21]),
        st.dates(day("2020-11-01"), day("2021-08-01")).map(str),
        st.sampled_from(["main", "other"]),
        st.fractions(0, 9),
    ),
    max_size=30,
)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_nothing(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    for aggregate, more in [("sum", {"column": "amount"}), ("distinct", {"column": "amount"}), ("count", {})]:
        name, asked = made(aggregate, roll_up="below", **more)
        one = View(AS_OF, street(), derived={"entries": rows}, registry=asked)
        other = View(AS_OF, street(), derived={"entries": shuffled}, registry=asked)
        assert answer(name, {}, [1, 10, 20], one) == answer(name, {}, [1, 10, 20], other)
