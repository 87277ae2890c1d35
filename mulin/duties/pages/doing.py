"""Where duties are done that no record fulfils, such as registering points; and the facts that count for them.

The domain that keeps the facts registers here by its fact table, for it stands above.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from mulin.duties.models import DutyState
from mulin.foundation.page_parts import Words
from mulin.judgement.registry import REGISTRY
from mulin.programmes.queries import stored_pack
from mulin.rulebook.schema.duties import Duty

Address = Callable[[Any, DutyState, Duty], str]
"""Takes the person, the duty of a node and its clause; answers where it is done, or nothing for who may not."""
Facts = Callable[[Any, Collection[int]], Iterable[tuple[Words, str]]]
"""Takes the person and ids of facts; answers those this person may see: their words, and where they stand."""


@dataclass(frozen=True)
class Place:
    """What is done (the words of the button), where, and how its facts are shown."""

    title: Words
    address: Address
    facts: Facts


_places: dict[str, Place] = {}


def register(table: str, place: Place) -> None:
    """Say where duties are done that ask this fact table."""
    _places[table] = place


def asking(duty: Duty, table: str) -> bool:
    """Does the clause count facts of this table?"""
    return duty.measure.name in REGISTRY.measures and table in REGISTRY.tables_of(duty.measure.name)


def place_of(state: DutyState) -> Place | None:
    """Where a duty is done; nothing for what is done by writing a record."""
    clause = stored_pack(state.programme.edition_id).duty(state.duty)
    return next((place for table, place in _places.items() if asking(clause, table)), None)


def facts_of(user: Any, state: DutyState) -> list[tuple[Words, str]]:
    """The facts of such tables that count for a duty, as far as this person may see them."""
    return [
        shown
        for table, place in _places.items()
        for shown in place.facts(user, [number for name, number in state.facts if name == table])
    ]


Beside = Callable[[Any, DutyState, str], tuple[Words, str] | None]
"""Takes the person, the duty and the kind of activity that fulfils it; answers the step that writes it down itself."""
_steps: list[Beside] = []


def register_step(step: Beside) -> None:
    """Say which step of a domain above writes activities down, so that nobody writes the same by hand."""
    _steps.append(step)


def step_of(user: Any, state: DutyState, kind: str) -> tuple[Words, str] | None:
    """The step that writes an activity of this kind down for the node of a duty; nothing where none does."""
    return next((found for step in _steps if (found := step(user, state, kind))), None)
