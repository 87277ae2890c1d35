"""Rubrics: sections, indicators, items, and the six ways of turning a value into points."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mulin.rulebook.schema.base import Amount, Clause, Exact, Identifier, MeasureRef, Share, Source, Sourced


class Manual(Clause):
    """An assessor scores the item, with a reason and evidence."""

    way: Literal["manual"]
    because: str = Field(description="为什么没有事实能够证明")
    evidence: tuple[str, ...] = ()


class Threshold(Clause):
    """Full points from a value upward, else none."""

    way: Literal["threshold"]
    measure: MeasureRef
    at_least: Amount


class ShareOfPoints(Clause):
    """Points × share; the measure answers a share between 0 and 1."""

    way: Literal["share"]
    measure: MeasureRef


class Level(Clause):
    """From this value upward, so many points."""

    at_least: Exact
    points: Exact


class Levels(Clause):
    """A table of values and points; the highest level reached counts."""

    way: Literal["levels"]
    measure: MeasureRef
    levels: tuple[Level, ...] = Field(min_length=1)


class PerUnit(Clause):
    """So many points for each, up to the item's maximum (or a lower cap)."""

    way: Literal["per_unit"]
    measure: MeasureRef
    points: Exact
    cap: Exact | None = None


class Deduct(Clause):
    """Full points less so much for each miss, never below 0; 0 when what is asked about is absent."""

    way: Literal["deduct"]
    measure: MeasureRef
    points: Exact
    zero_without: MeasureRef | None = None


Scoring = Annotated[
    Manual | Threshold | ShareOfPoints | Levels | PerUnit | Deduct,
    Field(discriminator="way"),
]


class Item(Clause):
    """One scored line of a rubric, such as ``06.2``; the text is ours, the points are the document's."""

    id: str = Field(pattern=r"^\d{2}\.\d{1,2}$")
    text: str
    max: Exact
    score: Scoring
    reading: str = Field(default="", description="本产品怎样由事实得出分数，以及事实证明不了的部分")
    source: Source


class Indicator(Clause):
    """A numbered aim of the document with its items."""

    number: int
    name: str
    items: tuple[Item, ...] = Field(min_length=1)


class Section(Clause):
    """A group of indicators: ``base`` adds up (times ``weight``), ``bonus`` adds, ``deduction`` takes away.

    A bonus or a deduction goes up to ``cap``.
    """

    id: Identifier
    name: str
    kind: Literal["base", "bonus", "deduction"] = "base"
    weight: Share | None = None
    total: Exact | None = None
    cap: Exact | None = None
    indicators: tuple[Indicator, ...] = Field(min_length=1)


class CarryOver(Clause):
    """A part of the total carried over from last year's decided total."""

    share: Share


class Rubric(Sourced):
    """What one kind of subject is scored against."""

    id: Identifier
    subjects: tuple[Identifier, ...] = Field(min_length=1, description="被评对象的种类，例如 community")
    total: Exact
    sections: tuple[Section, ...] = Field(min_length=1)
    carry_over: CarryOver | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in the order of the document."""
        return tuple(item for section in self.sections for indicator in section.indicators for item in indicator.items)
