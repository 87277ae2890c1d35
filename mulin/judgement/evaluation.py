"""Judging subjects by rubrics, from the leaves of the tree upward; a faulty clause never breaks the rest."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from mulin.foundation.periods import period_of
from mulin.judgement.answering import answer
from mulin.judgement.duties import duty_rows, judge_duties_and_faults
from mulin.judgement.explanation import GivenScore, ItemResult, SubjectResult, Veto, said_by
from mulin.judgement.faults import raise_if_gone
from mulin.judgement.grades import Case, Graded
from mulin.judgement.parameters import Parameters, Settings, UnsetParameterError, arguments_of
from mulin.judgement.ranking import grade_all, held_with, ranks
from mulin.judgement.results import result_of
from mulin.judgement.scoring import Asking, judge_for, unscored
from mulin.judgement.stages import duties_asked, in_stages, measures_in
from mulin.judgement.standings import Grader, words_of
from mulin.judgement.subjects import Subject
from mulin.judgement.totals import Totals, add_up
from mulin.judgement.view import Answer, View
from mulin.rulebook.schema.base import MeasureRef
from mulin.rulebook.schema.grades import Grading
from mulin.rulebook.schema.pack import Pack
from mulin.rulebook.schema.rubrics import Item, Rubric

log = logging.getLogger(__name__)


def evaluate(  # noqa: PLR0913 - the engine's one entrance: everything that judging depends on stands here
    pack: Pack,
    rubric_ids: Iterable[str],
    *,
    view: View,
    parameters: Parameters | None = None,
    given: Mapping[tuple[int, str], GivenScore] | None = None,
    vetoes: Mapping[int, Sequence[Veto]] | None = None,
    last_totals: Mapping[int, Decimal] | None = None,
    only: Collection[int] | None = None,
    known: Mapping[tuple[int, str], str] | None = None,
) -> list[SubjectResult]:
    """Scores, totals, proposed grades and reasons for every subject of the rubrics, as of the view's day.

    ``given`` holds assessors' scores by (subject, item); ``last_totals`` last year's decided totals by subject;
    ``only`` restricts the answer to some subjects (those they depend on are judged all the same, except where
    ``known`` holds their grade by (subject, rubric), "" for none). The order is that of the rubrics asked for, then of
    the subjects' codes. ``KeyError`` for an unknown rubric, ``CircularRubricsError`` when rubrics wait for each other.
    """
    asked = list(rubric_ids)
    decided = Decided(given or {}, vetoes or {}, last_totals or {})
    run = _Run(pack, Settings(pack, parameters or {}), view, decided, known or {})
    results = run.judge(asked, None if only is None else set(only))
    wanted = (result for rubric_id in asked for result in results[rubric_id])
    return [result for result in wanted if only is None or result.subject.id in only]


@dataclass(frozen=True)
class Decided:
    """What people decided: scores, vetoes, last year's totals."""

    given: Mapping[tuple[int, str], GivenScore]
    vetoes: Mapping[int, Sequence[Veto]]
    last_totals: Mapping[int, Decimal]


@dataclass
class _Run:
    """One evaluation of a pack: the stages share the view and leave their grades for the next."""

    pack: Pack
    settings: Settings
    view: View
    decided: Decided
    known: Mapping[tuple[int, str], str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    grade_rows: list[dict[str, Any]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def judge(self, rubric_ids: list[str], only: set[int] | None) -> dict[str, list[SubjectResult]]:
        rubrics = in_stages(self.pack, rubric_ids, self.settings, self.view.registry)
        subjects = self._subjects(rubrics, only)
        totals = self.decided.last_totals
        self.view.leave("last_totals", [{"host": host, "total": total} for host, total in totals.items()])
        self._judge_duties(rubrics, subjects)
        self._take_known_grades(rubrics, subjects)
        self.view.leave("grades", self.grade_rows)
        return {rubric.id: self._judge_rubric(rubric, subjects[rubric.id]) for rubric in rubrics}

    def _subjects(self, rubrics: list[Rubric], only: set[int] | None) -> dict[str, list[Subject]]:
        """The subjects of each rubric; with ``only``, those named and all below them.

        Where a quota ranks, everyone is judged, and so is whoever they depend on: hence parents before children.
        """
        forest, wanted = self.view.forest, set(only or ())
        wanted |= {child.id for one in wanted if one in forest for child in forest.children(one)}
        chosen: dict[str, list[Subject]] = {}
        for rubric in reversed(rubrics):
            everyone = self._everyone(rubric)
            if only is None:
                chosen[rubric.id] = everyone
            elif ranks(self.pack.grading(rubric.id)):
                chosen[rubric.id] = everyone
                wanted |= {child.id for one in everyone for child in forest.children(one.id)}
            else:
                chosen[rubric.id] = [
                    subject
                    for subject in everyone
                    if subject.id in wanted and (subject.id in only or self._held(rubric, subject.id) is None)
                ]
        return chosen

    def _everyone(self, rubric: Rubric) -> list[Subject]:
        """Every subject of a rubric; where a quota ranks, only those the programme is in force for."""
        found, scope = self.view.forest.of_kinds(rubric.subjects), self.view.scope
        return (
            [one for one in found if one.id in scope]
            if scope is not None and ranks(self.pack.grading(rubric.id))
            else found
        )

    def _held(self, rubric: Rubric, subject: int) -> list[str] | None:
        """The levels that a subject is known to hold; ``None`` when it must be judged."""
        grade, grading = self.known.get((subject, rubric.id)), self.pack.grading(rubric.id)
        return None if grade is None else held_with(grading, grade)

    def _take_known_grades(self, rubrics: list[Rubric], subjects: Mapping[str, list[Subject]]) -> None:
        judged = {(one.id, rubric) for rubric, found in subjects.items() for one in found}
        by_id = {rubric.id: rubric for rubric in rubrics}
        for subject, rubric in self.known:
            if rubric in by_id and (subject, rubric) not in judged:
                held = self._held(by_id[rubric], subject) or ()
                self.grade_rows += [{"host": subject, "rubric": rubric, "grade": grade} for grade in held]

    def _judge_duties(self, rubrics: list[Rubric], subjects: Mapping[str, list[Subject]]) -> None:
        """Leave the periods of the duties that items look at, unless the caller has left them already.

        Without the day the pack came into force, the year before is far enough for the longest closed window.
        """
        references = [ref for rubric in rubrics for ref in measures_in(rubric, self.pack.grading(rubric.id))]
        duties = duties_asked(references, self.view.registry)
        if not duties or self.view.was_left("duty_periods"):
            return
        forest = self.view.forest
        everyone = {node for found in subjects.values() for one in found for node in forest.below(one.id)}
        first = self.view.since or period_of("year", self.view.as_of).previous().first
        span = (first, max(first, period_of("year", self.view.as_of).last))
        results, self.faults = judge_duties_and_faults(
            self.pack, duties, sorted(everyone), self.view, span, self.settings
        )
        self.view.leave("duty_periods", duty_rows(results, self.view.as_of), own=True)

    def _judge_rubric(self, rubric: Rubric, subjects: list[Subject]) -> list[SubjectResult]:
        columns = [self._judge_item(item, subjects) for item in rubric.items]
        items = {one.id: tuple(column[one.id] for column in columns) for one in subjects}
        totals = {one.id: add_up(rubric, items[one.id], self._last_total(rubric, one)) for one in subjects}
        grading = self.pack.grading(rubric.id)
        graded = self._grade(rubric, grading, items, totals) if grading else {}
        self._leave_grades(rubric, graded)
        return [result_of(one, rubric, items[one.id], totals[one.id], graded.get(one.id), grading) for one in subjects]

    def _grade(
        self,
        rubric: Rubric,
        grading: Grading,
        items: Mapping[int, tuple[ItemResult, ...]],
        totals: Mapping[int, Totals],
    ) -> dict[int, Graded]:
        grader = Grader(self.pack, grading, self.view, self._ask, self.grade_rows)
        standings = grader.standings(items, totals, self.decided.vetoes)
        case = Case(self.settings, words_of(self.pack, rubric, self.view), self.view.as_of, self._above)
        return grade_all(grading, standings, case)

    def _above(self, subject: int, kind: str) -> int | None:
        """The nearest node of a kind above a subject, within which it is ranked."""
        return next((one.id for one in self.view.forest.ancestors(subject) if one.kind == kind), None)

    def _last_total(self, rubric: Rubric, subject: Subject) -> Decimal | None:
        return self.decided.last_totals.get(subject.id) if rubric.carry_over else None

    def _leave_grades(self, rubric: Rubric, graded: Mapping[int, Graded]) -> None:
        for subject, one in graded.items():
            self.grade_rows += [{"host": subject, "rubric": rubric.id, "grade": grade} for grade in one.held]
        self.view.leave("grades", self.grade_rows)

    def _judge_item(self, item: Item, subjects: list[Subject]) -> dict[int, ItemResult]:
        """The item for every subject at once; what cannot be judged is left unscored, with the reason."""
        try:
            judge = self._judge_for(item, [subject.id for subject in subjects])
        except Exception as error:
            raise_if_gone(error)
            faulty = self._faulty(item, error)
            return {subject.id: faulty for subject in subjects}
        return {subject.id: self._judge_one(item, judge, subject.id) for subject in subjects}

    def _judge_one(self, item: Item, judge: Callable[[int], ItemResult], subject: int) -> ItemResult:
        try:
            return judge(subject)
        except Exception as error:
            raise_if_gone(error)
            return self._faulty(item, error)

    def _faulty(self, item: Item, error: Exception) -> ItemResult:
        # A blank the district has not filled in is no fault; a fault is told once, not for every subject.
        if not isinstance(error, UnsetParameterError) and item.id not in self.told:
            self.told.add(item.id)
            log.warning("Item %s of pack %s could not be judged", item.id, self.pack.pack, exc_info=error)
        return unscored(item, f"{item.id} 无法评判：{said_by(error)}")

    def _judge_for(self, item: Item, subjects: list[int]) -> Callable[[int], ItemResult]:
        return judge_for(item, subjects, Asking(self._ask, self.view, self.settings, self.decided.given))

    def _ask(self, reference: MeasureRef, subjects: list[int]) -> dict[int, Answer]:
        for duty in duties_asked([reference], self.view.registry):
            if duty in self.faults:
                raise ValueError(f"应尽事项“{duty}”无法评判：{self.faults[duty]}")
        arguments = arguments_of(reference, self.settings)
        return answer(reference.name, arguments, subjects, self.view, reference.window)
