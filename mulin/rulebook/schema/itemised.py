"""Items in which several things give and take points, at once or anew with every check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field, model_validator

from mulin.rulebook.exact import number
from mulin.rulebook.schema.base import Clause, Exact, MeasureRef
from mulin.rulebook.schema.way import Way, Wording

EACH = {"day": "每天", "week": "每周", "month": "每月"}


class Count(Clause):
    """One thing that gives or takes points each time: points (negative ones take away) × what the measure says."""

    name: str
    points: Exact
    measure: MeasureRef

    @property
    def said(self) -> str:
        """What it gives or takes."""
        return f"{self.name}各{'扣' if self.points < 0 else '加'} {number(abs(self.points))} 分"


class Itemised(Way):
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

    @property
    def behind(self) -> tuple[MeasureRef, ...]:
        """The measures of its counts."""
        return tuple(one.measure for one in self.counts)

    @property
    def beside(self) -> MeasureRef | None:
        """What says that there was a check."""
        return self.when

    def said(self, words: Wording) -> str:
        """What gives and what takes, from where it begins, and over which checks it is averaged."""
        begins = "满分起，扣完为止" if self.start == "full" else "零分起，加满为止"
        counts = counts_words(words, self.counts)
        if self.each is None or self.when is None:
            return f"自动：{begins}：{counts}"
        return f"自动：{EACH[self.each]}{begins}，只算查过的（{words.measure(self.when)}），再取平均：{counts}"


def counts_words(words: Wording, counts: Sequence[Count]) -> str:
    """Each thing with its points; the measure once where only its argument differs."""
    together = asked_together([one.measure for one in counts])
    if together is not None:
        return f"{'、'.join(one.said for one in counts)}（{words.measure(together)}）"
    return "；".join(f"{one.said}（{words.measure(one.measure)}）" for one in counts)


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
