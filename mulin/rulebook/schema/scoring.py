"""The seven ways of turning a value into points.

A new way is a class here, named in ``Scoring``, and the function in ``judgement/scoring.py`` that judges by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from mulin.rulebook.exact import number
from mulin.rulebook.schema.base import Amount, Clause, Exact, MeasureRef
from mulin.rulebook.schema.itemised import Itemised
from mulin.rulebook.schema.way import Measured, Mistake, Way, Wording


class Manual(Way):
    """An assessor scores the item, with a reason and evidence."""

    way: Literal["manual"]
    because: str = Field(description="为什么没有事实能够证明")
    evidence: tuple[str, ...] = ()

    @property
    def behind(self) -> tuple[MeasureRef, ...]:
        """No facts."""
        return ()

    def said(self, words: Wording) -> str:
        """Why, and what is looked at."""
        evidence = f"；佐证：{'、'.join(self.evidence)}" if self.evidence else ""
        return f"人工评分：{self.because}{evidence}"


class Threshold(Measured):
    """Full points from a value upward, else none."""

    way: Literal["threshold"]
    at_least: Amount

    def by_value(self, words: Wording, asked: str) -> str:
        """All or nothing."""
        return f"{asked}达到 {words.amount(self.at_least)} 得满分，否则 0 分"


class ShareOfPoints(Measured):
    """Points × share; the measure answers a share between 0 and 1."""

    way: Literal["share"]

    def by_value(self, words: Wording, asked: str) -> str:
        """Times the points."""
        return f"{asked}的比例乘以分值"


class Level(Clause):
    """From this value upward, so many points."""

    at_least: Exact
    points: Exact


class Levels(Measured):
    """A table of values and points; the highest level reached counts."""

    way: Literal["levels"]
    levels: tuple[Level, ...] = Field(min_length=1)

    def by_value(self, words: Wording, asked: str) -> str:
        """The table in one line."""
        steps = "，".join(f"≥{number(one.at_least)} 得 {number(one.points)} 分" for one in self.levels)
        return f"{asked}分档：{steps}"

    def mistakes(self, most: Decimal) -> Iterator[Mistake]:
        """Levels rise, and none gives more than the item has."""
        values = [level.at_least for level in self.levels]
        if values != sorted(set(values)):
            yield "分档要由低到高，不能重复", "score.levels_order"
        if max(level.points for level in self.levels) > most:
            yield f"分档的分数超过本项 {most} 分", "score.above_max"


class PerUnit(Measured):
    """So many points for each, up to the item's maximum (or a lower cap)."""

    way: Literal["per_unit"]
    points: Exact
    cap: Exact | None = None

    def by_value(self, words: Wording, asked: str) -> str:
        """Each, and how many at the most."""
        cap = f"，最多 {number(self.cap)} 分" if self.cap is not None else ""
        return f"{asked}每个得 {number(self.points)} 分{cap}"

    def mistakes(self, most: Decimal) -> Iterator[Mistake]:
        """The cap is lower than the maximum."""
        if self.cap is not None and self.cap > most:
            yield f"上限 {self.cap} 分超过本项 {most} 分", "score.above_max"


class Deduct(Measured):
    """Full points less so much for each miss, never below 0; 0 when what is asked about is absent."""

    way: Literal["deduct"]
    points: Exact
    zero_without: MeasureRef | None = None

    @property
    def beside(self) -> MeasureRef | None:
        """What has to be there."""
        return self.zero_without

    def by_value(self, words: Wording, asked: str) -> str:
        """From full points down."""
        without = f"；没有{words.measure(self.zero_without)}得 0 分" if self.zero_without else ""
        return f"满分起，{asked}每个扣 {number(self.points)} 分，扣完为止{without}"


Scoring = Annotated[
    Manual | Threshold | ShareOfPoints | Levels | PerUnit | Deduct | Itemised,
    Field(discriminator="way"),
]
