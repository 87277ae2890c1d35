"""Names inside one clause: a procedure's parties and steps, a scheme's parts, a table's questions and outcomes."""

from __future__ import annotations

from collections.abc import Iterator

from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.decisions import DecisionTable
from mulin.rulebook.schema.points import PointsScheme
from mulin.rulebook.schema.procedures import Procedure
from mulin.rulebook.schema.service import PledgeRules, TeamRules, VolunteerRules
from mulin.rulebook.schema.structures import Organ, Structure
from mulin.rulebook.sources import Place
from mulin.rulebook.walking import Unknown, identifiers, unknown


def check_points(_pack: Pack, place: Place, scheme: PointsScheme) -> Iterator[Unknown]:
    """A rule's part and categories belong to the scheme."""
    parts, categories = identifiers(scheme.parts), identifiers(scheme.categories)
    for position, rule in enumerate(scheme.rules):
        here = (*place, "rules", position)
        yield from unknown((*here, "part"), [rule.part], parts, "parts 里没有“{}”这一部分")
        yield from unknown((*here, "categories"), rule.categories, categories, "categories 里没有“{}”这一类")


def check_procedure(pack: Pack, place: Place, procedure: Procedure) -> Iterator[Unknown]:
    """A step's parties are named, it goes back only to an earlier step, and the activity kind exists."""
    parties, before = identifiers(procedure.parties), set[str]()
    for position, step in enumerate(procedure.steps):
        here = (*place, "steps", position)
        yield from unknown((*here, "who"), step.who, parties, "parties 里没有“{}”这一方")
        back = [step.back_to] if step.back_to is not None else []
        yield from unknown((*here, "back_to"), back, before, "“{}”不是前面的步骤")
        before.add(step.id)
    activity = [procedure.activity] if procedure.activity is not None else []
    known = identifiers(pack.activities)
    yield from unknown((*place, "activity"), activity, known, "activities 里没有“{}”这类活动")


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


def check_structure(_pack: Pack, place: Place, structure: Structure) -> Iterator[Unknown]:
    """Parts stand under parts of the structure, and powers are held by one."""
    parts = identifiers(structure.parts)
    for position, part in enumerate(structure.parts):
        above = [part.under] if part.under is not None else []
        yield from unknown((*place, "parts", position, "under"), above, parts, "parts 里没有“{}”这一部分")
    for position, power in enumerate(structure.powers):
        yield from unknown((*place, "powers", position, "held_by"), [power.held_by], parts, "parts 里没有“{}”这一部分")


def check_organ(pack: Pack, place: Place, organ: Organ) -> Iterator[Unknown]:
    """An organ is part of one that the pack declares."""
    above = [organ.part_of] if organ.part_of is not None else []
    yield from unknown((*place, "part_of"), above, identifiers(pack.organs), "organs 里没有“{}”这个机构")


def check_service(pack: Pack, place: Place, rules: TeamRules | VolunteerRules | PledgeRules) -> Iterator[Unknown]:
    """The kinds of activity as which service is written down are declared."""
    known = identifiers(pack.activities)
    for field in SERVICE_ACTIVITIES[type(rules)]:
        named = getattr(rules, field)
        wanted = [named] if named is not None else []
        yield from unknown((*place, field), wanted, known, "activities 里没有“{}”这类活动")


SERVICE_ACTIVITIES: dict[type, tuple[str, ...]] = {
    TeamRules: ("needs_activity", "work_activity"),
    VolunteerRules: ("activity", "gathering", "summary"),
    PledgeRules: ("deed_activity",),
}
