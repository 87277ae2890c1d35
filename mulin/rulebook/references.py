"""Names in a pack that it must declare itself: documents, parameters, kinds, offices, duties, grades."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from mulin.rulebook.inner_references import (
    check_consultation,
    check_decision,
    check_points,
    check_procedure,
    check_structure,
)
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.appraisals import AppraisalScheme
from mulin.rulebook.schema.base import ParameterRef, Source
from mulin.rulebook.schema.boards import BoardRule
from mulin.rulebook.schema.decisions import DecisionTable
from mulin.rulebook.schema.duties import ActivityKind, Among, Duty
from mulin.rulebook.schema.feedback import ConsultationRule, FeedbackRule, Receiver, Reporting
from mulin.rulebook.schema.funding import FundingNorm
from mulin.rulebook.schema.grades import ChildrenCondition, ChildrenCountCondition, Grading, Quota, SectionCondition
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

NO_SECTION = "这张评分表没有“{}”这一部分"
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


def check_declared(
    pack: Pack, place: Place, clause: Any, *, field: str, listed: str, sentence: str
) -> Iterator[Unknown]:
    """What a field names stands in a list of the pack; kinds only when the pack declares any."""
    known = identifiers(getattr(pack, listed))
    named = getattr(clause, field)
    names = [named] if isinstance(named, str) else named or ()
    if known or listed != "kinds":
        yield from unknown((*place, field), names, known, sentence)


def check_grading(pack: Pack, place: Place, grading: Grading) -> Iterator[Unknown]:
    """A grading belongs to a rubric, a level builds on a lower one, and a condition names a section of the rubric."""
    rubrics = identifiers(pack.rubrics)
    yield from unknown((*place, "rubric"), [grading.rubric], rubrics, "rubrics 里没有“{}”这张评分表")
    below: set[str] = set()
    sections = {section.id for rubric in pack.rubrics if rubric.id == grading.rubric for section in rubric.sections}
    for position, level in enumerate(grading.levels):
        here = (*place, "levels", position)
        yield from check_quota(pack, (*here, "quota"), level.quota, sections)
        for inner, condition in enumerate(level.conditions):
            if isinstance(condition, SectionCondition):
                yield from unknown((*here, "conditions", inner, "section"), [condition.section], sections, NO_SECTION)
        required = [level.requires] if level.requires is not None else []
        yield from unknown((*here, "requires"), required, below, "“{}”不是排在前面的等级")
        below.add(level.id)


def check_quota(pack: Pack, place: Place, quota: Quota | None, sections: set[str]) -> Iterator[Unknown]:
    """A quota ranks within a declared kind, and compares sections of the rubric."""
    if quota is None:
        return
    named = [quota.within] if quota.within is not None else []
    yield from unknown((*place, "within"), named, identifiers(pack.kinds), "kinds 里没有“{}”这种对象")
    yield from unknown((*place, "then_by"), quota.then_by, sections, NO_SECTION)


def check_children(
    pack: Pack, place: Place, condition: ChildrenCondition | ChildrenCountCondition
) -> Iterator[Unknown]:
    """A condition on children names a grade that each of its kinds can hold."""
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


Fields = tuple[tuple[type, str], ...]
"""Fields of clauses: the clause and the field's name."""

SUBJECT_FIELDS: Fields = (
    (SubjectKind, "under"),
    (Rubric, "subjects"),
    (Duty, "subjects"),
    (Among, "within"),
    (ActivityKind, "hosts"),
    (ChildrenCondition, "kinds"),
    (ChildrenCountCondition, "kinds"),
    (Milestone, "subjects"),
    (Paper, "subjects"),
    (Archive, "subjects"),
    (FundingNorm, "subjects"),
    (Procedure, "subjects"),
    (AppraisalScheme, "subjects"),
    (BoardRule, "places"),
    (Receiver, "kind"),
    (PremisesKind, "holders"),
    (Structure, "subjects"),
    (StructurePart, "organisations"),
    (StructurePart, "in_each"),
    (StructurePart, "except_in"),
    (Power, "over"),
    (Organ, "at"),
    (Organ, "looks_after"),
)
ACTIVITY_FIELDS: Fields = (
    (Procedure, "activity"),
    (AppraisalScheme, "activity"),
    (FeedbackRule, "activity"),
    (Reporting, "activity"),
    (TeamRules, "needs_activity"),
    (TeamRules, "work_activity"),
    (VolunteerRules, "activity"),
    (VolunteerRules, "gathering"),
    (VolunteerRules, "summary"),
    (PledgeRules, "deed_activity"),
    (ArchiveVolume, "activities"),
)
PAPER_FIELDS: Fields = ((ArchiveVolume, "papers"), (ArchiveStandard, "paper"))
ORGAN_FIELDS: Fields = ((Organ, "part_of"),)
NAMING: tuple[tuple[str, str, Fields], ...] = (
    ("kinds", "kinds 里没有“{}”这种对象", SUBJECT_FIELDS),
    ("activities", "activities 里没有“{}”这类活动", ACTIVITY_FIELDS),
    ("papers", "papers 里没有“{}”这张表", PAPER_FIELDS),
    ("organs", "organs 里没有“{}”这个机构", ORGAN_FIELDS),
)
"""Lists of a pack, and the fields that name their members."""

CHECKS: tuple[tuple[type, Check], ...] = (
    (Source, check_source),
    (ParameterRef, check_parameter),
    (Grading, check_grading),
    (ChildrenCondition, check_children),
    (ChildrenCountCondition, check_children),
    (TaskList, check_task_list),
    (PointsScheme, check_points),
    (Procedure, check_procedure),
    (DecisionTable, check_decision),
    (ConsultationRule, check_consultation),
    (Structure, check_structure),
    *(
        (clause, partial(check_declared, field=field, listed=listed, sentence=sentence))
        for listed, sentence, fields in NAMING
        for clause, field in fields
    ),
)
