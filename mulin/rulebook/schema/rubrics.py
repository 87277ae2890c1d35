"""Rubrics: sections, indicators, items, and the seven ways of turning a value into points."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

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


class Count(Clause):
    """One thing that gives or takes points each time: points (negative ones take away) × what the measure says."""

    name: str
    points: Exact
    measure: MeasureRef


class Itemised(Clause):
    """Several things give and take in one item, which never leaves 0 … its maximum.

    ``start``: from full points downward, or from none upward. ``each``: worked out anew for every day, week or month
    in which the measure ``when`` says that there was a check at all, and then the average of those.
    """

    way: Literal["itemised"]
    start: Literal["full", "empty"] = "full"
    counts: tuple[Count, ...] = Field(min_length=1)
    each: Literal["day", "week", "month"] | None = None
    when: MeasureRef | None = None

    @model_validator(mode="after")
    def averaged_over_checks(self) -> Itemised:
        """An average says over which checks."""
        if (self.each is None) != (self.when is None):
            raise ValueError("each（按日、周、月分别算再平均）和 when（哪些日、周、月有过检查）要一起写")
        return self


Scoring = Annotated[
    Manual | Threshold | ShareOfPoints | Levels | PerUnit | Deduct | Itemised,
    Field(discriminator="way"),
]


def measures_of(score: Scoring) -> tuple[MeasureRef, ...]:
    """The measures whose facts an item is scored by; none for one that an assessor scores."""
    if isinstance(score, Manual):
        return ()
    if isinstance(score, Itemised):
        return tuple(one.measure for one in score.counts)
    return (score.measure,)


def measures_asked(score: Scoring) -> tuple[MeasureRef, ...]:
    """Every measure an item asks, also those that only say whether something is there at all."""
    beside = score.zero_without if isinstance(score, Deduct) else score.when if isinstance(score, Itemised) else None
    return measures_of(score) if beside is None else (*measures_of(score), beside)


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


class Averages(Clause):
    """The sections of another rubric, worked out for each day, week or month of a longer window, on average.

    Such as a month's appraisal out of the weekly one. ``when``: which of them count, by a measure of the checks.
    """

    of: Identifier
    each: Literal["day", "week", "month"]
    window: str
    when: MeasureRef


class Rubric(Sourced):
    """What one kind of subject is scored against. ``sections`` come from another rubric where it ``averages``."""

    id: Identifier
    subjects: tuple[Identifier, ...] = Field(min_length=1, description="被评对象的种类，例如 community")
    total: Exact
    sections: tuple[Section, ...] = Field(default=(), description="写了 averages 的不写")
    averages: Averages | None = None
    carry_over: CarryOver | None = None

    @model_validator(mode="after")
    def has_sections(self) -> Rubric:
        """Every rubric scores something."""
        if not self.sections:
            raise ValueError("请写 sections；取另一张评分表平均的写 averages，那张表要写在同一个包里")
        return self

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, in the order of the document."""
        return tuple(item for section in self.sections for indicator in section.indicators for item in indicator.items)
