"""Unmistakable words planted in the world, and who may read each of them.

A mark is three characters, the first of which stands nowhere else in the product, so that one look through a response
finds every mark in it. Who may read it is written down when it is planted, apart from the product's own code.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mulin.tree.rules import Role

FIRST = "鑫"
OTHERS = "安邦昌辰德恩芳刚航宏嘉坤岚茂宁鹏启瑞泰祥雅彦悦云哲真志忠"
FOUND = re.compile(f"{FIRST}[{OTHERS}]{{2}}")


@dataclass(frozen=True)
class Spot:
    """A node as the tests know it: its key, and the keys of itself and everything above by either tree."""

    key: str
    kind: str
    pk: int
    mark: str
    above: frozenset[str]


@dataclass(frozen=True)
class Holder:
    """A person who holds one role at one spot."""

    role: Role
    at: Spot

    @property
    def name(self) -> str:
        """As failures name it."""
        return f"{self.role.code}@{self.at.key}"

    def reaches(self, spot: Spot) -> bool:
        """Down to everything below, to the spot alone, or nowhere but to what is assigned."""
        if self.role.reach == "assigned":
            return False
        return self.at.key in spot.above if self.role.reach == "below" else self.at.key == spot.key

    def may(self, word: str, spot: Spot) -> bool:
        """Does the role carry the word and reach the spot?"""
        return word in self.role.may and self.reaches(spot)


@dataclass
class Planted:
    """A mark: what sort of thing bears it, and who may read it.

    ``readers``: with which word at which spot (any suffices). ``superior_of``: read by everyone at or below that spot.
    ``named_beside``: whoever reaches one of these reads the name of its superior beside it. ``anywhere``: words with
    which it is read wherever they are held. ``own``: names of holders who always may. ``listed_with``: the word by
    which lists show it.
    """

    sort: str
    readers: set[tuple[str, Spot]] = field(default_factory=set)
    superior_of: Spot | None = None
    anywhere: frozenset[str] = frozenset()
    own: set[str] = field(default_factory=set)
    named_beside: list[Spot] = field(default_factory=list)
    listed_with: str = ""

    def visible_to(self, holder: Holder) -> bool:
        """May this person read it?"""
        if holder.name in self.own or self.anywhere & holder.role.may:
            return True
        if self.superior_of is not None and self.superior_of.key in holder.at.above:
            return True
        if any(holder.reaches(below) for below in self.named_beside):
            return True
        return any(holder.may(word, spot) for word, spot in self.readers)

    def spots(self) -> Iterator[Spot]:
        """Where it stands."""
        yield from (spot for _, spot in self.readers)
        if self.superior_of is not None:
            yield self.superior_of


class Marks:
    """All marks planted."""

    def __init__(self) -> None:
        self.planted: dict[str, Planted] = {}

    def plant(
        self,
        sort: str,
        *readers: tuple[str, Spot],
        superior_of: Spot | None = None,
        anywhere: Iterable[str] = (),
        own: Iterable[str] = (),
    ) -> str:
        """A new mark."""
        first, second = divmod(len(self.planted), len(OTHERS))
        mark = FIRST + OTHERS[first] + OTHERS[second]
        word = readers[0][0] if readers else ""
        self.planted[mark] = Planted(sort, set(readers), superior_of, frozenset(anywhere), set(own), listed_with=word)
        return mark

    def listed_for(self, holder: Holder, sort: str) -> set[str]:
        """The marks of a sort that a list must show this person."""
        rows = {mark: one for mark, one in self.planted.items() if one.sort == sort}
        return {
            mark
            for mark, one in rows.items()
            if one.anywhere & holder.role.may
            or any(holder.may(word, spot) for word, spot in one.readers if word == one.listed_with)
        }
