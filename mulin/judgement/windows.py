"""The span of days that counts, cut off at the day asked about."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from mulin.foundation.periods import months_later, period_of

WINDOW_NAMES = {
    "day": "当日",
    "week": "本周",
    "month": "本月",
    "quarter": "本季度",
    "half_year": "本半年",
    "year": "本年",
    "twelve_months": "近十二个月",
    "programme": "实施以来",
    "ever": "累计",
}


@dataclass(frozen=True, slots=True)
class Window:
    """Days from ``first`` (nothing: from the beginning) to ``last``, both in it."""

    first: datetime.date | None
    last: datetime.date


MONTHS_IN = {"quarter": 3, "half_year": 6, "year": 12}


def window_of(name: str, as_of: datetime.date, since: datetime.date | None, year_begins: int = 1) -> Window:
    """The window a clause names, up to ``as_of``; ``since`` is the day the pack came into force.

    ``year_begins`` is the month with which a year, its halves and its quarters begin, such as 9 for a school year.
    ``ValueError`` for a name nobody knows.
    """
    if name == "ever":
        return Window(None, as_of)
    if name == "programme":
        return Window(since, as_of)
    if name == "twelve_months":
        return Window(_a_year_before(as_of + datetime.timedelta(days=1)), as_of)
    if name not in WINDOW_NAMES:
        raise ValueError(f"没有“{name}”这种时间范围")
    if name in MONTHS_IN:
        return Window(_begun(as_of, MONTHS_IN[name], year_begins), as_of)
    return Window(period_of(name, as_of).first, as_of)


def _begun(day: datetime.date, months: int, year_begins: int) -> datetime.date:
    """The first day of the span of so many months that holds the day, counted from the month the year begins with."""
    since_then = (day.month - year_begins) % 12 % months
    return months_later(day.replace(day=1), -since_then)


def _a_year_before(day: datetime.date) -> datetime.date:
    leap_day = (day.month, day.day) == (2, 29)
    return datetime.date(day.year - 1, 3, 1) if leap_day else day.replace(year=day.year - 1)
