"""What the arguments of a measure are called in the pack."""

from __future__ import annotations

from collections.abc import Iterable

from mulin.rulebook.argument_references import ACTIVITY_WORDS, PREMISES_WORDS, kinds_asked
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import MeasureRef

Names = dict[str, str]
"""Names by id."""


def named(members: Iterable[object]) -> Names:
    """The names of declared members by their ids."""
    return {str(getattr(one, "id", "")): str(getattr(one, "name", "")) for one in members}


def argument_names(pack: Pack, measure: MeasureRef, argument: str) -> Names:
    """The names that the values of this argument stand for."""
    words = measure.name.split("_")
    if argument in ("kind", "kinds") and any(word in words for word in ACTIVITY_WORDS):
        return named(pack.activities)
    if argument == "kind" and any(word in words for word in PREMISES_WORDS):
        return named(pack.premises)
    if argument in ("kind", "kinds", "child_kind", "organisation_kind"):
        return named(pack.kinds)
    return inner_names(pack, measure, argument)


def inner_names(pack: Pack, measure: MeasureRef, argument: str) -> Names:
    """Duties, posts, grades; fields and levels of the kind that is asked about."""
    kind = measure.arguments.get("kind")
    if argument == "duty":
        return named(pack.duties)
    if argument == "post":
        return named(pack.posts)
    if argument == "grade":
        return {level.id: level.name for grading in pack.gradings for level in grading.levels}
    if argument == "field":
        asked = kinds_asked(measure)
        return {key: name for one in pack.activities if one.id in asked for key, name in named(one.fields).items()}
    if argument == "standard":
        return {key: name for one in pack.premises if one.id == kind for key, name in named(one.levels).items()}
    return {}
