"""When a greeting is due and what it says. Plain Python."""

import calendar
import datetime

MISSED_DAYS = 7
"""So many days back a morning makes up for what mornings that did not come about would have sent."""
GREETING = "birthday"
"""The kind of notice that greets on a political birthday."""


def caught_up_from(day: datetime.date) -> datetime.date:
    """The first day that a morning makes up for."""
    return day - datetime.timedelta(days=MISSED_DAYS)


def days_caught_up(day: datetime.date) -> list[datetime.date]:
    """This day and those before it that a morning makes up for, the earliest first."""
    return [day - datetime.timedelta(days=number) for number in range(MISSED_DAYS, -1, -1)]


def said_late(text: str, birthday: datetime.date, sent: datetime.date) -> str:
    """A greeting that says of itself that it is late; on the day it says nothing more."""
    if birthday == sent:
        return text
    return f"{text}（您的政治生日是 {birthday.month}月{birthday.day}日，今日补致祝贺。）"


def anniversary(admitted: datetime.date, year: int) -> datetime.date:
    """The day of a year on which a member was admitted; for 29 February the 28th in common years."""
    if (admitted.month, admitted.day) == (2, 29) and not calendar.isleap(year):
        return datetime.date(year, 2, 28)
    return admitted.replace(year=year)


def admitted_like(day: datetime.date) -> list[tuple[int, int]]:
    """Months and days of admission whose anniversary is this day."""
    found = [(day.month, day.day)]
    if found == [(2, 28)] and not calendar.isleap(day.year):
        found.append((2, 29))
    return found


def filled(text: str, name: str, years: int) -> str:
    """A greeting with its blanks filled; other braces stay as they are written."""
    return text.replace("{name}", name).replace("{years}", str(years))
