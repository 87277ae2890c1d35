"""When a greeting is due and what it says. Plain Python."""

import calendar
import datetime

GREETING = "birthday"
"""The kind of notice that greets on a political birthday."""


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
