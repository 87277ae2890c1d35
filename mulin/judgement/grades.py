"""Grades: what a level asks for, whether it is reached, and what is missing where it is not."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from mulin.judgement.explanation import Missing, Veto
from mulin.judgement.numbers import percent, plain
from mulin.judgement.parameters import Settings, UnsetParameterError, amount
from mulin.rulebook.schema.grades import (
    ChildrenCondition,
    ChildrenCountCondition,
    FactCondition,
    GradeLevel,
    Grading,
    SectionCondition,
    VetoCondition,
)

ConditionKey = tuple[str, int]
"""A grade level's id and the place of a condition in it."""


@dataclass(frozen=True)
class Children:
    """Subordinate subjects of one kind: how many there are, and how many hold each grade (or a higher one)."""

    number: int
    holding: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """All a subject's grades depend on.

    ``unscored`` says of each item without a score why it has none; ``faults`` why a condition could not be asked.
    """

    total: Decimal
    sections: Mapping[str, Decimal] = field(default_factory=dict)
    children: Mapping[str, Children] = field(default_factory=dict)
    facts: Mapping[ConditionKey, Fraction | None] = field(default_factory=dict)
    vetoes: tuple[Veto, ...] = ()
    unscored: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[ConditionKey, Missing] = field(default_factory=dict)


@dataclass(frozen=True)
class Words:
    """What people call kinds of subjects, grades (by kind and id) and sections."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    grades: Mapping[tuple[str, str], str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)

    def graded(self, kinds: tuple[str, ...], grade: str) -> str:
        """示范型小区, or 示范型楼宇、商圈 for kinds taken together."""
        named = self.grades.get((kinds[0], grade), grade)
        return named + "、".join(self.kinds.get(kind, kind) for kind in kinds)


@dataclass(frozen=True)
class Case:
    """What every condition of one grading is judged with; ``above``: the node of a kind above a subject."""

    settings: Settings
    words: Words
    on: datetime.date
    above: Callable[[int, str], int | None] = lambda subject, kind: None


Checked = tuple[list[Missing], list[str]]


def missing_for(level: GradeLevel, standing: Standing, case: Case) -> Checked:
    """What a level asks for and the subject lacks, and notices.

    Quotas and the level required first are not asked here.
    """
    missing, notices = list(_points(level, standing)), []
    for place, condition in enumerate(level.conditions):
        key = (level.id, place)
        if key in standing.faults:
            missing.append(standing.faults[key])
            continue
        try:
            lacking, said = _CHECKS[type(condition)](condition, standing, case, key)
        except UnsetParameterError as unset:
            text = f"{unset}，条件无法判断"
            lacking, said = [Missing("parameter", text, about=(unset.parameter,))], []
        missing += lacking
        notices += said
    return missing, notices


def _points(level: GradeLevel, standing: Standing) -> list[Missing]:
    if standing.total >= level.score_from:
        return []
    needed, have = Fraction(level.score_from), Fraction(standing.total)
    text = f"再得 {plain(needed - have)} 分（现 {plain(have)} 分，{level.name}须 {plain(needed)} 分以上）"
    unscored = [Missing("score", why, about=(item,), informative=True) for item, why in standing.unscored.items()]
    return [Missing("points", text, needed, have), *unscored]


def _children(condition: ChildrenCondition, standing: Standing, case: Case, key: ConditionKey) -> Checked:
    there = [(kind, standing.children.get(kind, Children(0))) for kind in condition.kinds]
    there = [(kind, children) for kind, children in there if children.number]
    if not there:
        return [_no_children(condition, case)], []
    groups = [there] if condition.pooled else [[one] for one in there]
    found = (_share_of_group(condition, group, case) for group in groups)
    return [missing for missing in found if missing is not None], []


def _no_children(condition: ChildrenCondition, case: Case) -> Missing:
    kinds = "、".join(case.words.kinds.get(kind, kind) for kind in condition.kinds)
    wanted = f"{case.words.graded(condition.kinds, condition.grade)}不少于 {percent(condition.share)}"
    text = f"没有所辖{kinds}，“{wanted}”无从达到"
    return Missing("children", text, Fraction(1), Fraction(0), condition.kinds, condition.grade)


def _share_of_group(condition: ChildrenCondition, group: list[tuple[str, Children]], case: Case) -> Missing | None:
    number = sum(children.number for _, children in group)
    have = sum(children.holding.get(condition.grade, 0) for _, children in group)
    needed = ceil(condition.share * number)
    if have >= needed:
        return None
    kinds = tuple(kind for kind, _ in group)
    named = case.words.graded(kinds, condition.grade)
    text = f"再有 {needed - have} 个{named}即达标（共 {number} 个，须 {needed} 个，现 {have} 个）"
    return Missing("children", text, Fraction(needed), Fraction(have), kinds, condition.grade)


def _children_count(condition: ChildrenCountCondition, standing: Standing, case: Case, key: ConditionKey) -> Checked:
    needed = ceil(amount(condition.at_least, case.settings))
    children = [standing.children.get(kind, Children(0)) for kind in condition.kinds]
    have = sum(one.holding.get(condition.grade, 0) for one in children)
    if have >= needed:
        return [], []
    named = case.words.graded(condition.kinds, condition.grade)
    text = f"再有 {needed - have} 个{named}即达标（须 {needed} 个，现 {have} 个）"
    found = Missing("children", text, Fraction(needed), Fraction(have), condition.kinds, condition.grade)
    return [found], []


def _facts(condition: FactCondition, standing: Standing, case: Case, key: ConditionKey) -> Checked:
    needed = amount(condition.at_least, case.settings)
    value = standing.facts.get(key)
    have = Fraction(0) if value is None else value
    if have >= needed:
        return [], []
    text = f"{condition.name}：须达到 {plain(needed)}，现 {plain(have)}"
    return [Missing("facts", text, needed, have, (condition.measure.name,))], []


def _section(condition: SectionCondition, standing: Standing, case: Case, key: ConditionKey) -> Checked:
    needed, have = Fraction(condition.at_least), Fraction(standing.sections.get(condition.section, 0))
    if have >= needed:
        return [], []
    name = case.words.sections.get(condition.section, condition.section)
    text = f"“{name}”部分再得 {plain(needed - have)} 分（现 {plain(have)} 分，须 {plain(needed)} 分）"
    return [Missing("section", text, needed, have, (condition.section,))], []


def _veto(condition: VetoCondition, standing: Standing, case: Case, key: ConditionKey) -> Checked:
    listed = case.settings.get(condition.kinds.parameter) or ()
    recorded = [veto for veto in standing.vetoes if veto.in_effect(case.on)]
    blocking = [veto for veto in recorded if not listed or veto.kind in listed]
    notices = [] if listed else ["一票否决事项清单未配置，本项未作审查。"]
    notices += [f"“{veto.name}”不在一票否决事项清单内，未予否决。" for veto in recorded if veto not in blocking]
    missing = [
        Missing("veto", f"一票否决事项“{veto.name}”解除后方可评定{_until(veto)}", about=(veto.kind,))
        for veto in blocking
    ]
    return missing, notices


def _until(veto: Veto) -> str:
    known = [veto.document, f"影响期至 {veto.until.isoformat()} 前" if veto.until else ""]
    said = "，".join(part for part in known if part)
    return f"（{said}）" if said else ""


_CHECKS: Mapping[type, Callable[[Any, Standing, Case, ConditionKey], Checked]] = {
    ChildrenCondition: _children,
    ChildrenCountCondition: _children_count,
    FactCondition: _facts,
    SectionCondition: _section,
    VetoCondition: _veto,
}


@dataclass
class Graded:
    """The levels a subject holds, what each other level lacks, and notices."""

    held: list[str] = field(default_factory=list)
    refused: dict[str, tuple[Missing, ...]] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    def next_missing(self, grading: Grading) -> tuple[Missing, ...]:
        """What the lowest level above the one held still asks for; nothing at the top."""
        ids = [level.id for level in grading.levels]
        above = ids[ids.index(self.held[-1]) + 1 :] if self.held else ids
        return next((self.refused[level] for level in above if level in self.refused), ())
