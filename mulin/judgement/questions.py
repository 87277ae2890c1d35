"""A measure with everything filled in: the plain question that both executors answer in the same way."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from mulin.foundation.periods import as_kind
from mulin.judgement.facts import Column, ColumnRef, ColumnType, Condition, FactTable, Keyed, Table, Time
from mulin.judgement.measures import Measure, applicable, named_column, substitute
from mulin.judgement.windows import Window


@dataclass(frozen=True, slots=True)
class Counted:
    """So many like facts of one node: what an executor hands over to be summed up.

    ``matched`` of them hold a share's second condition; ``day`` and ``order`` say which is the latest; ``facts`` is
    how many stored facts stand behind them.
    """

    host: int
    count: int
    matched: int
    value: Any
    day: datetime.date | None
    order: int
    facts: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: whose, where it is kept, its day (of a state: its first) and the value the measure looks at.

    ``done`` is the day on which it was done, where that is another one than the day it counts for.
    """

    host: int
    table: str
    id: int
    day: datetime.date | None
    value: Any
    done: datetime.date | None = None

    @property
    def done_on(self) -> datetime.date | None:
        """The day on which it was done."""
        return self.done or self.day


@dataclass(frozen=True)
class Question:
    """Which rows count, and what is looked at in them. ``hosts`` ``None``: every node's rows are wanted."""

    table: Table
    aggregate: str
    conditions: tuple[Condition, ...]
    of: tuple[Condition, ...]
    column: ColumnRef | None
    period: str
    subject: str
    time: Time
    window: Window
    hosts: Collection[int] | None

    @property
    def day_column(self) -> str:
        """The column with the day a fact happened or began; empty when the table knows none."""
        return self.table.event or self.table.since

    def type_of(self, reference: ColumnRef) -> ColumnType:
        """What the values of a column are."""
        return reference.type if isinstance(reference, Keyed) else self.column_named(reference).type

    def column_named(self, name: str) -> Column:
        """The declaration of a column."""
        return self.table.columns[name]


def question(
    measure: Measure,
    arguments: Mapping[str, Any],
    table: Table,
    window: Window,
    hosts: Collection[int] | None,
) -> Question:
    """The question a measure asks with these (bound) arguments. ``ValueError`` for a period nobody knows."""
    always = table.always if isinstance(table, FactTable) else ()
    period = substitute(measure.period, arguments)
    return Question(
        table=table,
        aggregate=measure.aggregate,
        conditions=always + applicable(measure.conditions, arguments),
        of=applicable(measure.of, arguments),
        column=named_column(measure, arguments),
        period=as_kind(period) if period else "",
        subject=measure.subject or table.subject,
        time=measure.time or table.time,
        window=window,
        hosts=hosts,
    )


def read_value(value: Any, type_: ColumnType) -> Any:
    """A stored value as its column's type says: numbers as ``Fraction``, empty or unreadable as ``None``."""
    if value is None or value == "":
        return None
    try:
        return _READ[type_](value)
    except (ValueError, TypeError, InvalidOperation, ZeroDivisionError):
        return None


def _read_number(value: Any) -> Fraction:
    if isinstance(value, bool):
        raise TypeError("a yes or no is no number; databases write it as a word")
    if isinstance(value, int | Decimal | Fraction):
        return Fraction(value)
    return Fraction(str(value).strip())


def _read_day(value: Any) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return value.date()
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value)[:10])


_READ: Mapping[str, Any] = {
    "integer": _read_number,
    "decimal": _read_number,
    "share": _read_number,
    "text": lambda value: str(value).lower() if isinstance(value, bool) else str(value),
    "day": _read_day,
    "boolean": lambda value: value is True or str(value).lower() in ("true", "1"),
    "reference": int,
}
