"""Gathering all that a subject's grades depend on, for every subject of a rubric at once."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from mulin.judgement.explanation import ItemResult, Missing, Veto, said_by
from mulin.judgement.faults import raise_if_gone
from mulin.judgement.grades import Children, ConditionKey, Standing, Words
from mulin.judgement.parameters import UnsetParameterError
from mulin.judgement.stages import conditions_of
from mulin.judgement.totals import Totals
from mulin.judgement.view import Answer, View
from mulin.rulebook.schema.base import MeasureRef
from mulin.rulebook.schema.grades import ChildrenCondition, ChildrenCountCondition, FactCondition, Grading
from mulin.rulebook.schema.pack import Pack
from mulin.rulebook.schema.rubrics import Rubric

log = logging.getLogger(__name__)

Ask = Callable[[MeasureRef, list[int]], dict[int, Answer]]


class Grader:
    """Asks what the conditions of one grading want to know; ``grade_rows`` are the grades of earlier stages."""

    def __init__(
        self, pack: Pack, grading: Grading, view: View, ask: Ask, grade_rows: Iterable[Mapping[str, Any]]
    ) -> None:
        self.pack, self.grading, self.view, self.ask = pack, grading, view, ask
        self._held: dict[int, set[str]] = defaultdict(set)  # whoever holds a grade by two rubrics counts once
        for row in grade_rows:
            self._held[row["host"]].add(row["grade"])
        self._kinds = {
            kind
            for condition in conditions_of(grading)
            if isinstance(condition, ChildrenCondition | ChildrenCountCondition)
            for kind in condition.kinds
        }

    def standings(
        self,
        items: Mapping[int, Sequence[ItemResult]],
        totals: Mapping[int, Totals],
        vetoes: Mapping[int, Sequence[Veto]],
    ) -> dict[int, Standing]:
        """The standing of every subject that has items."""
        facts, faults = self._fact_conditions(list(items))
        return {
            subject: Standing(
                total=totals[subject].total,
                sections={section.id: section.score for section in totals[subject].sections},
                children=self._children(subject),
                facts={key: answers[subject].value for key, answers in facts.items()},
                vetoes=tuple(vetoes.get(subject, ())),
                unscored={item.id: item.reason for item in items[subject] if item.score is None},
                faults=faults,
            )
            for subject in items
        }

    def _fact_conditions(
        self, subjects: list[int]
    ) -> tuple[dict[ConditionKey, dict[int, Answer]], dict[ConditionKey, Missing]]:
        answers: dict[ConditionKey, dict[int, Answer]] = {}
        faults: dict[ConditionKey, Missing] = {}
        for level in self.grading.levels:
            for place, condition in enumerate(level.conditions):
                if isinstance(condition, FactCondition):
                    try:
                        answers[level.id, place] = self.ask(condition.measure, subjects)
                    except UnsetParameterError as unset:
                        faults[level.id, place] = Missing(
                            "parameter", f"{unset}，条件无法判断", about=(unset.parameter,)
                        )
                    except Exception as error:
                        raise_if_gone(error)
                        log.warning("Condition %s could not be judged", condition.name, exc_info=error)
                        why = f"{condition.name}：无法判断，{said_by(error)}"
                        faults[level.id, place] = Missing("facts", why, about=(condition.measure.name,))
        return answers, faults

    def _children(self, subject: int) -> dict[str, Children]:
        if not self._kinds:
            return {}
        number: dict[str, int] = defaultdict(int)
        holding: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for child in self.view.forest.children(subject, self._kinds):
            number[child.kind] += 1
            for grade in self._held.get(child.id, ()):
                holding[child.kind][grade] += 1
        return {kind: Children(count, dict(holding[kind])) for kind, count in number.items()}


def words_of(pack: Pack, rubric: Rubric, view: View) -> Words:
    """What people call the kinds, grades and sections that a grading speaks of."""
    grades = {
        (kind, level.id): level.name
        for grading in pack.gradings
        for kind in pack.rubric(grading.rubric).subjects
        for level in grading.levels
    }
    named = {kind for condition in _children_conditions(pack) for kind in condition.kinds}
    kinds = {kind: view.kind_name(kind) for kind in named}
    return Words(kinds, grades, {section.id: section.name for section in rubric.sections})


def _children_conditions(pack: Pack) -> list[ChildrenCondition | ChildrenCountCondition]:
    return [
        condition
        for grading in pack.gradings
        for condition in conditions_of(grading)
        if isinstance(condition, ChildrenCondition | ChildrenCountCondition)
    ]
