"""One duty, judged for many subjects: one query for all of them and all periods, sorted into periods here."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mulin.foundation.periods import Period, periods_between
from mulin.judgement.answering import answer, ask, facts
from mulin.judgement.by_period import is_counted_by_day, worth
from mulin.judgement.duty_results import DutyResult, due_day
from mulin.judgement.measures import ChildrenMeasure
from mulin.judgement.parameters import Settings, UnsetParameterError, amount, arguments_of
from mulin.judgement.questions import Fact
from mulin.judgement.view import Shift, View
from mulin.judgement.windows import Window
from mulin.rulebook.schema.duties import Duty


@dataclass(frozen=True, slots=True)
class Term:
    """Days of a person: a period is owed when it begins from ``first`` on and before ``until``.

    Who has left by its last day (``left_on``) does not owe it. Without ``until`` the term goes on.
    """

    first: datetime.date
    until: datetime.date | None = None
    left_on: datetime.date | None = None

    def holds(self, begins: datetime.date, ends: datetime.date) -> bool:
        """Is what begins and ends on these days owed?"""
        left = self.left_on is not None and self.left_on <= ends
        return not left and self.first <= begins and (self.until is None or begins < self.until)


Owes = Callable[[int, Period], bool]


@dataclass
class DutyJudging:
    """One duty of a pack with the district's parameters, looked at from a day, over a span of days."""

    duty: Duty
    settings: Settings
    view: View
    span: tuple[datetime.date, datetime.date]
    shift: Shift | None

    def results(self, subjects: Collection[int]) -> list[DutyResult]:
        """Every period of those nodes among ``subjects`` that owe it."""
        forest = self.view.forest
        owing = [one for one in subjects if one in forest and forest.subject(one).kind in self.duty.subjects]
        return self._results(owing, lambda subject, period: True)

    def results_of_members(self, terms: Mapping[int, Sequence[Term]]) -> list[DutyResult]:
        """Every period that falls into the terms of a person."""
        begin = self.view.since or self.span[0]

        def owes(member: int, period: Period) -> bool:
            first = begin if period.kind == "once" else period.first
            return any(term.holds(first, period.last) for term in terms[member])

        return self._results(list(terms), owes)

    def _results(self, owing: Sequence[int], owes: Owes) -> list[DutyResult]:
        periods = self._periods()
        if not owing or not periods:
            return []
        required, reason = self._required()
        excused = self._excused(owing)
        found = self._facts(owing, periods)
        dues = {period: self._due(period) for period in periods}
        results = []
        for subject in owing:
            why = reason or excused.get(subject, "")
            for period in periods:
                if not owes(subject, period):
                    continue
                behind = found.get((subject, period), [])
                count, met_on = self._counted(behind, required, period)
                kept_as = tuple((fact.table, fact.id) for fact in behind)
                results.append(
                    DutyResult(
                        subject,
                        self.duty.id,
                        period,
                        dues[period],
                        required,
                        count,
                        met_on,
                        kept_as,
                        bool(why),
                        why,
                        self.duty.of_members,
                    )
                )
        return results

    def _periods(self) -> list[Period]:
        first, last = self.span
        since = self.view.since
        periods = periods_between(self.duty.period, first, last)
        return [period for period in periods if period.kind == "once" or since is None or period.first >= since]

    def _due(self, period: Period) -> datetime.date:
        return due_day(self.duty.due, period, self.view.since or self.span[0], self.shift or self.view.shift)

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
        if isinstance(measure, ChildrenMeasure) or not is_counted_by_day(measure, self.view.registry):
            raise ValueError(f"度量“{measure.name}”不能按周期计次，不能用于应尽事项")
        if measure.about_members != self.duty.of_members:
            raise ValueError(f"度量“{measure.name}”问的对象和应尽事项的对象不同：一个是党员，一个是组织")
        begin = periods[0].first
        if self.duty.period == "once" and self.view.since is not None:
            begin = self.view.since
        window = Window(begin, min(periods[-1].last, self.view.as_of))
        bound = measure.bind(arguments_of(self.duty.measure, self.settings))
        reach = self.view.forest.reach(owing, measure.roll_up)
        bucketed: dict[tuple[int, Period], list[Fact]] = defaultdict(list)
        for fact in facts(ask(measure, bound, reach, self.view, window), self.view):
            period = _period_with(periods, fact.day)
            if period is not None and (fact.done is None or fact.done <= self.view.as_of):
                for subject in reach.get(fact.host, ()):
                    bucketed[subject, period].append(fact)
        return bucketed

    def _counted(
        self, behind: list[Fact], required: Fraction | None, period: Period
    ) -> tuple[Fraction, datetime.date | None]:
        """What the facts of a period come to, and the day on which that was enough."""
        aggregate = getattr(self.view.registry.measure(self.duty.measure.name), "aggregate", "count")
        count = Fraction(0)
        met_on = period.first if required is not None and required <= 0 else None
        seen: set[Any] = set()
        behind.sort(key=lambda one: (one.done_on or datetime.date.min, one.table, one.id))
        for fact in behind:
            count += worth(aggregate, fact, seen)
            if met_on is None and required is not None and count >= required:
                met_on = fact.done_on
        return count, met_on


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
