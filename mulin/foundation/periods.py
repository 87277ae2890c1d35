"""Calendar periods, and nowhere else: what span of days a duty, a plan or a report speaks for.

Plain Python. Weeks are those of ISO 8601 (Monday first, named after the year of their Thursday).
"""

import calendar
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

PeriodKind = Literal["day", "week", "month", "two_months", "quarter", "half_year", "year", "once"]
KINDS: tuple[PeriodKind, ...] = get_args(PeriodKind)
KIND_NAMES: dict[str, str] = {
    "day": "每天",
    "week": "每周",
    "month": "每月",
    "two_months": "每两个月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
    "once": "一次性",
}
_MONTHS_IN: dict[str, int] = {"month": 1, "two_months": 2, "quarter": 3, "half_year": 6, "year": 12}
_ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A span of whole days, ``first`` and ``last`` both in it."""

    kind: PeriodKind
    first: datetime.date
    last: datetime.date

    @property
    def name(self) -> str:
        """As people write it: 2021年第二季度, 2021年3—4月, 2021年第3周."""
        return _NAMES[self.kind](self.first)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return self.name

    def next(self) -> "Period":
        """The one after it, of the same kind. There is none after ``once``."""
        return period_of(self.kind, self.last + _ONE_DAY)

    def previous(self) -> "Period":
        """The one before it, of the same kind. There is none before ``once``."""
        return period_of(self.kind, self.first - _ONE_DAY)


_NAMES: dict[str, Callable[[datetime.date], str]] = {
    "day": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "week": lambda day: "{}年第{}周".format(*day.isocalendar()[:2]),
    "month": lambda day: f"{day.year}年{day.month}月",
    "two_months": lambda day: f"{day.year}年{day.month}—{day.month + 1}月",
    "quarter": lambda day: f"{day.year}年第{'一二三四'[(day.month - 1) // 3]}季度",
    "half_year": lambda day: f"{day.year}年{'上' if day.month == 1 else '下'}半年",
    "year": lambda day: f"{day.year}年",
    "once": lambda day: "一次性",
}


def as_kind(name: str) -> PeriodKind:
    """The kind of this name; ``ValueError`` when there is none."""
    if name not in KINDS:
        raise ValueError(f"没有“{name}”这种周期，可用：{'、'.join(KINDS)}")
    return name


def period_of(kind: str, day: datetime.date) -> Period:
    """The period of this kind that holds the day. ``once`` holds every day there is."""
    known = as_kind(kind)
    if known == "once":
        return Period(known, datetime.date.min, datetime.date.max)
    if known == "day":
        return Period(known, day, day)
    if known == "week":
        monday = day - datetime.timedelta(days=day.weekday())
        return Period(known, monday, monday + datetime.timedelta(days=6))
    months = _MONTHS_IN[known]
    first = datetime.date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(known, first, _last_of_month(first.year, first.month + months - 1))


def _last_of_month(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def periods_between(kind: str, first: datetime.date, last: datetime.date) -> list[Period]:
    """Every period that holds ``first`` or begins after it and not after ``last``, oldest first.

    Empty when ``last`` lies before ``first``.
    """
    if last < first:
        return []
    periods = [period_of(kind, first)]
    while periods[-1].last < last:
        periods.append(periods[-1].next())
    return periods


def nth_weekday(year: int, month: int, weekday: int, n: int) -> datetime.date:
    """The n-th Monday (``weekday`` 0) … Sunday (6) of a month; ``n`` = -1 is the last one.

    ``ValueError`` when the month has no such day (a fifth Friday, say).
    """
    if not (0 <= weekday <= 6 and (1 <= n <= 5 or n == -1)):
        raise ValueError(f"星期 {weekday}、第 {n} 个：超出范围")
    first = datetime.date(year, month, 1)
    if n == -1:
        last = _last_of_month(year, month)
        return last - datetime.timedelta(days=(last.weekday() - weekday) % 7)
    day = first + datetime.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    if day.month != month:
        raise ValueError(f"{year}年{month}月没有第{n}个这样的日子")
    return day


def full_months_between(start: datetime.date, end: datetime.date) -> int:
    """Whole months that have passed from ``start`` to ``end``; negative when ``end`` lies before.

    31 January to 28 February is one month (the month has no later day), as people count it.
    """
    if end < start:
        return -full_months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    reached = end.day >= min(start.day, _last_of_month(end.year, end.month).day)
    return months if reached else months - 1


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later (earlier when negative), or the last day of a shorter month.

    Six months after 31 August is the last day of February.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = _last_of_month(year, month + 1)
    return last.replace(day=min(day.day, last.day))


def last_day_reaching(day: datetime.date, months: int) -> datetime.date:
    """The last day from which so many months are over by ``day``: ``months_later`` of it is that day or before.

    From the last day of February six months back all of the end of August counts: months end with their last day.
    """
    found = months_later(day, -months)
    while months_later(found + _ONE_DAY, months) <= day:
        found += _ONE_DAY
    return found
