"""Whether a result asks about itself: duty → grade → measure → duty …"""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.findings import Finding
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import Clause, MeasureRef
from mulin.rulebook.schema.grades import ChildrenCondition, ChildrenCountCondition
from mulin.rulebook.walking import walk

Result = tuple[str, str]
"""What is derived: ``("duties", id)`` or ``("rubrics", id)``, a rubric standing for its grades too."""

Graph = dict[Result, set[Result]]


def check_circles(pack: Pack) -> Iterator[Finding]:
    """Every circle of results, told once."""
    graph = dependencies(pack)
    told: set[frozenset[Result]] = set()
    for start in graph:
        circle = path_back(graph, start)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            names = " → ".join(name for _kind, name in [*circle, start])
            yield Finding("error", " › ".join(start), f"循环：{names}，结果取决于自己", "circle")


def dependencies(pack: Pack) -> Graph:
    """What each duty and each rubric (with its grades) needs to know first."""
    graph: Graph = {}
    for duty in pack.duties:
        graph[("duties", duty.id)] = needs(pack, duty, duty.subjects)
    for rubric in pack.rubrics:
        asked = needs(pack, rubric, rubric.subjects)
        grading = pack.grading(rubric.id)
        if grading is not None:
            asked |= needs(pack, grading, rubric.subjects)
        graph[("rubrics", rubric.id)] = asked
    return graph


def needs(pack: Pack, clause: Clause, subjects: tuple[str, ...]) -> set[Result]:
    """The results that a clause about these subjects asks for."""
    found: set[Result] = set()
    for _place, part in walk(clause):
        if isinstance(part, ChildrenCondition | ChildrenCountCondition):
            found |= graded(pack, part.kinds)
        elif isinstance(part, MeasureRef):
            found |= asked_by(pack, part, subjects)
    return found


def asked_by(pack: Pack, measure: MeasureRef, subjects: tuple[str, ...]) -> set[Result]:
    """A measure with ``duty`` asks about that duty, one with ``grade`` about the grades of its kinds (else its own)."""
    found: set[Result] = set()
    arguments = measure.arguments
    if isinstance(duty := arguments.get("duty"), str):
        found.add(("duties", duty))
    if "grade" in arguments:
        named = next((arguments[key] for key in ("kind", "kinds", "child_kind") if key in arguments), None)
        kinds = [named] if isinstance(named, str) else named
        found |= graded(pack, tuple(kinds) if isinstance(kinds, list) else subjects)
    return found


def graded(pack: Pack, kinds: tuple[str, ...]) -> set[Result]:
    """The rubrics by which these kinds get their grades."""
    return {("rubrics", rubric.id) for rubric in pack.rubrics if set(rubric.subjects) & set(kinds)}


def path_back(graph: Graph, start: Result) -> list[Result]:
    """A way from ``start`` back to itself, or nothing."""
    waiting: list[list[Result]] = [[start]]
    visited: set[Result] = set()
    while waiting:
        path = waiting.pop()
        for following in sorted(graph.get(path[-1], ())):
            if following == start:
                return path
            if following not in visited:
                visited.add(following)
                waiting.append([*path, following])
    return []
