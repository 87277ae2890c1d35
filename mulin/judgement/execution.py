"""Answering in memory: rows of derived tables, and the exact summing up that every executor shares."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from mulin.foundation.periods import period_of
from mulin.judgement.facts import ColumnRef, ColumnType, Condition, Keyed
from mulin.judgement.questions import Counted, Fact, Question, read_value
from mulin.judgement.view import Answer, Row


def holds(condition: Condition, question: Question, value_of: Callable[[ColumnRef], Any]) -> bool:
    """Whether a row, read through ``value_of``, meets a condition. An empty value meets none but ``unset``."""
    value = value_of(condition.column)
    if condition.operator in {"set", "unset"}:
        return (value is not None) == (condition.operator == "set")
    if value is None:
        return False
    if condition.operator == "before":
        other = value_of(condition.value)
        return other is not None and value < other
    return _compares(condition, value, question.type_of(condition.column))


def _compares(condition: Condition, value: Any, type_: ColumnType) -> bool:
    if condition.operator == "in":
        return value in {read_value(one, type_) for one in condition.value}
    asked = read_value(condition.value, type_)
    if asked is None:
        return False
    if condition.operator == "=":
        return bool(value == asked)
    return bool(value >= asked if condition.operator == ">=" else value <= asked)


def counted_in_memory(question: Question, rows: Sequence[Row]) -> Iterator[Counted]:
    """The rows that count, one by one."""
    for order, row in enumerate(rows):
        if not _counts(question, row):
            continue
        value_of = _reader(question, row)
        matched = all(holds(condition, question, value_of) for condition in question.of)
        yield Counted(
            host=row[question.subject],
            count=1,
            matched=int(matched),
            value=None if question.column is None else value_of(question.column),
            day=row.get(question.day_column) if question.day_column else None,
            order=order,
            facts=len(row["behind"]) if "behind" in row else 1,
        )


def facts_in_memory(question: Question, rows: Sequence[Row]) -> Iterator[Fact]:
    """The stored facts behind the rows that count; a row that names none stands for itself, by its place."""
    for order, row in enumerate(rows):
        if _counts(question, row):
            day = row.get(question.day_column) if question.day_column else None
            for table, fact_id in row.get("behind", [(question.table.name, row.get("id", order))]):
                yield Fact(row[question.subject], table, fact_id, day, None)


def _counts(question: Question, row: Row) -> bool:
    host = row.get(question.subject)
    if host is None or (question.hosts is not None and host not in question.hosts):
        return False
    value_of = _reader(question, row)
    return _in_time(question, row) and all(holds(condition, question, value_of) for condition in question.conditions)


def _reader(question: Question, row: Row) -> Callable[[ColumnRef], Any]:
    def value_of(reference: ColumnRef) -> Any:
        if isinstance(reference, Keyed):
            return read_value((row.get(reference.column) or {}).get(reference.key), reference.type)
        return read_value(row.get(reference), question.type_of(reference))

    return value_of


def _in_time(question: Question, row: Row) -> bool:
    window, table = question.window, question.table
    if question.time == "always":
        return True
    if question.time == "event":
        day = row.get(table.event)
        return day is not None and day <= window.last and (window.first is None or day >= window.first)
    since, until = row.get(table.since), row.get(table.until) if table.until else None
    begins_by = since is None or since <= window.last
    holds_on = window.last if question.time == "state" else window.first
    return begins_by and (until is None or holds_on is None or until > holds_on)


@dataclass(slots=True)
class _Sum:
    """What has been gathered for one subject so far."""

    count: int = 0
    matched: int = 0
    facts: int = 0
    total: Fraction = Fraction(0)
    values: set[Any] = field(default_factory=set)
    last: tuple[datetime.date, int, Fraction] | None = None

    def add(self, question: Question, row: Counted) -> None:
        self.count += row.count
        self.matched += row.matched
        self.facts += row.facts
        if question.aggregate == "periods":
            self._add_value(row.day and period_of(question.period, row.day).first)
        elif question.aggregate == "distinct":
            self._add_value(row.value)
        elif row.value is not None and question.aggregate == "sum":
            self.total += Fraction(row.value) * row.count
        elif row.value is not None and question.aggregate == "last":
            latest = (row.day or datetime.date.min, row.order, Fraction(row.value))
            self.last = latest if self.last is None else max(self.last, latest)

    def _add_value(self, value: Any) -> None:
        if value is not None:
            self.values.add(value)

    def answer(self, aggregate: str) -> Answer:
        if aggregate == "share":
            share = Fraction(self.matched, self.count) if self.count else None
            return Answer(share, Fraction(self.matched), Fraction(self.count), self.facts)
        value = {
            "count": Fraction(self.count),
            "exists": Fraction(min(self.count, 1)),
            "sum": self.total,
            "distinct": Fraction(len(self.values)),
            "periods": Fraction(len(self.values)),
            "last": self.last[2] if self.last else None,
        }[aggregate]
        return Answer(value, value or Fraction(0), None, self.facts)


def summed_up(
    question: Question,
    rows: Iterable[Counted],
    reach: Mapping[int, tuple[int, ...]],
    subjects: Collection[int],
) -> dict[int, Answer]:
    """One exact answer for every subject, from rows in any order; ``reach`` says for whom a node's facts count."""
    sums = {subject: _Sum() for subject in subjects}
    for row in rows:
        for subject in reach.get(row.host, ()):
            sums[subject].add(question, row)
    return {subject: gathered.answer(question.aggregate) for subject, gathered in sums.items()}
