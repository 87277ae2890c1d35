"""What a measure comes to in each period: facts asked for in one query, sorted into periods here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

from mulin.foundation.periods import Period, period_of
from mulin.judgement.answering import ask, facts
from mulin.judgement.facts import FactTable
from mulin.judgement.measures import AnyMeasure, Measure
from mulin.judgement.questions import Fact
from mulin.judgement.registry import Registry
from mulin.judgement.view import View
from mulin.judgement.windows import window_of
from mulin.rulebook.schema.base import MeasureRef

COUNTED_BY_DAY = {"count", "exists", "distinct", "sum"}
period_with = lru_cache(maxsize=4096)(period_of)


def is_counted_by_day(measure: AnyMeasure, registry: Registry) -> bool:
    """Do its facts happen on days, and do they add up?"""
    if not isinstance(measure, Measure) or measure.aggregate not in COUNTED_BY_DAY:
        return False
    table = registry.table(measure.table)
    return isinstance(table, FactTable) and (measure.time or table.time) == "event"


def worth(aggregate: str, fact: Fact, seen: set[Any]) -> Fraction:
    """What one more fact adds; ``seen`` are the values that were counted before."""
    if aggregate == "count":
        return Fraction(1)
    if aggregate == "sum":
        return Fraction(fact.value or 0)
    value = True if aggregate == "exists" else fact.value
    fresh = value is not None and value not in seen
    seen.add(value)
    return Fraction(int(fresh))


@dataclass
class InPeriod:
    """What the facts of one subject come to in one period, and how many they are."""

    value: Fraction = Fraction(0)
    facts: int = 0
    seen: set[Any] = field(default_factory=set)

    def add(self, aggregate: str, fact: Fact) -> None:
        """One more fact."""
        self.value += worth(aggregate, fact, self.seen)
        self.facts += 1


def by_period(
    reference: MeasureRef, arguments: Mapping[str, Any], subjects: Collection[int], view: View, kind: str
) -> dict[tuple[int, Period], InPeriod]:
    """What a measure comes to for each subject in each period of a kind that has facts, over the measure's window.

    One query whatever the number of subjects. ``ValueError`` for a measure whose facts have no day.
    """
    measure = view.registry.measure(reference.name)
    if not isinstance(measure, Measure) or not is_counted_by_day(measure, view.registry):
        raise ValueError(f"度量“{measure.name}”不能按周期计次，不能分别按日、周、月计算")
    window = window_of(reference.window, view.as_of, view.since, view.year_begins)
    found: dict[tuple[int, Period], InPeriod] = defaultdict(InPeriod)
    for fact, subject in _facts(measure, arguments, subjects, view, window):
        if fact.day is not None:
            found[subject, period_with(kind, fact.day)].add(measure.aggregate, fact)
    return dict(found)


def _facts(
    measure: Measure, arguments: Mapping[str, Any], subjects: Collection[int], view: View, window: Any
) -> Iterator[tuple[Fact, int]]:
    reach = view.forest.reach(subjects, measure.roll_up)
    for fact in facts(ask(measure, measure.bind(arguments), reach, view, window), view):
        for subject in reach.get(fact.host, ()):
            yield fact, subject
