"""One look at the facts: a day, the forest of that day, and what has been asked already."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from mulin.judgement.registry import REGISTRY, Registry
from mulin.judgement.subjects import Forest

Row = Mapping[str, Any]

Shift = Callable[[datetime.date, Any], datetime.date]
"""Moves a day to the working day after (``next_workday``) or before (``previous_workday``) it, if it is none."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a measure says about one subject.

    ``value`` is ``None`` when there is nothing to ask about; ``facts`` is how many facts stand behind it. For a share
    ``numerator`` of ``denominator``; otherwise the numerator is the value and the denominator ``None``.
    """

    value: Fraction | None
    numerator: Fraction = Fraction(0)
    denominator: Fraction | None = None
    facts: int = 0


@dataclass
class View:
    """As of a day. ``since`` is the day the pack came into force; ``derived`` the rows earlier stages left.

    Answers are kept, so that clauses which share a measure share its query; make a new view when facts have changed.
    ``kind_names`` are the words people use for kinds of subject (社区 for ``community``); ``shift`` knows the
    working days; ``year_begins`` is the month with which the pack's year begins. ``scope``: who is ranked together,
    such as all that a programme is in force for; ``None`` for everyone.
    """

    as_of: datetime.date
    forest: Forest
    since: datetime.date | None = None
    derived: dict[str, Sequence[Row]] = field(default_factory=dict)
    registry: Registry = REGISTRY
    kind_names: Mapping[str, str] = field(default_factory=dict)
    shift: Shift | None = None
    year_begins: int = 1
    scope: Collection[int] | None = None
    answers: dict[Any, dict[int, Answer]] = field(default_factory=dict, repr=False)
    made_here: set[str] = field(default_factory=set, repr=False)

    def leave(self, table: str, rows: Sequence[Row], *, own: bool = False) -> None:
        """Leave rows of a derived table for later stages; answers made from older rows are forgotten.

        ``own`` marks rows that the engine made itself and will make anew the next time.
        """
        self.derived[table] = rows
        (self.made_here.add if own else self.made_here.discard)(table)
        for key in list(self.answers):
            if key[0] not in self.registry.measures or self.registry.touched_by(key[0], table):
                del self.answers[key]

    def rows(self, table: str) -> Sequence[Row]:
        """The rows of a derived table. ``LookupError`` when nobody has left them and nobody can compute them."""
        if table not in self.derived:
            provider = self.registry.provider(table)
            if provider is None:
                raise LookupError(f"“{self.registry.table(table).title}”尚未推算")
            self.derived[table] = provider(self)
        return self.derived[table]

    def was_left(self, table: str) -> bool:
        """Whether the caller has left rows of this table."""
        return table in self.derived and table not in self.made_here

    def kind_name(self, kind: str) -> str:
        """The word for a kind of subject; the kind itself when nobody named it."""
        return self.kind_names.get(kind, kind)
