"""Names in a pack that it must declare itself: documents, parameters, kinds, offices, duties, grades."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from mulin.rulebook.inner_references import (
    check_decision,
    check_organ,
    check_points,
    check_procedure,
    check_service,
    check_structure,
)
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import ParameterRef, Source
from mulin.rulebook.schema.decisions import DecisionTable
from mulin.rulebook.schema.duties import ActivityKind, Duty
from mulin.rulebook.schema.funding import FundingNorm
from mulin.rulebook.schema.grades import ChildrenCondition, ChildrenCountCondition, Grading, Quota
from mulin.rulebook.schema.papers import Archive, ArchiveStandard, ArchiveVolume, Paper
from mulin.rulebook.schema.points import PointsScheme
from mulin.rulebook.schema.procedures import Procedure
from mulin.rulebook.schema.rubrics import Rubric
from mulin.rulebook.schema.service import PledgeRules, TeamRules, VolunteerRules
from mulin.rulebook.schema.structures import Organ, Power, Structure, StructurePart
from mulin.rulebook.schema.tasks import Milestone, TaskList
from mulin.rulebook.schema.vocabulary import PremisesKind, SubjectKind
from mulin.rulebook.sources import Place
from mulin.rulebook.walking import Unknown, identifiers, unknown, walk

Check = Callable[[Pack, Place, Any], Iterable[Unknown]]


def unknown_references(pack: Pack) -> Iterator[Unknown]:
    """Every name that the pack uses and does not declare."""
    for place, clause in walk(pack):
        for fitting, check in CHECKS:
            if isinstance(clause, fitting):
                yield from check(pack, place, clause)


def check_source(pack: Pack, place: Place, source: Source) -> Iterator[Unknown]:
    """A source names a document of the pack."""
    yield from unknown(
        (*place, "document"), [source.document], identifiers(pack.documents), "documents 里没有“{}”这份文件"
    )


def check_parameter(pack: Pack, place: Place, reference: ParameterRef) -> Iterator[Unknown]:
    """A parameter is declared."""
    known = identifiers(pack.parameters)
    yield from unknown((*place, "parameter"), [reference.parameter], known, "parameters 里没有“{}”这个参数")


def check_kinds(pack: Pack, place: Place, clause: Any, field: str) -> Iterator[Unknown]:
    """Kinds of subject are declared, when the pack declares any."""
    known = identifiers(pack.kinds)
    if known:
        yield from unknown((*place, field), getattr(clause, field), known, "kinds 里没有“{}”这种对象")


def check_grading(pack: Pack, place: Place, grading: Grading) -> Iterator[Unknown]:
    """A grading belongs to a rubric, and a level builds on a lower one."""
    rubrics = identifiers(pack.rubrics)
    yield from unknown((*place, "rubric"), [grading.rubric], rubrics, "rubrics 里没有“{}”这张评分表")
    below: set[str] = set()
    sections = {section.id for rubric in pack.rubrics if rubric.id == grading.rubric for section in rubric.sections}
    for position, level in enumerate(grading.levels):
        yield from check_quota(pack, (*place, "levels", position, "quota"), level.quota, sections)
        required = [level.requires] if level.requires is not None else []
        yield from unknown((*place, "levels", position, "requires"), required, below, "“{}”不是排在前面的等级")
        below.add(level.id)


def check_quota(pack: Pack, place: Place, quota: Quota | None, sections: set[str]) -> Iterator[Unknown]:
    """A quota ranks within a declared kind, and compares sections of the rubric."""
    if quota is None:
        return
    named = [quota.within] if quota.within is not None else []
    yield from unknown((*place, "within"), named, identifiers(pack.kinds), "kinds 里没有“{}”这种对象")
    yield from unknown((*place, "then_by"), quota.then_by, sections, "这张评分表没有“{}”这一部分")


def check_children(
    pack: Pack, place: Place, condition: ChildrenCondition | ChildrenCountCondition
) -> Iterator[Unknown]:
    """A condition on children names kinds that are graded, and a grade those kinds can hold."""
    yield from check_kinds(pack, place, condition, "kinds")
    for kind in condition.kinds:
        sentence = f"“{kind}”没有“{{}}”这个等级"
        yield from unknown((*place, "grade"), [condition.grade], grades_of_kind(pack, kind), sentence)


def grades_of_kind(pack: Pack, kind: str) -> set[str]:
    """The grades a kind of subject can hold under this pack."""
    rubrics = {rubric.id for rubric in pack.rubrics if kind in rubric.subjects}
    return {level.id for grading in pack.gradings if grading.rubric in rubrics for level in grading.levels}


def check_task_list(pack: Pack, place: Place, tasks: TaskList) -> Iterator[Unknown]:
    """A task's heading, offices and duty are declared."""
    actions, offices, duties = identifiers(tasks.actions), identifiers(pack.offices), identifiers(pack.duties)
    for position, task in enumerate(tasks.tasks):
        here = (*place, "tasks", position)
        yield from unknown((*here, "action"), [task.action], actions, "actions 里没有“{}”这一组任务")
        yield from unknown((*here, "lead"), task.lead, offices, "offices 里没有“{}”这个牵头单位")
        if task.duty is not None:
            yield from unknown((*here, "duty"), [task.duty], duties, "duties 里没有“{}”这项职责")


def check_volume(pack: Pack, place: Place, volume: ArchiveVolume) -> Iterator[Unknown]:
    """What falls into a volume is declared."""
    activities, papers = identifiers(pack.activities), identifiers(pack.papers)
    yield from unknown((*place, "activities"), volume.activities, activities, "activities 里没有“{}”这类活动")
    yield from unknown((*place, "papers"), volume.papers, papers, "papers 里没有“{}”这张表")


def check_standard(pack: Pack, place: Place, standard: ArchiveStandard) -> Iterator[Unknown]:
    """The form of a standard is declared."""
    named = [standard.paper] if standard.paper is not None else []
    yield from unknown((*place, "paper"), named, identifiers(pack.papers), "papers 里没有“{}”这张表")


SUBJECT_FIELDS: tuple[tuple[type, str], ...] = (
    (SubjectKind, "under"),
    (Rubric, "subjects"),
    (Duty, "subjects"),
    (ActivityKind, "hosts"),
    (Milestone, "subjects"),
    (Paper, "subjects"),
    (Archive, "subjects"),
    (FundingNorm, "subjects"),
    (Procedure, "subjects"),
    (PremisesKind, "holders"),
    (Structure, "subjects"),
    (StructurePart, "organisations"),
    (StructurePart, "in_each"),
    (StructurePart, "except_in"),
    (Power, "over"),
    (Organ, "at"),
    (Organ, "looks_after"),
)
CHECKS: tuple[tuple[type, Check], ...] = (
    (Source, check_source),
    (ParameterRef, check_parameter),
    (Grading, check_grading),
    (ChildrenCondition, check_children),
    (ChildrenCountCondition, check_children),
    (TaskList, check_task_list),
    (ArchiveVolume, check_volume),
    (ArchiveStandard, check_standard),
    (PointsScheme, check_points),
    (Procedure, check_procedure),
    (DecisionTable, check_decision),
    (Structure, check_structure),
    (Organ, check_organ),
    *((clause, check_service) for clause in (TeamRules, VolunteerRules, PledgeRules)),
    *((clause, partial(check_kinds, field=field)) for clause, field in SUBJECT_FIELDS),
)
