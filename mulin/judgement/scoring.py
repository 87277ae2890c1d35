"""The ways of turning a value into points, exact, each with the sentence that explains it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from mulin.judgement.explanation import GivenScore, ItemResult
from mulin.judgement.measures import AnyMeasure
from mulin.judgement.numbers import exact_decimal, percent, plain
from mulin.judgement.parameters import Settings, amount
from mulin.judgement.view import Answer
from mulin.rulebook.schema.rubrics import Deduct, Item, Levels, PerUnit, ShareOfPoints, Threshold


@dataclass(frozen=True, slots=True)
class Asked:
    """The answers an item is judged by, with the measure's words: ``absent`` is set for ``deduct … zero_without``."""

    measure: AnyMeasure
    answer: Answer
    absent: bool = False

    @property
    def said(self) -> str:
        """The value in words: 季度会议：3次."""
        answer, measure = self.answer, self.measure
        if answer.value is None:
            return f"{measure.title}：{measure.nothing}"
        if answer.denominator is not None:
            parts = f"{plain(answer.denominator)} 中有 {plain(answer.numerator)}"
            return f"{measure.title}：{parts}，占 {percent(answer.value)}"
        return f"{measure.title}：{plain(answer.value)}{measure.unit}"


Scored = tuple[Fraction, str]


def score_measured(item: Item, asked: Asked, settings: Settings) -> ItemResult:
    """The points a measured item gets. A value of ``None`` gives 0 with the measure's own reason.

    ``UnsetParameterError`` when the clause needs a parameter that nobody has set.
    """
    if asked.answer.value is None:
        points, said = Fraction(0), "，得 0 分。"
    else:
        points, said = _WAYS[type(item.score)](item, item.score, asked, settings)
    bounded = min(max(points, Fraction(0)), Fraction(item.max))
    score = exact_decimal(bounded)
    return ItemResult(
        item=item,
        score=score,
        by="measure",
        reason=f"{asked.said}{said}",
        value=asked.answer.value,
        facts=asked.answer.facts,
    )


def _threshold(item: Item, way: Threshold, asked: Asked, settings: Settings) -> Scored:
    needed = amount(way.at_least, settings)
    if _value(asked) >= needed:
        return Fraction(item.max), f"，达到 {plain(needed)}，得满分 {plain(item.max)} 分。"
    return Fraction(0), f"，未达到 {plain(needed)}，得 0 分。"


def _share(item: Item, way: ShareOfPoints, asked: Asked, settings: Settings) -> Scored:
    share = min(max(_value(asked), Fraction(0)), Fraction(1))
    points = Fraction(item.max) * share
    return points, f"，按比例得 {plain(points)} 分（满分 {plain(item.max)} 分）。"


def _levels(item: Item, way: Levels, asked: Asked, settings: Settings) -> Scored:
    reached = [level for level in way.levels if _value(asked) >= level.at_least]
    if not reached:
        lowest = min(level.at_least for level in way.levels)
        return Fraction(0), f"，未达到最低一档（{plain(lowest)}），得 0 分。"
    level = max(reached, key=lambda one: one.at_least)
    return Fraction(level.points), f"，达到“{plain(level.at_least)} 以上”一档，得 {plain(level.points)} 分。"


def _per_unit(item: Item, way: PerUnit, asked: Asked, settings: Settings) -> Scored:
    cap = Fraction(item.max if way.cap is None else min(way.cap, item.max))
    points = Fraction(way.points) * _value(asked)
    each = f"，每{asked.measure.unit or '个'} {plain(way.points)} 分"
    if points > cap:
        return cap, f"{each}，得 {plain(cap)} 分（封顶）。"
    return points, f"{each}，得 {plain(max(points, Fraction(0)))} 分。"


def _deduct(item: Item, way: Deduct, asked: Asked, settings: Settings) -> Scored:
    if asked.absent:
        return Fraction(0), "，所考核的对象不存在，得 0 分。"
    points = max(Fraction(item.max) - Fraction(way.points) * _value(asked), Fraction(0))
    return points, f"，每{asked.measure.unit or '个'}扣 {plain(way.points)} 分，得 {plain(points)} 分。"


def _value(asked: Asked) -> Fraction:
    return asked.answer.value if asked.answer.value is not None else Fraction(0)


_WAYS: Mapping[type, Callable[[Item, Any, Asked, Settings], Scored]] = {
    Threshold: _threshold,
    ShareOfPoints: _share,
    Levels: _levels,
    PerUnit: _per_unit,
    Deduct: _deduct,
}


def score_given(item: Item, given: GivenScore | None) -> ItemResult:
    """A manual item: what the assessor gave, or nothing yet. ``ValueError`` for points the item cannot give."""
    if given is None:
        return unscored(item, f"{item.id} 尚未评分")
    if not Decimal(0) <= given.score <= item.max:
        raise ValueError(f"{item.id} 的评分 {plain(given.score)} 超出 0～{plain(item.max)} 分")
    said = f"：{given.reason}" if given.reason else ""
    reason = f"{given.by}（{given.stage}）评 {plain(given.score)} 分{said}"
    return ItemResult(item=item, score=given.score, by="assessor", reason=reason)


def unscored(item: Item, reason: str) -> ItemResult:
    """An item that nobody and nothing has judged, and why. It counts 0."""
    return ItemResult(item=item, score=None, by="none", reason=reason)
