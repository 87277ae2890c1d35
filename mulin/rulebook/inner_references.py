"""Names inside one clause: a procedure's parties and steps, a scheme's parts, a table's questions and outcomes."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.decisions import DecisionTable
from mulin.rulebook.schema.feedback import ConsultationRule
from mulin.rulebook.schema.points import PointsScheme
from mulin.rulebook.schema.procedures import Procedure
from mulin.rulebook.schema.structures import Structure
from mulin.rulebook.sources import Place
from mulin.rulebook.walking import Unknown, identifiers, unknown


def check_points(_pack: Pack, place: Place, scheme: PointsScheme) -> Iterator[Unknown]:
    """A rule's part and categories belong to the scheme."""
    parts, categories = identifiers(scheme.parts), identifiers(scheme.categories)
    for position, rule in enumerate(scheme.rules):
        here = (*place, "rules", position)
        yield from unknown((*here, "part"), [rule.part], parts, "parts 里没有“{}”这一部分")
        yield from unknown((*here, "categories"), rule.categories, categories, "categories 里没有“{}”这一类")


def check_procedure(_pack: Pack, place: Place, procedure: Procedure) -> Iterator[Unknown]:
    """A step's parties are named, and it goes back only to an earlier step."""
    parties, before = identifiers(procedure.parties), set[str]()
    for position, step in enumerate(procedure.steps):
        here = (*place, "steps", position)
        yield from unknown((*here, "who"), step.who, parties, "parties 里没有“{}”这一方")
        back = [step.back_to] if step.back_to is not None else []
        yield from unknown((*here, "back_to"), back, before, "“{}”不是前面的步骤")
        before.add(step.id)


def check_decision(_pack: Pack, place: Place, table: DecisionTable) -> Iterator[Unknown]:
    """A row's outcome, questions and chosen answers belong to the table."""
    outcomes = identifiers(table.outcomes)
    choices = {question.id: set(question.choices) for question in table.questions}
    for position, row in enumerate(table.rows):
        here = (*place, "rows", position)
        yield from unknown((*here, "outcome"), [row.outcome], outcomes, "outcomes 里没有“{}”这个结论")
        for inner, answer in enumerate(row.when):
            at = (*here, "when", inner)
            yield from unknown((*at, "question"), [answer.question], set(choices), "questions 里没有“{}”这个问题")
            known = choices.get(answer.question, set())
            yield from unknown((*at, "is_one_of"), answer.is_one_of, known, "这个问题没有“{}”这个选项")


def check_consultation(_pack: Pack, place: Place, rule: ConsultationRule) -> Iterator[Unknown]:
    """What the conduct counts in is served by occasions of the rule."""
    occasions = identifiers(rule.occasions)
    for position, hook in enumerate(rule.hooks):
        here = (*place, "hooks", position, "occasions")
        yield from unknown(here, hook.occasions, occasions, "occasions 里没有“{}”这一事项")


def check_structure(_pack: Pack, place: Place, structure: Structure) -> Iterator[Unknown]:
    """Parts stand under parts of the structure, and powers are held by one."""
    parts = identifiers(structure.parts)
    for position, part in enumerate(structure.parts):
        above = [part.under] if part.under is not None else []
        yield from unknown((*place, "parts", position, "under"), above, parts, "parts 里没有“{}”这一部分")
    for position, power in enumerate(structure.powers):
        yield from unknown((*place, "powers", position, "held_by"), [power.held_by], parts, "parts 里没有“{}”这一部分")
