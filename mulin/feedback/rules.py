"""What follows from a clause about feedback: which half-years have a card, what it covers, when it is complete."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mulin.foundation.periods import Period, period_of


@dataclass(frozen=True)
class Span:
    """The days of which a card speaks, and whether it carries the yearly evaluation."""

    half: datetime.date
    first: datetime.date
    last: datetime.date
    is_yearly: bool


def span_of(half: Period, *, half_yearly: bool, at_year_end: bool) -> Span | None:
    """What a card of this half-year covers; nothing where the district gives no feedback then.

    With both the second half-year's card carries the yearly evaluation; with the year's end alone it covers the year.
    """
    second = half.first.month > 6
    if half_yearly:
        return Span(half.first, half.first, half.last, second and at_year_end)
    if at_year_end and second:
        return Span(half.first, period_of("year", half.first).first, half.last, True)
    return None


def last_half(day: datetime.date) -> Period:
    """The half-year that ended last before a day."""
    return period_of("half_year", day).previous()


def missing_aspects(aspects: Sequence[tuple[str, str]], marks: Mapping[str, str]) -> list[str]:
    """The names of the aspects that have no mark yet."""
    return [name for code, name in aspects if not marks.get(code)]


def due_on(day: datetime.date, days: int | None) -> datetime.date | None:
    """So many days after a day; nothing where the district has set no number."""
    return None if days is None else day + datetime.timedelta(days=days)
