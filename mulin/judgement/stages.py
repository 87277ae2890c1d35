"""In which order rubrics are judged, and what each needs to be left by an earlier stage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from mulin.judgement.measures import ChildrenMeasure, substitute
from mulin.judgement.parameters import Settings, UnsetParameterError, arguments_of
from mulin.judgement.registry import Registry
from mulin.rulebook.schema.base import MeasureRef
from mulin.rulebook.schema.grades import ChildrenCondition, ChildrenCountCondition, FactCondition, Grading
from mulin.rulebook.schema.pack import Pack
from mulin.rulebook.schema.rubrics import Rubric


class CircularRubricsError(ValueError):
    """Rubrics wait for each other's grades; ``mulin pack lint`` refuses such a pack."""


def measures_in(rubric: Rubric, grading: Grading | None) -> Iterator[MeasureRef]:
    """Every measure the rubric's items and its grades ask."""
    for item in rubric.items:
        yield from item.score.asked
    for condition in conditions_of(grading):
        if isinstance(condition, FactCondition):
            yield condition.measure


def conditions_of(grading: Grading | None) -> Iterator[Any]:
    """Every condition of every level."""
    for level in grading.levels if grading else ():
        yield from level.conditions


def in_stages(pack: Pack, rubric_ids: Iterable[str], settings: Settings, registry: Registry) -> list[Rubric]:
    """The rubrics asked for and those whose grades they wait for, each after all it waits for."""
    ordered: dict[str, Rubric] = {}
    waiting: list[str] = []

    def visit(rubric: Rubric) -> None:
        if rubric.id in ordered:
            return
        if rubric.id in waiting:
            raise CircularRubricsError("评价办法互相依赖等级：" + "→".join([*waiting, rubric.id]))
        waiting.append(rubric.id)
        kinds = _kinds_needed(rubric, pack.grading(rubric.id), settings, registry)
        for other in pack.rubrics:
            if kinds & set(other.subjects):
                visit(other)
        waiting.pop()
        ordered[rubric.id] = rubric

    for rubric_id in rubric_ids:
        visit(pack.rubric(rubric_id))
    return list(ordered.values())


def _kinds_needed(rubric: Rubric, grading: Grading | None, settings: Settings, registry: Registry) -> set[str]:
    kinds: set[str] = set()
    for condition in conditions_of(grading):
        if isinstance(condition, ChildrenCondition | ChildrenCountCondition):
            kinds.update(condition.kinds)
    for reference in measures_in(rubric, grading):
        kinds.update(_kinds_asked(reference, settings, registry))
    return kinds


def _kinds_asked(reference: MeasureRef, settings: Settings, registry: Registry) -> set[str]:
    measure = registry.measures.get(reference.name)
    if not isinstance(measure, ChildrenMeasure) or not registry.touched_by(reference.name, "grades"):
        return set()
    try:
        kinds = substitute(measure.kinds, measure.bind(arguments_of(reference, settings)))
    except (UnsetParameterError, ValueError):
        return set()  # the item itself will say what is wrong
    return set(kinds)


def duties_asked(references: Iterable[MeasureRef], registry: Registry) -> list[str]:
    """Ids of the duties whose periods the measures look at, each once."""
    found: dict[str, None] = {}
    for reference in references:
        known = reference.name in registry.measures
        if known and registry.touched_by(reference.name, "duty_periods"):
            named = reference.arguments.get("duty", ())
            found.update(dict.fromkeys([named] if isinstance(named, str) else _texts(named)))
    return list(found)


def _texts(named: Any) -> list[str]:
    return [str(one) for one in named] if isinstance(named, list | tuple) else []
