"""Names in a pack that it must declare itself: documents, parameters, duties, kinds, posts, grades."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import MeasureRef, ParameterRef, Source
from mulin.rulebook.schema.duties import ActivityKind, Duty
from mulin.rulebook.schema.grades import ChildrenCondition, ChildrenCountCondition, Grading
from mulin.rulebook.schema.rubrics import Rubric
from mulin.rulebook.sources import Place
from mulin.rulebook.walking import walk

Unknown = tuple[Place, str]
"""A place and the sentence about what is not declared there."""

ASKS_ABOUT_ACTIVITIES = ("activity", "activities", "attendances")
"""A measure whose name has one of these words takes an activity kind as ``kind``."""

CHILD_KINDS = ("child_kind", "child_kinds")


def unknown_references(pack: Pack) -> Iterator[Unknown]:
    """Every name that the pack uses and does not declare."""
    for place, clause in walk(pack):
        for fitting, check in CHECKS.items():
            if isinstance(clause, fitting):
                yield from check(pack, place, clause)


def identifiers(members: tuple[object, ...]) -> set[str]:
    """The ids of declared members."""
    return {str(getattr(member, "id", "")) for member in members}


def check_source(pack: Pack, place: Place, source: Source) -> Iterator[Unknown]:
    """A source names a document of the pack."""
    if source.document not in identifiers(pack.documents):
        yield (*place, "document"), f"documents 里没有“{source.document}”这份文件"


def check_parameter(pack: Pack, place: Place, reference: ParameterRef) -> Iterator[Unknown]:
    """A parameter is declared."""
    if reference.parameter not in identifiers(pack.parameters):
        yield (*place, "parameter"), f"parameters 里没有“{reference.parameter}”这个参数"


def check_subjects(pack: Pack, place: Place, clause: object, field: str) -> Iterator[Unknown]:
    """Kinds of subject are declared, when the pack declares any."""
    known = identifiers(pack.kinds)
    for position, kind in enumerate(getattr(clause, field)):
        if known and kind not in known:
            yield (*place, field, position), f"kinds 里没有“{kind}”这种对象"


def check_grading(pack: Pack, place: Place, grading: Grading) -> Iterator[Unknown]:
    """A grading belongs to a rubric, and a level builds on a lower one."""
    if grading.rubric not in identifiers(pack.rubrics):
        yield (*place, "rubric"), f"rubrics 里没有“{grading.rubric}”这张评分表"
    below: set[str] = set()
    for position, level in enumerate(grading.levels):
        if level.requires is not None and level.requires not in below:
            yield (*place, "levels", position, "requires"), f"“{level.requires}”不是排在前面的等级"
        below.add(level.id)


def check_children(
    pack: Pack, place: Place, condition: ChildrenCondition | ChildrenCountCondition
) -> Iterator[Unknown]:
    """A condition on children names kinds and a grade those kinds can hold."""
    yield from check_subjects(pack, place, condition, "kinds")
    if condition.grade not in grade_ids(pack):
        yield (*place, "grade"), f"gradings 里没有“{condition.grade}”这个等级"


def grade_ids(pack: Pack) -> set[str]:
    """Every grade of every rubric."""
    return {level.id for grading in pack.gradings for level in grading.levels}


def check_measure(pack: Pack, place: Place, measure: MeasureRef) -> Iterator[Unknown]:
    """Arguments that name a duty, post, grade, kind or field of this pack are declared."""
    for name, value in measure.arguments.items():
        values = value if isinstance(value, list) else [value]
        for one in values:
            message = argument_message(pack, measure, name, one)
            if message:
                yield (*place, "arguments", name), message


def argument_message(pack: Pack, measure: MeasureRef, name: str, value: object) -> str:
    """Why this argument is not known, or an empty text."""
    if isinstance(value, ParameterRef):
        return ""
    if name in CHILD_KINDS:
        known, sentence = identifiers(pack.kinds) or {str(value)}, "kinds 里没有“{}”这种对象"
    elif name == "field":
        known, sentence = activity_fields(pack, measure), "这类活动没有“{}”这一栏"
    elif name == "kind" and asks_about_activities(measure):
        known, sentence = identifiers(pack.activities), "activities 里没有“{}”这类活动"
    elif name in REFERRING:
        known, sentence = REFERRING[name](pack), REFERRING_SENTENCES[name]
    else:
        return ""
    return "" if value in known else sentence.format(value)


REFERRING = {
    "duty": lambda pack: identifiers(pack.duties),
    "post": lambda pack: identifiers(pack.posts),
    "grade": lambda pack: grade_ids(pack) or {""},
}
REFERRING_SENTENCES = {
    "duty": "duties 里没有“{}”这项职责",
    "post": "posts 里没有“{}”这个岗位",
    "grade": "gradings 里没有“{}”这个等级",
}


def asks_about_activities(measure: MeasureRef) -> bool:
    """Whether the measure counts activities, so that its ``kind`` is an activity kind of the pack."""
    words = measure.name.split("_")
    return any(word in words for word in ASKS_ABOUT_ACTIVITIES)


def activity_fields(pack: Pack, measure: MeasureRef) -> set[str]:
    """Fields of the activity kind that the measure asks about."""
    kinds = [kind for kind in pack.activities if kind.id == measure.arguments.get("kind")]
    return {field.id for kind in kinds for field in kind.fields}


CHECKS = {
    Source: check_source,
    ParameterRef: check_parameter,
    MeasureRef: check_measure,
    Grading: check_grading,
    ChildrenCondition: check_children,
    ChildrenCountCondition: check_children,
    Rubric: partial(check_subjects, field="subjects"),
    Duty: partial(check_subjects, field="subjects"),
    ActivityKind: partial(check_subjects, field="hosts"),
}
