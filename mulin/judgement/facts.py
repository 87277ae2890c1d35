"""Flat tables of facts, as the domains declare them: no query, no function, all of it printable as JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

ColumnType = Literal["integer", "decimal", "share", "text", "day", "boolean", "reference"]
Operator = Literal["=", "in", ">=", "<=", "set", "unset", "before"]
Time = Literal["event", "state", "overlap", "always"]

KEY = re.compile(r"^[a-z][a-z0-9_]*$")


@dataclass(frozen=True)
class Column:
    """A column: what its values are, and the path to it from the table's model (the column's own name by default)."""

    type: ColumnType
    path: str = ""
    title: str = ""


@dataclass(frozen=True)
class Argument:
    """Stands in a declaration for what a pack says when it names the measure."""

    name: str


@dataclass(frozen=True)
class Keyed:
    """One key inside a JSON column, such as a field that only some kinds of activity have."""

    column: str
    key: str | Argument
    type: ColumnType = "decimal"


ColumnRef = str | Keyed


@dataclass(frozen=True)
class Condition:
    """A row counts when ``column operator value`` holds.

    ``before`` compares with another column of the table: ``Condition("noticed_on", "before", "held_on")``.
    ``set`` and ``unset`` take no value. ``only_if`` names an argument: without it (false, empty, not given) the
    condition is left out. A condition whose value is an argument that was left empty is left out too.
    """

    column: ColumnRef
    operator: Operator = "="
    value: Any = None
    only_if: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """What stored and derived tables have in common.

    ``event`` names the day column of things that happen; ``since`` and ``until`` those of things that hold, from
    ``since`` on and before ``until`` (empty: still). ``subject`` is the column with the node the fact is about.
    ``done`` names the day column on which somebody did what counts for the day of ``event``, such as the day on which
    a month was registered: what is done late counts for its month, from that day on.
    """

    name: str
    title: str
    columns: Mapping[str, Column]
    subject: str = "host"
    event: str = ""
    since: str = ""
    until: str = ""
    done: str = ""

    def __post_init__(self) -> None:
        for column in filter(None, (self.subject, self.event, self.since, self.until, self.done)):
            if column not in self.columns:
                raise ValueError(f"事实表“{self.name}”没有声明列“{column}”")

    @property
    def time(self) -> Time:
        """How its rows stand in time unless a measure says otherwise."""
        if self.event:
            return "event"
        return "state" if self.since else "always"


@dataclass(frozen=True, kw_only=True)
class FactTable(Table):
    """Facts kept by a domain; ``model`` as ``records.Activity``; ``always`` holds for every row that is a fact."""

    model: str
    always: tuple[Condition, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Derived(Table):
    """Rows that an earlier stage of judging leaves for a later one, such as grades. They live in memory.

    A row maps column names to values; its key ``behind`` may hold the stored facts it was made from, as
    ``[(table, id), …]``.
    """
