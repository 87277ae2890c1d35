"""Walking through a pack: every clause with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from mulin.rulebook.schema.base import Clause
from mulin.rulebook.sources import Place

Unknown = tuple[Place, str]
"""A place, and the sentence about the name there that is not declared."""


def identifiers(members: Iterable[object]) -> set[str]:
    """The ids of declared members."""
    return {str(getattr(member, "id", "")) for member in members}


def named(members: Iterable[object]) -> dict[str, str]:
    """The names of declared members by their ids."""
    return {str(getattr(one, "id", "")): str(getattr(one, "name", "")) for one in members}


def unknown(place: Place, names: Iterable[str], known: set[str], sentence: str) -> Iterator[Unknown]:
    """The names that are not known, each said with ``sentence``."""
    for name in names:
        if name not in known:
            yield place, sentence.format(name)


def walk(clause: Clause, place: Place = ()) -> Iterator[tuple[Place, Clause]]:
    """The clause itself and all clauses inside it, each with the path of field names and positions to it."""
    yield place, clause
    for name in type(clause).model_fields:
        yield from walk_value(getattr(clause, name), (*place, name))


def walk_value(value: object, place: Place) -> Iterator[tuple[Place, Clause]]:
    """Clauses inside a field's value: one, several in order, or named ones."""
    if isinstance(value, Clause):
        yield from walk(value, place)
    elif isinstance(value, tuple | list):
        for position, member in enumerate(value):
            yield from walk_value(member, (*place, position))
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from walk_value(member, (*place, key))


def describe(pack: Clause, place: Place) -> str:
    """A place in the words of the pack: members of lists by their id, number or name."""
    words: list[str] = []
    value: object = pack
    for word in place:
        value = step(value, word)
        words.append(called(value, word) if isinstance(word, int) else str(word))
    return " › ".join(words)


def step(value: object, word: str | int) -> object:
    """One step down: a field of a clause, a member of a list, a key of a mapping."""
    if isinstance(value, BaseModel):
        return getattr(value, str(word))
    return value[word]  # type: ignore[index]


def called(value: object, position: int) -> str:
    """How to call one member of a list: its id, number or name, else its position."""
    for key in ("id", "number", "rubric", "name", "grade", "when"):
        found = getattr(value, key, None)
        if found is not None:
            return str(found)
    return f"第 {position + 1} 项"
