"""Working days with 调休: the plain week, and a table of exceptions that a user can edit.

The table is seeded from a library that knows the State Council's yearly notices. Beyond the last known year
the plain week holds, and ``known_until`` lets pages say so.
"""

import datetime
from typing import Literal

from chinese_calendar import constants
from django.db.models import Max

from mulin.foundation.models import Workday

Rule = Literal["same", "next_workday", "previous_workday"]
_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}
_ONE_DAY = datetime.timedelta(days=1)
_FARTHEST = 31


def is_workday(day: datetime.date) -> bool:
    """Whether people work on this day: the table's word, else Monday to Friday."""
    exception = Workday.objects.filter(day=day).values_list("is_workday", flat=True).first()
    return day.weekday() < 5 if exception is None else exception


def shift(day: datetime.date, rule: Rule) -> datetime.date:
    """The day itself, or the nearest workday on or after it, or on or before it."""
    if rule == "same":
        return day
    step = _ONE_DAY if rule == "next_workday" else -_ONE_DAY
    span = sorted((day, day + _FARTHEST * step))
    exceptions = dict(Workday.objects.filter(day__range=span).values_list("day", "is_workday"))
    while not exceptions.get(day, day.weekday() < 5):
        day += step
    return day


def workdays_after(day: datetime.date, count: int) -> datetime.date:
    """The last of ``count`` workdays that follow a day: five working days after Friday is next Friday."""
    until = day + datetime.timedelta(days=count * 3 + _FARTHEST)
    exceptions = dict(Workday.objects.filter(day__range=(day, until)).values_list("day", "is_workday"))
    while count > 0:
        day += _ONE_DAY
        count -= exceptions.get(day, day.weekday() < 5)
    return day


def known_until() -> datetime.date | None:
    """The last day of the last year with known exceptions; nothing when there are none."""
    last = Workday.objects.aggregate(last=Max("day"))["last"]
    return datetime.date(last.year, 12, 31) if last else None


def seed_workdays() -> int:
    """Fill the table with what the library knows, leaving what a user has set; how many days were added."""
    holidays = {day: (False, _NAMES.get(name, name)) for day, name in constants.holidays.items()}
    made_up = {day: (True, f"{_NAMES.get(name, name)}调休上班") for day, name in constants.workdays.items()}
    before = Workday.objects.count()
    Workday.objects.bulk_create(
        [
            Workday(day=day, is_workday=working, name=name)
            for day, (working, name) in sorted((holidays | made_up).items())
        ],
        ignore_conflicts=True,
    )
    return Workday.objects.count() - before
