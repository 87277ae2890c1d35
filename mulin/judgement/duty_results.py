"""Duties: what every subject owes in each period, when it falls due, and how it stands on a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, Protocol

from mulin.foundation.periods import Period
from mulin.judgement.view import Shift
from mulin.rulebook.schema.duties import Due

Status = Literal["met", "due", "overdue", "excused"]


@dataclass(frozen=True, slots=True)
class DutyResult:
    """What one subject owes in one period. ``met_on`` is the day on which the required count was reached.

    ``count`` is what the measure says of the period up to the day of the view, ``facts`` the facts it counts as
    (table, id), oldest first. ``reason`` says why the subject is excused. ``of_member``: the subject is a person.
    """

    subject_id: int
    duty_id: str
    period: Period
    due: datetime.date
    required: Fraction | None
    count: Fraction
    met_on: datetime.date | None
    facts: tuple[tuple[str, int], ...]
    excused: bool = False
    reason: str = ""
    of_member: bool = False


class Owed(Protocol):
    """What the status of a duty depends on: a result of judging, or a stored row of one."""

    due: datetime.date
    met_on: datetime.date | None
    excused: bool


def duty_status(result: DutyResult | Owed, on: datetime.date) -> Status:
    """How a duty stands on a day. It depends on dates alone, so it is never stored."""
    if result.excused:
        return "excused"
    if result.met_on is not None and result.met_on <= on:
        return "met"
    return "due" if on <= result.due else "overdue"


def due_day(due: Due, period: Period, since: datetime.date | None, shift: Shift | None) -> datetime.date:
    """The day a period's duty falls due, moved to a working day where the clause says so."""
    if due.month is None and period.last == datetime.date.max:
        return period.last
    fixed = due.month is not None or due.day is not None
    day = _fixed_day(due, period, since) if fixed else period.last
    if due.offset_days:
        day += datetime.timedelta(days=due.offset_days)
    return day if due.shift == "none" or shift is None else shift(day, due.shift)


def _fixed_day(due: Due, period: Period, since: datetime.date | None) -> datetime.date:
    """The month and day in the period, or the first after it began; 31 means the month's last day.

    Without a month it is that day of the period's first month, such as the 15th of every month.
    """
    begin = max(period.first, since) if since and period.kind == "once" else period.first
    month = due.month or begin.month
    year = begin.year if (month, due.day or 31) >= (begin.month, begin.day) else begin.year + 1
    first_of_next = datetime.date(year + month // 12, month % 12 + 1, 1)
    last = first_of_next - datetime.timedelta(days=1)
    return last.replace(day=min(due.day or last.day, last.day))


def duty_rows(results: Iterable[DutyResult], as_of: datetime.date) -> list[dict[str, Any]]:
    """Rows of the derived table ``duty_periods``, as measures such as ``duty_kept_share`` read them.

    A period is ``counted`` when it has come due or is met already, and nobody is excused; ``kept`` when it is met.
    """
    return [_row(result, as_of) for result in results]


def _row(result: DutyResult, as_of: datetime.date) -> dict[str, Any]:
    kept = duty_status(result, as_of) == "met"
    period = result.period
    endless = period.last == datetime.date.max
    return {
        "host": result.subject_id,
        "duty": result.duty_id,
        "since": period.first,
        "until": None if endless else period.last + datetime.timedelta(days=1),
        "due": result.due,
        "met_on": result.met_on,
        "excused": result.excused,
        "counted": not result.excused and (kept or result.due <= as_of),
        "kept": kept,
        "count": result.count,
        "behind": list(result.facts),
    }
