"""The ways of turning facts into points, exact, each with the sentence that explains it.

``JUDGES`` says who judges by which way; the ways as packs write them stand in ``rulebook/schema/scoring.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from mulin.judgement.explanation import GivenScore, ItemResult
from mulin.judgement.itemised import itemised_at_once, itemised_each
from mulin.judgement.measures import AnyMeasure
from mulin.judgement.numbers import exact_decimal, percent, plain
from mulin.judgement.parameters import Settings, amount
from mulin.judgement.view import Answer, View
from mulin.rulebook.schema.base import MeasureRef
from mulin.rulebook.schema.itemised import Itemised
from mulin.rulebook.schema.rubrics import Item
from mulin.rulebook.schema.scoring import Deduct, Levels, Manual, PerUnit, ShareOfPoints, Threshold
from mulin.rulebook.schema.way import Measured


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
Judge = Callable[[int], ItemResult]
"""Gives a subject its points for one item."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What judging an item may ask: measures for many subjects at once, facts by period, what assessors gave."""

    ask: Callable[[MeasureRef, list[int]], Mapping[int, Answer]]
    view: View
    settings: Settings
    given: Mapping[tuple[int, str], GivenScore]


def judge_for(item: Item, subjects: list[int], asking: Asking) -> Judge:
    """How the item is judged, by its way; what has to be asked has been asked for all subjects when this returns."""
    return JUDGES[type(item.score)](item, item.score, subjects, asking)


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
    return asked.answer.value or Fraction(0)


_WAYS: Mapping[type, Callable[[Item, Any, Asked, Settings], Scored]] = {
    Threshold: _threshold,
    ShareOfPoints: _share,
    Levels: _levels,
    PerUnit: _per_unit,
    Deduct: _deduct,
}


def _by_value(item: Item, way: Measured, subjects: list[int], asking: Asking) -> Judge:
    measure = asking.view.registry.measure(way.measure.name)
    answers = asking.ask(way.measure, subjects)
    absent: set[int] = set()
    if way.beside is not None:
        there = asking.ask(way.beside, subjects)
        absent = {subject for subject in subjects if not there[subject].value}

    # Most subjects share their answer with many others; one result, which never changes, serves them all.
    @cache
    def judge(said: Answer, missing: bool) -> ItemResult:
        return score_measured(item, Asked(measure, said, missing), asking.settings)

    return lambda subject: judge(answers[subject], subject in absent)


def _itemised(item: Item, way: Itemised, subjects: list[int], asking: Asking) -> Judge:
    if way.each is None:
        return itemised_at_once(item, way, subjects, asking.ask)
    return itemised_each(item, way, subjects, asking.view, asking.settings)


def _manual(item: Item, way: Manual, subjects: list[int], asking: Asking) -> Judge:
    return lambda subject: score_given(item, asking.given.get((subject, item.id)))


JUDGES: Mapping[type, Callable[[Item, Any, list[int], Asking], Judge]] = {
    **dict.fromkeys(_WAYS, _by_value),
    Itemised: _itemised,
    Manual: _manual,
}
"""By what a pack says: the ways that look at one value, and those that look at more, or at nobody's facts."""


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
