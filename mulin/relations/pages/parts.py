"""Parts that every page of relations is made of: definitions, tables, what happened, the way back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from mulin.foundation.page_parts import Action, Happening

Definitions = list[tuple[Any, Any]]


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card of a page: definitions, a table, or what happened."""

    title: Any
    definitions: Sequence[tuple[Any, Any]] = ()
    heads: Sequence[Any] = ()
    rows: Sequence[Sequence[Any]] = ()
    happenings: Sequence[Happening] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of one thing."""

    title: str
    light: str = ""
    words: Any = ""
    notices: Sequence[tuple[str, Any]] = ()
    actions: Sequence[Action] = ()
    cards: Sequence[Card] = field(default_factory=list)
    trail: Sequence[tuple[Any, str]] = ()

    def context(self) -> dict[str, Any]:
        """As the template takes it."""
        return {"shown": self, "page_title": self.title, "trail": list(self.trail), "actions": list(self.actions)}


def trail(title: Any, name: str) -> list[tuple[Any, str]]:
    """The way back to a list."""
    return [(title, reverse(f"relations:{name}"))]


def course(done: Iterable[Any]) -> list[Happening]:
    """What was done, in order."""
    return [Happening(at=one.day, title=words_of(one), text=one.note, by=str(one.by)) for one in done]


def words_of(step: Any) -> str:
    """What a step is called."""
    return str(step.get_event_display() if hasattr(step, "event") else step.get_state_display())
