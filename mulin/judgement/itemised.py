"""Items in which several things give and take: at once, or for each day, week or month of a check and on average."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from mulin.foundation.periods import Period
from mulin.judgement.by_period import InPeriod, by_period
from mulin.judgement.explanation import ItemResult
from mulin.judgement.numbers import exact_decimal, plain
from mulin.judgement.parameters import Settings, arguments_of
from mulin.judgement.view import Answer, View
from mulin.rulebook.schema.base import MeasureRef
from mulin.rulebook.schema.itemised import Itemised
from mulin.rulebook.schema.rubrics import Item

ZERO = Fraction(0)
CHECKS = {"day": "天", "week": "周", "month": "个月"}
Ask = Callable[[MeasureRef, list[int]], Mapping[int, Answer]]
Found = Mapping[tuple[int, Period], InPeriod]


def itemised_at_once(item: Item, way: Itemised, subjects: list[int], ask: Ask) -> Callable[[int], ItemResult]:
    """The item worked out once, over the windows of its measures."""
    answers = [ask(one.measure, subjects) for one in way.counts]

    def judge(subject: int) -> ItemResult:
        values = [one[subject].value or ZERO for one in answers]
        points = within(item, way, values)
        reason = f"{begun(item, way)}{taken(way, values)}，得 {plain(points)} 分。"
        return result(item, points, reason, points, sum(one[subject].facts for one in answers))

    return judge


def itemised_each(
    item: Item, way: Itemised, subjects: list[int], view: View, settings: Settings
) -> Callable[[int], ItemResult]:
    """The item worked out for each day, week or month with a check; the average counts. One query a measure."""
    if way.each is None or way.when is None:
        raise ValueError(f"{item.id} 没有写按日、周还是月计算")
    each = way.each

    def asked(reference: MeasureRef) -> Found:
        return by_period(reference, arguments_of(reference, settings), subjects, view, each)

    checks = asked(way.when)
    found = [asked(one.measure) for one in way.counts]

    def judge(subject: int) -> ItemResult:
        periods = sorted(period for one, period in checks if one == subject and checks[one, period].value > 0)
        if not periods:
            return result(item, ZERO, "还没有检查过，得 0 分。", None, 0)
        values = {period: [valued(one, subject, period) for one in found] for period in periods}
        points = sum((within(item, way, of_period) for of_period in values.values()), ZERO) / len(periods)
        sums = [sum(column, ZERO) for column in zip(*values.values(), strict=True)]
        reason = (
            f"有检查的 {len(periods)} {CHECKS[each]}，每{CHECKS[each].removeprefix('个')}{begun(item, way)}，"
            f"合计{taken(way, sums)}，平均得 {plain(points)} 分。"
        )
        behind = sum(one[subject, period].facts for one in found for period in periods if (subject, period) in one)
        return result(item, points, reason, points, behind)

    return judge


def valued(found: Found, subject: int, period: Period) -> Fraction:
    """What a measure comes to in a period; nothing happened where there are no facts."""
    one = found.get((subject, period))
    return one.value if one is not None else ZERO


def within(item: Item, way: Itemised, values: Sequence[Fraction]) -> Fraction:
    """The points these values come to: between nothing and the item's maximum."""
    points = Fraction(item.max) if way.start == "full" else ZERO
    points += sum((Fraction(one.points) * value for one, value in zip(way.counts, values, strict=True)), ZERO)
    return min(max(points, ZERO), Fraction(item.max))


def begun(item: Item, way: Itemised) -> str:
    """Where the count begins, in words."""
    return f"从 {plain(item.max)} 分往下扣" if way.start == "full" else f"从 0 分往上加，满 {plain(item.max)} 分为止"


def taken(way: Itemised, values: Sequence[Fraction]) -> str:
    """What was given and taken: ：迟到 3 次各扣 0.5 分."""
    said = [
        f"{one.name} {plain(value)}（各{'扣' if one.points < 0 else '加'} {plain(abs(one.points))} 分）"
        for one, value in zip(way.counts, values, strict=True)
        if value
    ]
    return f"：{'、'.join(said)}" if said else "：没有发生"


def result(item: Item, points: Fraction, reason: str, value: Fraction | None, facts: int) -> ItemResult:
    """The item's result, exact to four decimals."""
    return ItemResult(item=item, score=exact_decimal(points), by="measure", reason=reason, value=value, facts=facts)
