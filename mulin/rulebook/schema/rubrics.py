"""Rubrics: sections, indicators and items; how an item is scored stands in ``scoring``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from mulin.rulebook.schema.base import Clause, Exact, Identifier, MeasureRef, Share, Source, Sourced, Window
from mulin.rulebook.schema.scoring import Scoring


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
    window: Window
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
