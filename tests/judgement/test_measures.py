"""What a measure may be told, and which declarations are refused before anybody asks them."""

from fractions import Fraction

import pytest

from mulin.judgement.facts import Column, Condition, Derived, FactTable, Keyed
from mulin.judgement.measures import ArgumentDeclaration, ChildrenMeasure, Measure, WrongArgumentError
from mulin.judgement.registry import Registry
from tests.judgement.clauses import ENTRIES, registry


def told(kind, **more):
    return Measure(name="asked", title="所问", table="entries", arguments=(ArgumentDeclaration("told", kind, **more),))


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        ("text", "main", "main"),
        ("text", 3, "3"),
        ("texts", "main", ("main",)),
        ("texts", ["main", 3], ("main", "3")),
        ("integer", "3", 3),
        ("integer", 3.0, 3),
        ("decimal", "2.50", Fraction(5, 2)),
        ("decimal", "1/3", Fraction(1, 3)),
        ("boolean", True, True),
        ("boolean", "True", True),
        ("boolean", 0, False),
        ("boolean", "1", True),
        ("boolean", "false", False),
        ("key", "persons", "persons"),
    ],
)
def test_arguments_are_read_as_the_measure_declares_them(kind, value, read):
    found = told(kind).bind({"told": value})["told"]
    assert (found, type(found)) == (read, type(read))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", ["main"]),
        ("text", {"a": 1}),
        ("texts", 3),
        ("integer", "2.5"),
        ("integer", "many"),
        ("decimal", "1/0"),
        ("boolean", "perhaps"),
        ("key", "persons__gte"),
        ("key", "Persons"),
        ("key", "1st"),
    ],
)
def test_what_cannot_be_read_is_refused_with_measure_and_argument(kind, value):
    with pytest.raises(WrongArgumentError, match="度量“asked”的参数“told”不能是"):
        told(kind).bind({"told": value})


def test_an_argument_may_be_left_out_where_it_has_a_default_or_means_any():
    assert told("integer", default="2").bind({}) == {"told": 2}
    assert told("integer").bind({"told": None}) == {"told": None}
    with pytest.raises(WrongArgumentError, match="度量“asked”缺少参数“told”"):
        told("integer", required=True).bind({})


@pytest.mark.parametrize(
    ("declared", "why"),
    [
        ({"aggregate": "distinct"}, "要指明列"),
        ({"aggregate": "sum"}, "要指明列"),
        ({"aggregate": "last"}, "要指明列"),
        ({"aggregate": "share"}, "要指明分子条件"),
        ({"aggregate": "periods"}, "要指明周期"),
        ({"subject": "member", "roll_up": "below"}, "没有下级可以汇总"),
    ],
)
def test_a_measure_that_cannot_be_answered_is_not_declared(declared, why):
    with pytest.raises(ValueError, match=why):
        Measure(name="wrong", title="错", table="entries", **declared)


def test_a_measure_is_about_people_when_its_subject_is_a_member():
    of_people = Measure(name="of_people", title="人", table="entries", subject="member")
    assert of_people.about_members
    assert not Measure(name="of_places", title="处", table="entries", subject="home", roll_up="below").about_members


@pytest.mark.parametrize("column", ["subject", "event", "since", "until", "done"])
def test_a_table_names_only_columns_that_it_has(column):
    with pytest.raises(ValueError, match="没有声明列“gone”"):
        Derived(name="wrong", title="错", columns={"host": Column("reference")}, **{column: "gone"})


@pytest.mark.parametrize(
    "declared",
    [
        {"aggregate": "sum", "column": "gone"},
        {"aggregate": "sum", "column": Keyed("gone", "persons")},
        {"subject": "gone"},
        {"conditions": (Condition("gone", "set"),)},
        {"conditions": (Condition("day", "before", "gone"),)},
        {"aggregate": "share", "of": (Condition("gone", "set"),)},
    ],
)
def test_a_measure_names_only_columns_of_its_table(declared):
    with pytest.raises(ValueError, match="用到的列“gone”不在事实表“entries”里"):
        registry().register(Measure(name="wrong", title="错", table="entries", **declared))


def test_a_measure_names_only_tables_and_measures_that_are_there():
    with pytest.raises(KeyError, match="没有事实表“gone”"):
        registry().register(Measure(name="wrong", title="错", table="gone"))
    with pytest.raises(KeyError, match="没有度量“gone”"):
        registry().register(ChildrenMeasure(name="wrong", title="错", measure="gone", kinds=("compound",)))
    with pytest.raises(ValueError, match="事实表“entries”已经声明过"):
        registry().register(Derived(name="entries", title="另一个", columns=ENTRIES.columns))


def test_only_derived_tables_are_computed_by_somebody():
    stored = FactTable(name="stored", title="存的", model="sample.Unit", columns={"host": Column("reference")})
    known = Registry()
    known.register(stored, ENTRIES)
    with pytest.raises(ValueError, match="不需要推算"):
        known.provide("stored", lambda seen: [])
    assert known.provider("entries") is None
    assert (stored.time, ENTRIES.time) == ("always", "event")


def test_tables_describe_their_columns_and_who_reads_them():
    known = registry()
    described = {one["name"]: one for one in known.describe_tables()}
    assert described["entries"]["kind"] == "Derived"
    assert described["entries"]["columns"]["amount"]["type"] == "decimal"
    assert list(described) == sorted(described)
    assert known.tables_of("children_with_entries") == {"entries"}
    assert not known.touched_by("entries_count", "grades")
    measure = {one["name"]: one for one in known.describe()}["children_with_entries"]
    assert [one["name"] for one in measure["arguments"]] == ["kind", "at_least"]
    assert "arguments" not in measure["declaration"]
    assert (measure["declaration"]["kind"], measure["declaration"]["at_least"]) == (
        "ChildrenMeasure",
        {"argument": "at_least"},
    )
    known.register(
        ChildrenMeasure(name="half", title="半数", measure="entries_count", kinds=(), at_least=Fraction(1, 2))
    )
    assert {one["name"]: one for one in known.describe()}["half"]["declaration"]["at_least"] == "1/2"
    last = {one["name"]: one for one in known.describe()}["last_total"]
    assert (last["title"], last["unit"], last["tables"]) == ("上年总分", "分", ["last_totals"])
