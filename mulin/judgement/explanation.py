"""What a judgement says, and why: results that carry their clause, their facts and what is missing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from mulin.judgement.numbers import plain
from mulin.judgement.subjects import Subject
from mulin.rulebook.schema.base import Source
from mulin.rulebook.schema.rubrics import Item, Rubric

By = Literal["measure", "assessor", "none"]
MissingKind = Literal["points", "section", "children", "facts", "parameter", "veto", "score", "quota"]


@dataclass(frozen=True, slots=True)
class GivenScore:
    """What an assessor gave for an item: the newest confirmed score, acceptance before review before self-check."""

    score: Decimal
    stage: str
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Veto:
    """A recorded veto event. It is in effect from ``since`` and before ``until`` (nothing: until lifted)."""

    kind: str
    name: str
    since: datetime.date | None = None
    until: datetime.date | None = None
    document: str = ""

    def in_effect(self, on: datetime.date) -> bool:
        """Whether it blocks on this day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that stands between a subject and a grade; doing all of the list gives the grade.

    ``needed`` and ``have`` are what the condition compares (of ``quota``: the total must be *above* ``needed``).
    ``about`` says of what: a section, a parameter, an item, a measure, or the kinds of the subordinate subjects, who
    must hold ``grade``. With ``informative`` it only tells where points may come from.
    """

    kind: MissingKind
    text: str
    needed: Fraction | None = None
    have: Fraction | None = None
    about: tuple[str, ...] = ()
    grade: str = ""
    informative: bool = False


@dataclass(frozen=True, slots=True)
class ItemResult:
    """The points of one item. ``score`` is ``None`` when nobody and nothing has judged it; it then counts 0."""

    item: Item
    score: Decimal | None
    by: By
    reason: str
    value: Fraction | None = None
    facts: int = 0

    @property
    def id(self) -> str:
        """Indicator and item, such as ``06.2``."""
        return self.item.id

    @property
    def max(self) -> Decimal:
        """The most points the item can give."""
        return self.item.max

    @property
    def way(self) -> str:
        """How the value becomes points."""
        return self.item.score.way

    @property
    def source(self) -> Source:
        """Where the clause comes from."""
        return self.item.source

    def as_json(self) -> dict[str, Any]:
        """For machines: numbers as decimal strings."""
        return {
            "id": self.id,
            "max": plain(self.max),
            "score": None if self.score is None else plain(self.score),
            "by": self.by,
            "value": None if self.value is None else plain(self.value),
            "facts": self.facts,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class SectionResult:
    """The points of a section: ``score`` as its items add up, ``counted`` as it enters the total.

    Deductions enter as negative points.
    """

    id: str
    name: str
    kind: str
    score: Decimal
    counted: Decimal
    max: Decimal
    capped: bool = False


@dataclass(frozen=True, slots=True)
class SubjectResult:
    """One subject judged by one rubric.

    ``grade`` is the highest level it reaches. ``missing`` says what the next level still asks for, ``refused`` the same
    for every level not reached. ``notices`` are things people should know that block nothing.
    """

    subject: Subject
    rubric: Rubric
    items: tuple[ItemResult, ...]
    sections: tuple[SectionResult, ...]
    total: Decimal
    grade: str | None
    grade_name: str
    missing: tuple[Missing, ...]
    refused: Mapping[str, tuple[Missing, ...]]
    notices: tuple[str, ...]

    def as_json(self, pack: str, edition: str, as_of: datetime.date) -> dict[str, Any]:
        """One object of ``mulin evaluate --json``."""
        subject = self.subject
        return {
            "subject": {"kind": subject.kind, "code": subject.code, "name": subject.name},
            "rubric": f"{pack}/{self.rubric.id}",
            "edition": edition,
            "as_of": as_of.isoformat(),
            "items": [item.as_json() for item in self.items],
            "total": plain(self.total),
            "grade": self.grade,
            "missing": [missing.text for missing in self.missing],
            "notices": list(self.notices),
        }


def said_by(error: Exception) -> str:
    """An error's own sentence, without the quotes Python puts around a key."""
    return str(error.args[0]) if error.args else type(error).__name__
