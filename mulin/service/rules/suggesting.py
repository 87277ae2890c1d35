"""Which posts suit a member, and why: every reason is a sentence that people can check."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from mulin.service.rules.facts import Person

FACTS = {
    "age": "年龄",
    "health": "健康状况",
    "job": "职业",
    "family": "家庭",
    "skill": "特长",
    "wish": "意愿",
    "place": "住处",
    "gender": "性别",
}

PRIVATE = {"health", "family"}
"""What is told to the community alone: reasons say that it speaks for a post, never what was told."""


class Suits(Protocol):
    """For whom something speaks: a fact, words found in it or an age, and the reason."""

    @property
    def fact(self) -> str:
        """Which fact is looked at."""

    @property
    def words(self) -> tuple[str, ...]:
        """Words of which one must stand in it."""

    @property
    def at_least(self) -> int | None:
        """The youngest age."""

    @property
    def at_most(self) -> int | None:
        """The highest age."""

    @property
    def because(self) -> str:
        """The reason as people read it."""


@dataclass(frozen=True)
class Suggestion:
    """A post that suits, with its reasons; more reasons come first."""

    post: int
    name: str
    reasons: tuple[str, ...]


def reason_for(person: Person, suit: Suits) -> str:
    """Why this fact of the person speaks for it; empty when it does not."""
    if suit.fact == "age":
        fits = person.age is not None and (suit.at_least is not None or suit.at_most is not None)
        fits = fits and (suit.at_least is None or suit.at_least <= (person.age or 0))
        return suit.because if fits and (suit.at_most is None or (person.age or 0) <= suit.at_most) else ""
    said = person.says(suit.fact)
    word = next((one for one in suit.words if one in said), "")
    if not word:
        return ""
    return suit.because if suit.fact in PRIVATE else f"{FACTS[suit.fact]}“{word}”：{suit.because}"


def suggest(
    person: Person, offers: Iterable[tuple[int, str, str, Sequence[Suits]]], *, most: int = 3
) -> list[Suggestion]:
    """The posts that suit a person best, at most so many.

    ``offers``: key, name, category and suits of each free post. A wish that names the post or its category speaks for
    it too. Equal ones stay in their order.
    """
    found = []
    for key, name, category, suits in offers:
        reasons = tuple(reason for suit in suits if (reason := reason_for(person, suit)))
        wished = [one for one in (name.removesuffix("岗"), category) if one and one in person.wish]
        if wished:
            reasons = (f"本人意愿“{wished[0]}”", *reasons)
        if reasons:
            found.append(Suggestion(key, name, reasons))
    return sorted(found, key=lambda one: -len(one.reasons))[:most]
