"""Duties: what every subject owes in each period, and the day on which it was met."""

from __future__ import annotations

import datetime
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from mulin.foundation.periods import Period, periods_between
from mulin.judgement.answering import answer, ask, facts
from mulin.judgement.explanation import said_by
from mulin.judgement.facts import FactTable
from mulin.judgement.measures import ChildrenMeasure, Measure
from mulin.judgement.parameters import Parameters, Settings, UnsetParameterError, amount, arguments_of
from mulin.judgement.questions import Fact
from mulin.judgement.view import View
from mulin.judgement.windows import Window
from mulin.rulebook.schema.duties import Due, Duty
from mulin.rulebook.schema.pack import Pack

log = logging.getLogger(__name__)

Status = Literal["met", "due", "overdue", "excused"]
Shift = Callable[[datetime.date, str], datetime.date]
"""Moves a day to the working day after (``next_workday``) or before (``previous_workday``) it, if it is none."""

COUNTED_BY_DAY = {"count", "exists", "distinct", "sum"}


@dataclass(frozen=True, slots=True)
class DutyResult:
    """What one subject owes in one period. ``met_on`` is the day on which the required count was reached.

    ``count`` is what the measure says of the period up to the day of the view, ``facts`` the facts it counts as
    (table, id), oldest first. ``reason`` says why the subject is excused.
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


def duty_status(result: DutyResult, on: datetime.date) -> Status:
    """How a duty stands on a day. It depends on dates alone, so it is never stored."""
    if result.excused:
        return "excused"
    if result.met_on is not None and result.met_on <= on:
        return "met"
    return "due" if on <= result.due else "overdue"


def due_day(due: Due, period: Period, since: datetime.date | None, shift: Shift | None) -> datetime.date:
    """The day a period's duty falls due, moved to a working day where the clause says so."""
    day = period.last if due.month is None else _fixed_day(due, period, since)
    if due.offset_days:
        day += datetime.timedelta(days=due.offset_days)
    return day if due.shift == "none" or shift is None else shift(day, due.shift)


def _fixed_day(due: Due, period: Period, since: datetime.date | None) -> datetime.date:
    """The month and day in the period, or the first after it began; 31 means the month's last day."""
    begin = max(period.first, since) if since and period.kind == "once" else period.first
    month = due.month or begin.month
    year = begin.year if (month, due.day or 31) >= (begin.month, begin.day) else begin.year + 1
    first_of_next = datetime.date(year + month // 12, month % 12 + 1, 1)
    last = first_of_next - datetime.timedelta(days=1)
    return last.replace(day=min(due.day or last.day, last.day))


def judge_duties(
    pack: Pack,
    duties: Iterable[Duty | str],
    subjects: Collection[int],
    view: View,
    first: datetime.date,
    last: datetime.date,
    parameters: Parameters | None = None,
    shift: Shift | None = None,
) -> list[DutyResult]:
    """Every period of every duty from ``first`` to ``last`` for those subjects that owe it.

    One query a duty, whatever the number of subjects and periods. A period that began before the pack was in force
    (``view.since``) is not owed. A faulty duty is logged and left out; ``judge_duties_and_faults`` also says why.
    """
    found, _ = judge_duties_and_faults(pack, duties, subjects, view, (first, last), parameters, shift)
    return found


def judge_duties_and_faults(
    pack: Pack,
    duties: Iterable[Duty | str],
    subjects: Collection[int],
    view: View,
    span: tuple[datetime.date, datetime.date],
    parameters: Parameters | None = None,
    shift: Shift | None = None,
) -> tuple[list[DutyResult], dict[str, str]]:
    """As ``judge_duties``, with the reason for each duty (by id) that could not be judged."""
    settings = Settings(pack, parameters or {})
    results: list[DutyResult] = []
    faults: dict[str, str] = {}
    for named in duties:
        duty_id = named if isinstance(named, str) else named.id
        try:
            duty = pack.duty(named) if isinstance(named, str) else named
            results += _Judging(duty, settings, view, span, shift).results(subjects)
        except Exception as error:  # a faulty clause must not break the others
            log.exception("Duty %s of pack %s could not be judged", duty_id, pack.pack)
            faults[duty_id] = said_by(error)
    return results, faults


@dataclass
class _Judging:
    """One duty, judged for many subjects."""

    duty: Duty
    settings: Settings
    view: View
    span: tuple[datetime.date, datetime.date]
    shift: Shift | None

    def results(self, subjects: Collection[int]) -> list[DutyResult]:
        forest = self.view.forest
        owing = [one for one in subjects if one in forest and forest.subject(one).kind in self.duty.subjects]
        periods = self._periods()
        if not owing or not periods:
            return []
        required, reason = self._required()
        excused = self._excused(owing)
        found = self._facts(owing, periods)
        results = []
        for subject in owing:
            for period in periods:
                blank = DutyResult(subject, self.duty.id, period, self._due(period), required, Fraction(0), None, ())
                judged = self._judged(blank, found.get((subject, period), []))
                why = reason or excused.get(subject, "")
                results.append(replace(judged, excused=bool(why), reason=why))
        return results

    def _periods(self) -> list[Period]:
        first, last = self.span
        since = self.view.since
        periods = periods_between(self.duty.period, first, last)
        return [period for period in periods if period.kind == "once" or since is None or period.first >= since]

    def _due(self, period: Period) -> datetime.date:
        return due_day(self.duty.due, period, self.view.since or self.span[0], self.shift)

    def _required(self) -> tuple[Fraction | None, str]:
        try:
            return amount(self.duty.times, self.settings), ""
        except UnsetParameterError as unset:
            return None, f"{unset}，暂不要求"

    def _excused(self, owing: Sequence[int]) -> dict[int, str]:
        reference = self.duty.excused_without
        if reference is None:
            return {}
        arguments = arguments_of(reference, self.settings)
        answers = answer(reference.name, arguments, owing, self.view, reference.window)
        title = self.view.registry.measure(reference.name).title
        return {subject: f"{title}为零，免责" for subject, said in answers.items() if not said.value}

    def _facts(self, owing: Sequence[int], periods: Sequence[Period]) -> Mapping[tuple[int, Period], list[Fact]]:
        measure = self.view.registry.measure(self.duty.measure.name)
        if isinstance(measure, ChildrenMeasure) or not self._is_counted_by_day(measure):
            raise ValueError(f"度量“{measure.name}”不能按周期计次，不能用于应尽事项")
        begin = periods[0].first
        if self.duty.period == "once" and self.view.since is not None:
            begin = self.view.since
        window = Window(begin, min(periods[-1].last, self.view.as_of))
        bound = measure.bind(arguments_of(self.duty.measure, self.settings))
        reach = self.view.forest.reach(owing, measure.roll_up)
        bucketed: dict[tuple[int, Period], list[Fact]] = defaultdict(list)
        for fact in facts(ask(measure, bound, reach, self.view, window), self.view):
            period = _period_with(periods, fact.day)
            if period is not None:
                for subject in reach.get(fact.host, ()):
                    bucketed[subject, period].append(fact)
        return bucketed

    def _is_counted_by_day(self, measure: Measure) -> bool:
        table = self.view.registry.table(measure.table)
        counts = measure.aggregate in COUNTED_BY_DAY
        return counts and isinstance(table, FactTable) and (measure.time or table.time) == "event"

    def _judged(self, blank: DutyResult, found: list[Fact]) -> DutyResult:
        measure: Any = self.view.registry.measure(self.duty.measure.name)
        count, met_on = Fraction(0), None
        seen: set[Any] = set()
        for fact in sorted(found, key=lambda one: (one.day or datetime.date.min, one.table, one.id)):
            count += _worth(measure.aggregate, fact, seen)
            if met_on is None and blank.required is not None and count >= blank.required:
                met_on = fact.day
        if blank.required is not None and blank.required <= 0:
            met_on = blank.period.first
        behind = tuple((fact.table, fact.id) for fact in found)
        return replace(blank, count=count, met_on=met_on, facts=behind)


def _worth(aggregate: str, fact: Fact, seen: set[Any]) -> Fraction:
    if aggregate == "count":
        return Fraction(1)
    if aggregate == "sum":
        return Fraction(fact.value or 0)
    value = True if aggregate == "exists" else fact.value
    fresh = value is not None and value not in seen
    seen.add(value)
    return Fraction(int(fresh))


def _period_with(periods: Sequence[Period], day: datetime.date | None) -> Period | None:
    if day is None:
        return None
    low, high = 0, len(periods) - 1
    while low <= high:
        middle = (low + high) // 2
        if day in periods[middle]:
            return periods[middle]
        if day < periods[middle].first:
            high = middle - 1
        else:
            low = middle + 1
    return None


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
