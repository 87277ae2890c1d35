"""Asking a measure: for a set of subjects at once, in one query, or in memory for derived tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import Any

from mulin.judgement import sql
from mulin.judgement.execution import counted_in_memory, facts_in_memory, summed_up
from mulin.judgement.facts import FactTable
from mulin.judgement.measures import AnyMeasure, ChildrenMeasure, Measure, substitute
from mulin.judgement.questions import Fact, Question, question
from mulin.judgement.view import Answer, View
from mulin.judgement.windows import Window, window_of

FEW_HOSTS = 500
"""Up to so many nodes are named in the query; beyond, every node's facts are read and the others dropped."""


def answer(
    measure: AnyMeasure | str,
    arguments: Mapping[str, Any],
    subjects: Collection[int],
    view: View,
    window: Window | str = "year",
) -> dict[int, Answer]:
    """What the measure says about each subject.

    One query whatever the number of subjects (none when the view has asked before). ``KeyError`` for an unknown
    measure, ``WrongArgumentError`` for arguments it does not take.
    """
    asked = view.registry.measure(measure) if isinstance(measure, str) else measure
    span = window_of(window, view.as_of, view.since, view.year_begins) if isinstance(window, str) else window
    bound = asked.bind(arguments)
    known = view.answers.setdefault((asked.name, tuple(sorted(bound.items())), span), {})
    wanted = set(subjects) - known.keys()
    if wanted:
        known.update(_fresh(asked, bound, wanted, view, span))
    return {subject: known[subject] for subject in subjects}


def _fresh(
    measure: AnyMeasure, bound: Mapping[str, Any], wanted: set[int], view: View, span: Window
) -> dict[int, Answer]:
    if isinstance(measure, ChildrenMeasure):
        return _about_children(measure, bound, wanted, view, span)
    reach = view.forest.reach(wanted, measure.roll_up)
    asked = ask(measure, bound, reach, view, span)
    if isinstance(asked.table, FactTable):
        rows = sql.counted_in_database(asked)
    else:
        rows = counted_in_memory(asked, view.rows(asked.table.name))
    return summed_up(asked, rows, reach, wanted)


def ask(measure: Measure, bound: Mapping[str, Any], reach: Mapping[int, Any], view: View, span: Window) -> Question:
    """The plain question about the nodes in reach."""
    hosts = reach.keys() if len(reach) <= FEW_HOSTS else None
    return question(measure, bound, view.registry.table(measure.table), span, hosts)


def facts(asked: Question, view: View) -> Iterator[Fact]:
    """Every fact a question counts; of a derived table the stored facts behind it."""
    if isinstance(asked.table, FactTable):
        return sql.facts_in_database(asked)
    return facts_in_memory(asked, view.rows(asked.table.name))


def _about_children(
    measure: ChildrenMeasure, bound: Mapping[str, Any], wanted: set[int], view: View, span: Window
) -> dict[int, Answer]:
    kinds = _kinds(measure, bound)
    children = {subject: [child.id for child in view.forest.children(subject, kinds)] for subject in wanted}
    everyone = {child for below in children.values() for child in below}
    inner = answer(measure.measure, inner_arguments(measure, bound), everyone, view, span)
    at_least = Fraction(substitute(measure.at_least, bound))
    return {
        subject: _children_answer(measure, [inner[child] for child in below], at_least)
        for subject, below in children.items()
    }


def inner_arguments(measure: ChildrenMeasure, bound: Mapping[str, Any]) -> dict[str, Any]:
    """What the measure about children tells the measure about one of them."""
    return {name: substitute(value, bound) for name, value in measure.passes.items()}


def _kinds(measure: ChildrenMeasure, bound: Mapping[str, Any]) -> tuple[str, ...]:
    kinds = substitute(measure.kinds, bound)
    return (kinds,) if isinstance(kinds, str) else tuple(kinds)


def _children_answer(measure: ChildrenMeasure, below: list[Answer], at_least: Fraction) -> Answer:
    behind = sum(one.facts for one in below)
    if measure.answers == "pooled_share":
        upper = sum((one.numerator for one in below), Fraction(0))
        lower = sum((one.denominator or Fraction(0) for one in below), Fraction(0))
    else:
        upper = Fraction(sum(one.value is not None and one.value >= at_least for one in below))
        lower = Fraction(len(below))
    if measure.answers == "count":
        return Answer(upper, upper, None, behind)
    return Answer(upper / lower if lower else None, upper, lower, behind)


def facts_behind(
    measure: AnyMeasure | str,
    arguments: Mapping[str, Any],
    subject_id: int,
    view: View,
    window: Window | str = "year",
) -> list[tuple[str, int]]:
    """The facts behind one answer as (table, id), for people to open; of a share those that count as reached too."""
    asked = view.registry.measure(measure) if isinstance(measure, str) else measure
    span = window_of(window, view.as_of, view.since, view.year_begins) if isinstance(window, str) else window
    bound = asked.bind(arguments)
    if isinstance(asked, ChildrenMeasure):
        below = view.forest.children(subject_id, _kinds(asked, bound))
        inner = inner_arguments(asked, bound)
        found = [facts_behind(asked.measure, inner, child.id, view, span) for child in below]
        return [fact for one in found for fact in one]
    reach = view.forest.reach([subject_id], asked.roll_up)
    plain = ask(asked, bound, reach, view, span)
    return [(fact.table, fact.id) for fact in facts(plain, view) if fact.host in reach]
