"""How items are scored, in words."""

from __future__ import annotations

from collections.abc import Sequence

from mulin.rulebook.schema.base import MeasureRef
from mulin.rulebook.schema.rubrics import (
    Averages,
    Count,
    Deduct,
    Itemised,
    Levels,
    Manual,
    PerUnit,
    Scoring,
    ShareOfPoints,
    Threshold,
)
from mulin.rulebook.wording.words import WINDOWS, Words, number

EACH = {"day": "每天", "week": "每周", "month": "每月"}


def scoring(words: Words, score: Scoring) -> str:
    """How an item is scored, in a sentence."""
    if isinstance(score, Manual):
        evidence = f"；佐证：{'、'.join(score.evidence)}" if score.evidence else ""
        return f"人工评分：{score.because}{evidence}"
    if isinstance(score, Itemised):
        return f"自动：{itemised_words(words, score)}"
    return f"自动：{measured_words(words, score)}"


def measured_words(words: Words, score: Threshold | ShareOfPoints | Levels | PerUnit | Deduct) -> str:
    """How one measure becomes points."""
    asked = words.measure(score.measure)
    match score:
        case Threshold():
            return f"{asked}达到 {words.amount(score.at_least)} 得满分，否则 0 分"
        case ShareOfPoints():
            return f"{asked}的比例乘以分值"
        case Levels():
            steps = "，".join(f"≥{number(one.at_least)} 得 {number(one.points)} 分" for one in score.levels)
            return f"{asked}分档：{steps}"
        case PerUnit():
            cap = f"，最多 {number(score.cap)} 分" if score.cap is not None else ""
            return f"{asked}每个得 {number(score.points)} 分{cap}"
        case Deduct():
            without = f"；没有{words.measure(score.zero_without)}得 0 分" if score.zero_without else ""
            return f"满分起，{asked}每个扣 {number(score.points)} 分，扣完为止{without}"


def itemised_words(words: Words, score: Itemised) -> str:
    """What gives and what takes, from where it begins, and over which checks it is averaged."""
    begins = "满分起，扣完为止" if score.start == "full" else "零分起，加满为止"
    counts = counts_words(words, score.counts)
    if score.each is None or score.when is None:
        return f"{begins}：{counts}"
    return f"{EACH[score.each]}{begins}，只算查过的（{words.measure(score.when)}），再取平均：{counts}"


def counts_words(words: Words, counts: Sequence[Count]) -> str:
    """Each thing with its points; the measure once where only its argument differs."""
    each = [f"{one.name}各{'扣' if one.points < 0 else '加'} {number(abs(one.points))} 分" for one in counts]
    together = asked_together([one.measure for one in counts])
    if together is not None:
        return f"{'、'.join(each)}（{words.measure(together)}）"
    return "；".join(f"{said}（{words.measure(one.measure)}）" for said, one in zip(each, counts, strict=True))


def asked_together(measures: Sequence[MeasureRef]) -> MeasureRef | None:
    """One reference that says what several ask, when they differ in a single argument; nothing when in more."""
    first = measures[0]
    if any(
        (one.name, one.window, set(one.arguments)) != (first.name, first.window, set(first.arguments))
        for one in measures
    ):
        return None
    differing = [key for key in first.arguments if any(one.arguments[key] != first.arguments[key] for one in measures)]
    if len(differing) > 1 or any(not isinstance(one.arguments[key], str) for key in differing for one in measures):
        return None
    listed = {key: [str(one.arguments[key]) for one in measures] for key in differing}
    return first.model_copy(update={"arguments": {**first.arguments, **listed}})


def averages_words(words: Words, averages: Averages) -> str:
    """Which rubric is averaged, over what."""
    name = next((one.name for one in words.pack.rubrics if one.id == averages.of), averages.of)
    checked = f"只算查过的（{words.measure(averages.when)}）"
    window = WINDOWS.get(averages.window, averages.window)
    return f"逐项同“{name}”：{EACH[averages.each]}分别得分，{checked}，取{window}的平均。"
