"""Arguments of measures that name something of the same pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import MeasureRef, ParameterRef
from mulin.rulebook.sources import Place
from mulin.rulebook.walking import Unknown, identifiers

ACTIVITY_WORDS = ("activity", "activities", "attendances")
"""A measure whose name has one of these words takes an activity kind as ``kind``."""

PREMISES_WORDS = ("premises",)
"""A measure whose name has this word takes a premises kind as ``kind`` and a level as ``standard``."""

GRADED_WORDS = ("graded",)
"""A measure whose name has this word takes kinds of subject as ``kind`` or ``kinds``."""

Declared = tuple[set[str], str]
"""The names that are declared, and the sentence for one that is not. No names: nothing to check against."""


def check_measure(pack: Pack, place: Place, measure: MeasureRef) -> Iterator[Unknown]:
    """Every argument that names a duty, post, grade, kind, field or level of this pack is declared."""
    for name, value in measure.arguments.items():
        if isinstance(value, ParameterRef):
            continue
        known, sentence = declared(pack, measure, name)
        for one in value if isinstance(value, list) else [value]:
            if known and one not in known:
                yield (*place, "arguments", name), sentence.format(one)


def declared(pack: Pack, measure: MeasureRef, argument: str) -> Declared:
    """What this argument of this measure may name."""
    if argument in BY_NAME:
        return BY_NAME[argument](pack, measure)
    words = measure.name.split("_")
    if argument == "kind" and any(word in words for word in ACTIVITY_WORDS):
        return identifiers(pack.activities) or {""}, "activities 里没有“{}”这类活动"
    if argument == "kind" and any(word in words for word in PREMISES_WORDS):
        return identifiers(pack.premises), "premises 里没有“{}”这种阵地"
    if argument in ("kind", "kinds") and any(word in words for word in GRADED_WORDS):
        return identifiers(pack.kinds), "kinds 里没有“{}”这种对象"
    return set(), ""


def kinds(pack: Pack, _measure: MeasureRef) -> Declared:
    """Kinds of subject."""
    return identifiers(pack.kinds), "kinds 里没有“{}”这种对象"


def duties(pack: Pack, _measure: MeasureRef) -> Declared:
    """Duties."""
    return identifiers(pack.duties) or {""}, "duties 里没有“{}”这项职责"


def posts(pack: Pack, _measure: MeasureRef) -> Declared:
    """Posts."""
    return identifiers(pack.posts) or {""}, "posts 里没有“{}”这个岗位"


def grades(pack: Pack, _measure: MeasureRef) -> Declared:
    """Grades of any rubric."""
    found = {level.id for grading in pack.gradings for level in grading.levels}
    return found or {""}, "gradings 里没有“{}”这个等级"


def fields(pack: Pack, measure: MeasureRef) -> Declared:
    """Numeric fields that every activity kind has that the measure asks about."""
    asked = [kind for kind in pack.activities if kind.id in kinds_asked(measure)]
    numeric = [{field.id for field in kind.fields if field.kind in ("integer", "decimal")} for kind in asked]
    found = set.intersection(*numeric) if numeric else set()
    return found or {""}, "这类活动没有“{}”这一数字栏"


def kinds_asked(measure: MeasureRef) -> tuple[str, ...]:
    """The kinds that a measure asks about, one or several."""
    asked = measure.arguments.get("kind")
    named = asked if isinstance(asked, list) else [asked]
    return tuple(one for one in named if isinstance(one, str))


def standards(pack: Pack, measure: MeasureRef) -> Declared:
    """Levels of the premises kind that the measure asks about, or any."""
    asked = [kind for kind in pack.premises if kind.id == measure.arguments.get("kind")]
    found = {level.id for kind in asked for level in kind.levels}
    return (found | {"any"} if found else set()), "这种阵地没有“{}”这一级"


BY_NAME: dict[str, Callable[[Pack, MeasureRef], Declared]] = {
    "child_kind": kinds,
    "organisation_kind": kinds,
    "duty": duties,
    "post": posts,
    "grade": grades,
    "field": fields,
    "standard": standards,
}
