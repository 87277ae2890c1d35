"""Reading the cases beside a pack. Who runs them against recorded facts is a domain above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from mulin.rulebook.problems import PackError
from mulin.rulebook.reading import problem_at, schema_problems
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.case_facts import SUBJECT, ActivityFact, NodeFact, RegisteredFact, UnitFact
from mulin.rulebook.schema.cases import Case, CaseFile, Expectation, Step
from mulin.rulebook.schema.scoring import Manual
from mulin.rulebook.sources import CASES, Gathered, Place, gather_files
from mulin.rulebook.walking import Unknown, identifiers, unknown

NAMES_A_NODE = (
    "under",
    "beside",
    "located_in",
    "kept_by",
    "serving",
    "members_at",
    "of",
    "guide_of",
    "host",
    "against",
)
"""Fields of facts that name a node introduced before."""


def read_cases(path: Path | str, pack: Pack) -> tuple[Case, ...]:
    """The cases of the edition in the folder ``path``, checked against ``pack``; none when there is no ``cases/``.

    ``PackError`` tells every mistake in Chinese with file and line.
    """
    folder = Path(path)
    gathered = gather_files(folder, sorted((folder / CASES).rglob("*.yaml")))
    if gathered.problems:
        raise PackError(gathered.problems)
    try:
        cases = CaseFile.model_validate({"cases": []} | gathered.values).cases
    except ValidationError as error:
        raise PackError(schema_problems(gathered, error)) from None
    check_cases(gathered, pack, cases)
    return cases


def check_cases(gathered: Gathered, pack: Pack, cases: Iterable[Case]) -> None:
    """Refuse cases that speak of what the pack does not have, or of nodes nobody introduced."""
    problems = []
    for position, case in enumerate(cases):
        found = unknown_in_case(pack, case, ("cases", position))
        problems += [problem_at(gathered, place, message) for place, message in found]
    if problems:
        raise PackError(problems)


def unknown_in_case(pack: Pack, case: Case, place: Place) -> Iterator[Unknown]:
    """Unknown rubric or kind, parameters, items, duties, activity kinds and nodes of one case."""
    rubrics = {rubric.id: rubric for rubric in pack.rubrics}
    if case.rubric is not None and case.rubric not in rubrics:
        yield (*place, "rubric"), f"规章包里没有“{case.rubric}”这张评分表"
        return
    if case.subject is not None:
        yield from unknown((*place, "subject"), [case.subject], identifiers(pack.kinds), "kinds 里没有“{}”这种对象")
    if case.points is not None:
        yield from unknown((*place, "points"), [case.points], identifiers(pack.points), "points 里没有“{}”这一积分办法")
    parameters = identifiers(pack.parameters)
    yield from unknown((*place, "parameters"), case.parameters, parameters, "规章包里没有“{}”这个参数")
    items, nodes = identifiers(rubrics[case.rubric].items) if case.rubric else set[str](), {SUBJECT}
    for position, step in enumerate(case.steps):
        here = (*place, "steps", position)
        yield from unknown_in_expectation(pack, step.expect, (*here, "expect"), items)
        yield from unknown_in_step(pack, step, here, nodes)


def unknown_in_expectation(pack: Pack, expected: Expectation, place: Place, items: set[str]) -> Iterator[Unknown]:
    """An item that the rubric does not have, or a duty that the pack does not have."""
    item = [expected.item] if expected.item is not None else []
    yield from unknown((*place, "item"), item, items, "这张评分表没有“{}”这一小项")
    duty = [expected.duty] if expected.duty is not None else []
    yield from unknown((*place, "duty"), duty, identifiers(pack.duties), "duties 里没有“{}”这项职责")


def unknown_in_step(pack: Pack, step: Step, place: Place, nodes: set[str]) -> Iterator[Unknown]:
    """Unknown names in a step's facts; the nodes it introduces are added to ``nodes``."""
    activities = identifiers(pack.activities)
    for position, fact in enumerate(step.facts):
        here = (*place, "facts", position)
        for field in NAMES_A_NODE:
            named = getattr(fact, field, None)
            if named is not None:
                yield from unknown((*here, field), [named], nodes, "前面没有出现过“{}”")
        if isinstance(fact, ActivityFact):
            kinds = "规章包里没有“{}”这类活动"
            yield from unknown((*here, "activity"), [fact.activity], activities, kinds)
        if isinstance(fact, RegisteredFact):
            rules = {rule.id for scheme in pack.points for rule in scheme.rules}
            yield from unknown((*here, "registered"), [fact.registered], rules, "points 里没有“{}”这一积分事项")
        if isinstance(fact, NodeFact | UnitFact):
            nodes.add(fact.node if isinstance(fact, NodeFact) else fact.unit)


def items_without_a_case(pack: Pack, cases: Iterable[Case]) -> list[str]:
    """Automatic items that no case shows with two different scores ("score, one more fact, score").

    A rubric that averages another one has the items of that one.
    """
    shown: dict[tuple[str, str], set[object]] = {}
    for case in cases:
        for step in case.steps:
            if case.rubric is not None and step.expect.item is not None:
                shown.setdefault((case.rubric, step.expect.item), set()).add(step.expect.score)
    return [
        f"{rubric.id} {item.id}"
        for rubric in pack.rubrics
        for item in (rubric.items if rubric.averages is None else ())
        if not isinstance(item.score, Manual) and len(shown.get((rubric.id, item.id), ())) < 2
    ]
