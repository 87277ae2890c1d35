"""The examples of the guide for authors, as one edition, and what becomes of it when words are left out."""

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import Clause
from mulin.rulebook.sources import Place, gather

GUIDE = Path(__file__).parents[2] / "docs" / "packs" / "index.md"
READABLE = GUIDE.with_name("readable.md")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


def write_examples(folder: Path) -> Path:
    """All examples of the guide as the files of one edition, the cases beside it."""
    (folder / "cases").mkdir()
    for number, example in enumerate(EXAMPLES):
        name = "pack" if number == 0 else f"{number:02d}"
        place = folder / "cases" if example.startswith("cases:") else folder
        (place / f"{name}.yaml").write_text(example, encoding="utf-8")
    return folder


class Guide:
    """The examples as plain values, and as the pack they make."""

    def __init__(self, folder: Path) -> None:
        self.values: dict[str, Any] = gather(write_examples(folder)).values
        self.pack = Pack.model_validate(self.values)

    def words(self) -> Iterator[tuple[str, str, Place]]:
        """Every word that is written: the kind of clause, the word, its place."""
        for place in places(self.values):
            clause = at(self.pack, place[:-1])
            if isinstance(clause, Clause):
                yield type(clause).__name__, str(place[-1]), place

    def each_word(self) -> Iterator[tuple[str, str, Place]]:
        """Every word of the language once, where the guide writes it first."""
        first: dict[tuple[str, str], Place] = {}
        for kind, word, place in self.words():
            first.setdefault((kind, word), place)
        yield from ((kind, word, place) for (kind, word), place in first.items())

    def without(self, place: Place) -> Pack:
        """The pack with the word at this place left out."""
        return Pack.model_validate(changed(self.values, place, lambda held, word: held.pop(word)))

    def written(self, place: Place, value: Any) -> Pack:
        """The pack with another value at this place."""
        return Pack.model_validate(changed(self.values, place, lambda held, word: held.__setitem__(word, value)))

    def shortened(self, place: Place, length: int) -> Pack:
        """The pack with only so many members in the list at this place."""

        def shorten(held: Any, word: str | int) -> None:
            held[word] = held[word][:length]

        return Pack.model_validate(changed(self.values, place, shorten))


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    """The place of every word below."""
    if isinstance(value, dict):
        for word, inner in value.items():
            yield (*place, word)
            yield from places(inner, (*place, word))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from places(inner, (*place, position))


def at(value: Any, place: Place) -> Any:
    """What stands at a place of a pack or of plain values."""
    for word in place:
        value = getattr(value, str(word)) if isinstance(value, BaseModel) else value[word]
    return value


def changed(value: Any, place: Place, change: Any) -> Any:
    """The value with one change at a place; all else stays as it is."""
    held = copy.copy(value)
    word, *below = place
    if below:
        held[word] = changed(held[word], tuple(below), change)
    else:
        change(held, word)
    return held
