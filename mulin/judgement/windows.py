"""The span of days that counts, cut off at the day asked about."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from mulin.foundation.periods import period_of

WINDOW_NAMES = {
    "day": "当日",
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


def window_of(name: str, as_of: datetime.date, since: datetime.date | None) -> Window:
    """The window a clause names, up to ``as_of``; ``since`` is the day the pack came into force.

    ``ValueError`` for a name nobody knows.
    """
    if name == "day":
        return Window(as_of, as_of)
    if name == "ever":
        return Window(None, as_of)
    if name == "programme":
        return Window(since, as_of)
    if name == "twelve_months":
        return Window(_a_year_before(as_of + datetime.timedelta(days=1)), as_of)
    if name not in WINDOW_NAMES:
        raise ValueError(f"没有“{name}”这种时间范围")
    return Window(period_of(name, as_of).first, as_of)


def _a_year_before(day: datetime.date) -> datetime.date:
    leap_day = (day.month, day.day) == (2, 29)
    return datetime.date(day.year - 1, 3, 1) if leap_day else day.replace(year=day.year - 1)
