"""What the regulations in force at a community say about service. No number of theirs stands in the product."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mulin.programmes.queries import Ruling, rulings
from mulin.rulebook.schema.service import CataloguePost
from mulin.tree.models import Node

NAMED = "named"
"""The id of posts that the regulation counts and the district names."""


@dataclass(frozen=True)
class Offer:
    """A post of a catalogue in force, and the catalogue it stands in."""

    post: CataloguePost
    ruling: Ruling

    @property
    def code(self) -> str:
        """Unique among the catalogues in force."""
        own = self.post.name if self.post.id == NAMED else self.post.id
        return f"{self.ruling.clause.id}.{own}"


def ruled(node: Node, day: datetime.date, section: str, name: str) -> tuple[Any, Ruling | None]:
    """What the first clause of a section in force that says it says under ``name``, and that clause.

    ``(None, None)`` where no regulation in force says anything: then the product sets no limit of its own.
    """
    return first_said(rulings(node, day, section).values(), name)


def first_said(found: Iterable[Ruling], name: str) -> tuple[Any, Ruling | None]:
    """What the first of these clauses that says it says under ``name``, and that clause."""
    for ruling in found:
        amount = getattr(ruling.clause, name)
        value = ruling.value(amount) if amount is not None else None
        if value is not None and value != ():
            return value, ruling
    return None, None


def whole_number(node: Node, day: datetime.date, section: str, name: str) -> int | None:
    """A number of days, months or people that a clause in force sets; nothing where none does."""
    value, _ruling = ruled(node, day, section, name)
    return None if value is None else int(value)


def clause_of(node: Node, day: datetime.date, section: str) -> Ruling | None:
    """The clause of a section that is in force; where several are, the first by id."""
    found = rulings(node, day, section)
    return found[min(found)] if found else None


def offers(node: Node, day: datetime.date) -> Iterator[Offer]:
    """The posts of every catalogue in force at a community, in the order of their regulations."""
    for ruling in rulings(node, day, "post_rules").values():
        for post in ruling.clause.posts:
            yield Offer(post, ruling)
        for name in named(ruling):
            yield Offer(
                CataloguePost(id=NAMED, name=name, category=ruling.clause.name, source=ruling.clause.source), ruling
            )


def named(ruling: Ruling) -> tuple[str, ...]:
    """The names that the district has given to posts which the regulation only counts."""
    names = ruling.value(ruling.clause.named) if ruling.clause.named is not None else None
    return tuple(str(one) for one in names or ())
