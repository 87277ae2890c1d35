"""Arguments of measures that name something of the same pack, as the measure declares (``names``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from mulin.rulebook.described import Descriptions, by_name, declared_arguments
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import MeasureRef, ParameterRef
from mulin.rulebook.walking import Unknown, named, walk

Part = Literal[
    "activities", "activity_fields", "duties", "grades", "kinds", "points", "posts", "premises", "premises_levels",
    "structures",
]  # fmt: skip
"""What of a pack an argument may name."""
NAMEABLE: tuple[str, ...] = get_args(Part)

Names = dict[str, str]
"""Names by id."""


@dataclass(frozen=True)
class Nameable:
    """A part of a pack: what it declares, the sentence about a name that it does not, and whether it may be silent.

    ``open``: a pack that declares none of them leaves the names to the product.
    """

    names: Callable[[Pack, MeasureRef], Names]
    unknown: str
    open: bool = False


def grades(pack: Pack, _asked: MeasureRef) -> Names:
    """Grades of any rubric."""
    return {level.id: level.name for grading in pack.gradings for level in grading.levels}


def activity_fields(pack: Pack, asked: MeasureRef) -> Names:
    """Numeric fields that every activity kind has that the measure asks about."""
    kinds = [kind for kind in pack.activities if kind.id in kinds_asked(asked)]
    numeric = [{one.id: one.name for one in kind.fields if one.kind in ("integer", "decimal")} for kind in kinds]
    shared = set.intersection(*(set(one) for one in numeric)) if numeric else set()
    return {key: name for one in numeric for key, name in one.items() if key in shared}


def kinds_asked(asked: MeasureRef) -> tuple[str, ...]:
    """The kinds that a measure asks about, one or several."""
    kind = asked.arguments.get("kind")
    several = kind if isinstance(kind, list) else [kind]
    return tuple(one for one in several if isinstance(one, str))


def premises_levels(pack: Pack, asked: MeasureRef) -> Names:
    """Levels of the premises kind that the measure asks about, or any."""
    found = {level.id: level.name for kind in pack.premises if kind.id in kinds_asked(asked) for level in kind.levels}
    return found | {"any": "不限"} if found else {}


PARTS: Mapping[str, Nameable] = {
    "activities": Nameable(lambda pack, _asked: named(pack.activities), "activities 里没有“{}”这类活动"),
    "activity_fields": Nameable(activity_fields, "这类活动没有“{}”这一数字栏"),
    "duties": Nameable(lambda pack, _asked: named(pack.duties), "duties 里没有“{}”这项职责"),
    "grades": Nameable(grades, "gradings 里没有“{}”这个等级"),
    "kinds": Nameable(lambda pack, _asked: named(pack.kinds), "kinds 里没有“{}”这种对象", open=True),
    "points": Nameable(lambda pack, _asked: named(pack.points), "points 里没有“{}”这个积分办法"),
    "posts": Nameable(lambda pack, _asked: named(pack.posts), "posts 里没有“{}”这个岗位"),
    "premises": Nameable(lambda pack, _asked: named(pack.premises), "premises 里没有“{}”这种阵地", open=True),
    "premises_levels": Nameable(premises_levels, "这种阵地没有“{}”这一级", open=True),
    "structures": Nameable(lambda pack, _asked: named(pack.structures), "structures 里没有“{}”这个架构"),
}


class NamedArguments:
    """Which arguments of which measures name what."""

    def __init__(self, measures: Descriptions) -> None:
        self._parts = {
            (measure, argument): PARTS[details["names"]]
            for measure, described in by_name(measures).items()
            for argument, details in declared_arguments(described).items()
            if details.get("names")
        }

    def names(self, pack: Pack, asked: MeasureRef, argument: str) -> Names:
        """What the values of an argument are called in the pack; nothing for one that names nothing of it."""
        part = self._parts.get((asked.name, argument))
        return part.names(pack, asked) if part is not None else {}

    def unknown(self, pack: Pack) -> Iterator[Unknown]:
        """Every value that the pack does not declare."""
        for place, clause in walk(pack):
            if isinstance(clause, MeasureRef):
                for argument, value in clause.arguments.items():
                    for sentence in self._undeclared(pack, clause, argument, value):
                        yield (*place, "arguments", argument), sentence

    def _undeclared(self, pack: Pack, asked: MeasureRef, argument: str, value: object) -> Iterator[str]:
        part = self._parts.get((asked.name, argument))
        if part is None or isinstance(value, ParameterRef):
            return
        known = part.names(pack, asked)
        if part.open and not known:
            return
        for one in value if isinstance(value, list) else [value]:
            if one not in known:
                yield part.unknown.format(one)
