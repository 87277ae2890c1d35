"""Which rows count: every kind of condition, of empty and unreadable values too."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from mulin.judgement.answering import answer, facts_behind
from mulin.judgement.facts import Argument, Column, Condition, Derived
from mulin.judgement.measures import ArgumentDeclaration, ChildrenMeasure, Measure
from mulin.judgement.questions import read_value
from mulin.judgement.registry import Registry
from mulin.judgement.view import View
from tests.judgement.clauses import entry, registry, street

AS_OF = datetime.date(2021, 6, 30)
MARCH, APRIL = datetime.date(2021, 3, 1), datetime.date(2021, 4, 1)
THINGS = Derived(
    name="things",
    title="事",
    columns={
        "host": Column("reference"),
        "topic": Column("text"),
        "number": Column("integer"),
        "day": Column("day"),
        "noticed": Column("day"),
        "open": Column("boolean"),
    },
)
ROWS = [
    {"host": 11, "topic": "main", "number": 1, "day": APRIL, "noticed": MARCH, "open": True},
    {"host": 12, "topic": "other", "number": "2", "day": APRIL, "noticed": APRIL, "open": "false"},
    {"host": 13, "topic": "", "number": None, "day": None, "noticed": MARCH, "open": None},
    {"host": 21, "topic": "third", "number": "many", "day": APRIL, "noticed": None, "open": "1"},
]


def counting(*conditions, arguments=(), **told):
    known = Registry()
    known.register(THINGS, Measure(name="n", title="数", table="things", conditions=conditions, arguments=arguments))
    seen = View(AS_OF, street(), derived={"things": ROWS}, registry=known)
    return [host for host, one in answer("n", told, [11, 12, 13, 21], seen).items() if one.value]


@pytest.mark.parametrize(
    ("condition", "hosts"),
    [
        (Condition("topic", "set"), [11, 12, 21]),
        (Condition("topic", "unset"), [13]),
        (Condition("number", "unset"), [13, 21]),
        (Condition("topic", "=", "main"), [11]),
        (Condition("topic", "=", ["main", "third"]), [11, 21]),
        (Condition("topic", "in", ("main", "other")), [11, 12]),
        (Condition("topic", "in", "main"), [11]),
        (Condition("number", "=", "2"), [12]),
        (Condition("number", ">=", 2), [12]),
        (Condition("number", ">=", "x"), []),
        (Condition("number", "<=", 1), [11]),
        (Condition("noticed", "before", "day"), [11]),
        (Condition("open", "=", True), [11, 21]),
        (Condition("open", "=", False), [12]),
        (Condition("day", ">=", "2021-04-01"), [11, 12, 21]),
    ],
)
def test_a_row_counts_when_it_meets_the_condition_and_an_empty_value_meets_none(condition, hosts):
    assert counting(condition) == hosts


def test_conditions_hold_together_and_some_only_when_asked_for():
    asked = (ArgumentDeclaration("topic"), ArgumentDeclaration("only_open", "boolean"))
    conditions = Condition("topic", "=", Argument("topic")), Condition("open", "=", True, only_if="only_open")
    assert counting(*conditions, arguments=asked) == [11, 12, 13, 21]
    assert counting(*conditions, arguments=asked, only_open=True) == [11, 21]
    assert counting(*conditions, arguments=asked, only_open=True, topic="other") == []
    assert counting(*conditions, arguments=asked, only_open=False, topic="other") == [12]
    several = Condition("topic", "in", Argument("topic"))
    assert counting(several, arguments=(ArgumentDeclaration("topic", "texts"),), topic=[]) == [11, 12, 13, 21]
    assert counting(several, arguments=(ArgumentDeclaration("topic", "texts"),), topic="other") == [12]


@pytest.mark.parametrize(
    ("type_", "value", "read"),
    [
        ("integer", "3", 3),
        ("decimal", Decimal("2.50"), Fraction(5, 2)),
        ("share", " 1/3 ", Fraction(1, 3)),
        ("decimal", True, None),
        ("decimal", "many", None),
        ("decimal", "", None),
        ("text", True, "true"),
        ("text", 3, "3"),
        ("text", None, None),
        ("day", datetime.datetime(2021, 4, 1, 9, 15), APRIL),  # noqa: DTZ001 - as a database may hand it over
        ("day", APRIL, APRIL),
        ("day", "2021-04-01T09:15", APRIL),
        ("day", "April", None),
        ("boolean", "true", True),
        ("boolean", "1", True),
        ("boolean", "no", False),
        ("reference", "7", 7),
        ("reference", "seven", None),
    ],
)
def test_stored_values_are_read_as_their_column_says_and_what_is_unreadable_is_empty(type_, value, read):
    assert read_value(value, type_) == read


def test_beyond_some_hundreds_of_nodes_all_facts_are_read_and_those_of_others_dropped():
    forest = street(communities=600, compounds=0)
    rows = [entry(10), entry(6_000), entry(1), {**entry(10), "host": None}]
    seen = View(AS_OF, forest, derived={"entries": rows}, registry=registry())
    found = answer("entries_count", {}, [one.id for one in forest.of_kinds({"community"})], seen)
    assert len(found) == 600
    assert {host: one.value for host, one in found.items() if one.value} == {10: 1, 6_000: 1}


@pytest.mark.parametrize(
    ("answers", "value", "numerator", "denominator"),
    [("count", 2, 2, None), ("share", Fraction(2, 3), 2, 3), ("pooled_share", Fraction(3, 5), 3, 5)],
)
def test_children_are_counted_shared_or_pooled(answers, value, numerator, denominator):
    known = registry()
    known.register(
        ChildrenMeasure(
            name="children",
            title="下属",
            measure="entries_main_share",
            kinds=("compound",),
            at_least=Fraction(1, 2),
            answers=answers,
        )
    )
    rows = [entry(11), entry(11, topic="x"), entry(12), entry(12), entry(13, topic="x"), entry(21)]
    seen = View(AS_OF, street(), derived={"entries": rows}, registry=known)
    found = answer("children", {}, [10], seen)[10]
    assert (found.value, found.numerator, found.denominator, found.facts) == (value, numerator, denominator, 5)
    assert facts_behind("children", {}, 10, seen) == [("entries", place) for place in range(5)]


def test_who_has_nothing_to_show_yet_weighs_nothing_in_a_pooled_share():
    known = registry()
    known.register(
        ChildrenMeasure(
            name="pooled", title="下属", measure="entries_main_share", kinds=("compound",), answers="pooled_share"
        )
    )
    rows = [entry(11), entry(11, topic="x")]
    seen = View(AS_OF, street(), derived={"entries": rows}, registry=known)
    assert answer("pooled", {}, [10], seen)[10].value == Fraction(1, 2)


def test_of_nobody_there_is_no_share_and_a_count_of_nought():
    known = registry()
    for answers in ("share", "pooled_share", "count"):
        known.register(
            ChildrenMeasure(
                name=answers, title="下属", measure="entries_main_share", kinds=("building",), answers=answers
            )
        )
    seen = View(AS_OF, street(), derived={"entries": [entry(11)]}, registry=known)
    assert [answer(one, {}, [10], seen)[10].value for one in ("share", "pooled_share", "count")] == [None, None, 0]


def test_the_latest_value_counts_and_of_one_day_the_one_written_last():
    known = registry()
    known.register(Measure(name="latest", title="最近", table="entries", aggregate="last", column="amount"))
    rows = [entry(10, "2021-05-01", amount=4), entry(10, "2021-05-01", amount=2), entry(10, "2021-04-01", amount=9)]
    rows += [entry(10, "2021-06-01", amount=None)]
    seen = View(AS_OF, street(), derived={"entries": rows}, registry=known)
    found = answer("latest", {}, [10, 20], seen)
    assert (found[10].value, found[10].numerator, found[10].facts) == (2, 2, 4)
    assert (found[20].value, found[20].numerator, found[20].facts) == (None, 0, 0)


def test_rows_that_the_engine_left_itself_are_made_anew_and_those_of_the_caller_stay():
    seen = View(AS_OF, street(), registry=registry(), kind_names={"street": "街道"})
    seen.leave("entries", [entry(10)])
    seen.leave("grades", [], own=True)
    assert [seen.was_left(one) for one in ("entries", "grades", "last_totals")] == [True, False, False]
    seen.leave("grades", [])
    assert seen.was_left("grades")
    assert [seen.kind_name(one) for one in ("street", "community")] == ["街道", "community"]


def test_a_row_counts_in_a_share_when_it_meets_all_conditions_of_the_share():
    known = Registry()
    both = (Condition("open", "=", True), Condition("number", "=", 1))
    known.register(THINGS, Measure(name="n", title="数", table="things", aggregate="share", of=both))
    seen = View(AS_OF, street(), derived={"things": [{**one, "host": 11} for one in ROWS]}, registry=known)
    assert answer("n", {}, [11], seen)[11].value == Fraction(1, 4)


def test_behind_a_derived_row_stand_the_stored_facts_it_was_made_from_or_the_row_itself():
    rows = [{"host": 11, "behind": [("activities", 7), ("activities", 9)]}, {"host": 11, "id": 3}, {"host": 11}]
    known = Registry()
    known.register(THINGS, Measure(name="n", title="数", table="things"))
    seen = View(AS_OF, street(), derived={"things": rows}, registry=known)
    assert (answer("n", {}, [11], seen)[11].value, answer("n", {}, [11], seen)[11].facts) == (3, 4)
    found = facts_behind("n", {}, 11, seen)
    assert found == [("activities", 7), ("activities", 9), ("things", 3), ("things", 2)]
