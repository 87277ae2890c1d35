"""How an expectation is written down: who gets the page, who is told no, for whom it does not exist."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.access.marks import Holder, Spot
from tests.access.world import PUBLISHED_AT, World

Predicate = Callable[[World, Holder, Spot], bool]
DAY = "2021-06-01"
WHY = {"reason": "测试原因", "on": "2021-06-29"}
ANSWERS = {"page": {200, 302}, "refused": {403}, "absent": {404}}


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """What is sent besides the address, and what must be shown.

    ``sent``: the answers of a POST, or nothing where only GET is tried. ``post_only``: GET is not allowed.
    ``shows``: sorts of marks of which everything this person may read must be on the page.
    ``costly``: permitted visits are tried for a few people only.
    ``audited``: this page is read with ``audit.view`` in place of every other word.
    """

    sent: Mapping[str, Any] | None = None
    post_only: bool = False
    arguments: Sequence[Any] = ()
    query: str = ""
    shows: tuple[str, ...] = ()
    costly: bool = False
    audited: bool = False
    clear: bool = False
    own_state: bool = False


@dataclass(frozen=True, kw_only=True)
class Page(Expectation):
    """An address without an object: for everybody signed in, or with a word held (where a programme is).

    ``besides``: a second word that is needed too.
    """

    word: str | tuple[str, ...] = ""
    besides: str = ""
    governing: bool = False
    otherwise: str = "refused"

    def answer(self, holder: Holder) -> str:
        """``page``, ``refused`` or ``absent``."""
        words = {self.word} if isinstance(self.word, str) else set(self.word)
        has = not self.word or bool(words & holder.role.may)
        has = has and (not self.besides or self.besides in holder.role.may)
        return "page" if has and (not self.governing or holder.at.key in PUBLISHED_AT) else self.otherwise


@dataclass(frozen=True, kw_only=True)
class Thing(Expectation):
    """An address of an object: ``see`` decides whether it exists for somebody, ``need`` whether they may.

    ``writes``: the word that a POST needs to change anything, where the page itself needs less.
    """

    sort: str
    see: str
    need: str = ""
    writes: str = ""
    also: Predicate | None = None
    only: Predicate | None = None
    built: Callable[[World, Spot], Sequence[Any]] | None = None

    def answer(self, world: World, holder: Holder, spot: Spot) -> str:
        """``page``, ``refused`` or ``absent``."""
        if not self.seen(world, holder, spot):
            return "absent"
        if self.only is not None:
            return "page" if self.only(world, holder, spot) else "refused"
        return "page" if self.may(world, holder, self.need, spot) else "refused"

    def seen(self, world: World, holder: Holder, spot: Spot) -> bool:
        """Does the object exist for this person?"""
        if self.also is not None and self.also(world, holder, spot):
            return True
        return any(holder.may(self.see, side) for side in world.sides(self.sort, spot))

    def may(self, world: World, holder: Holder, word: str, spot: Spot) -> bool:
        """Has this person the word where the object is led from?"""
        return not word or holder.may(word, world.sides(self.sort, spot)[0])

    def may_write(self, world: World, holder: Holder, spot: Spot) -> bool:
        """May a POST change anything?"""
        if self.only is not None:
            return self.only(world, holder, spot)
        return self.may(world, holder, self.writes or self.need, spot)


def assigned(world: World, holder: Holder, spot: Spot) -> bool:
    """The one acceptance that is assigned to the assessor of the street."""
    return holder.name == "assessor@street" and spot.key == "community"


def oneself(world: World, holder: Holder, spot: Spot) -> bool:
    """The member whose own account this is."""
    return holder.name == "member@branch" and spot.key == "branch"


def reads_clear(field: str) -> Predicate:
    """Oneself; with the word, the side that leads everything, the side where one lives the phone alone."""

    def may(world: World, holder: Holder, spot: Spot) -> bool:
        sides = world.sides("member", spot) if field == "phone" else world.sides("member", spot)[:1]
        return oneself(world, holder, spot) or any(holder.may("members.read_clear", side) for side in sides)

    return may


def in_force_for(world: World, holder: Holder, spot: Spot) -> bool:
    """A published programme is read by everybody at or below its node who may read programmes."""
    return "programmes.view" in holder.role.may and spot.key in holder.at.above


Table = Mapping[str, Sequence[Expectation]]


def listed(*sorts: str, **more: Any) -> list[Expectation]:
    """A list that everybody may open: it holds what is in reach and nothing else; on paper too."""
    return [Page(shows=sorts, **more), Page(shows=sorts, query="print=1", **more)]
