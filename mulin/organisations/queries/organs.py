"""Organs that regulations ask nodes to set up: who sits where, which positions are empty, what the organ does."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from mulin.foundation.clock import today
from mulin.organisations.models import OrganSeat
from mulin.programmes.models import Programme
from mulin.programmes.queries import Ruling, all_organs, in_force_at, rulings_among
from mulin.rulebook.schema.base import ParameterRef
from mulin.rulebook.schema.structures import Organ, OrganPosition
from mulin.tree.models import Node


@dataclass(frozen=True)
class PositionStanding:
    """A position of an organ: who holds it, how many must and may; ``most`` is nothing where any number may."""

    position: OrganPosition
    seats: tuple[OrganSeat, ...]
    least: int
    most: int | None

    @property
    def lacking(self) -> int:
        """How many are missing."""
        return max(0, self.least - len(self.seats))

    @property
    def surplus(self) -> int:
        """How many are too many."""
        return 0 if self.most is None else max(0, len(self.seats) - self.most)

    @property
    def is_full(self) -> bool:
        """May nobody else hold it?"""
        return self.most is not None and len(self.seats) >= self.most

    @property
    def without_hours(self) -> tuple[OrganSeat, ...]:
        """Those whose hours of duty are not written where they should be."""
        return tuple(seat for seat in self.seats if self.position.hours and not seat.hours)


@dataclass(frozen=True)
class OrganStanding:
    """One organ at a node; ``number`` counts several of one sort. ``duties`` is nothing where nobody wrote them."""

    ruling: Ruling
    number: int
    of_several: bool
    positions: tuple[PositionStanding, ...]
    duties: tuple[str, ...] | None

    @property
    def organ(self) -> Organ:
        """The clause."""
        organ: Organ = self.ruling.clause
        return organ

    @property
    def basis(self) -> str:
        """Where the organ stands written."""
        return self.ruling.basis

    @property
    def is_left_to_the_district(self) -> bool:
        """Does the document name duties without saying them?"""
        return isinstance(self.organ.duties, ParameterRef)

    @property
    def name(self) -> str:
        """As people say it: 第二督查组 is 督查组（第 2 个）."""
        return f"{self.organ.name}（第 {self.number} 个）" if self.of_several else self.organ.name

    @property
    def lacking(self) -> int:
        """How many things are not as the clause says."""
        return sum(one.lacking + one.surplus + len(one.without_hours) for one in self.positions)


def seats(condition: Q, day: datetime.date | None = None) -> QuerySet[OrganSeat]:
    """Seats held on a day. ``condition`` speaks of ``node__``."""
    return OrganSeat.objects.holding_on(day or today()).filter(condition).select_related("node", "looks_after")


def organ_names() -> dict[str, str]:
    """Every organ that an installed pack names, by its word."""
    return {organ.id: organ.name for organ in all_organs().values()}


def position_names() -> dict[tuple[str, str], str]:
    """Every position by the words of organ and position."""
    return {(organ.id, one.id): one.name for organ in all_organs().values() for one in organ.positions}


def organs_at(node: Node, day: datetime.date, programmes: Collection[Programme] | None = None) -> list[OrganStanding]:
    """The organs that a node should set up on a day, as they stand. ``programmes``: those in force there, if known."""
    return organs_of([node], day, None if programmes is None else {node.pk: programmes})[node.pk]


def organs_of(
    nodes: Iterable[Node], day: datetime.date, programmes: Mapping[int, Collection[Programme]] | None = None
) -> dict[int, list[OrganStanding]]:
    """The same for many nodes. Two queries at most, whatever their number."""
    asked = list(nodes)
    in_force = in_force_at(asked, day) if programmes is None else programmes
    rulings = {
        node.pk: [one for one in rulings_among(in_force[node.pk], "organs").values() if node.kind_id in one.clause.at]
        for node in asked
    }
    if not any(rulings.values()):
        return {node.pk: [] for node in asked}
    held: dict[tuple[int, str, int, str], list[OrganSeat]] = defaultdict(list)
    for seat in seats(Q(node__in=[node.pk for node in asked]), day).order_by("since", "pk"):
        held[seat.node_id, seat.organ, seat.number, seat.position].append(seat)
    return {node.pk: [one for ruling in rulings[node.pk] for one in _standings(ruling, node, held)] for node in asked}


def _standings(
    ruling: Ruling, node: Node, held: dict[tuple[int, str, int, str], list[OrganSeat]]
) -> Iterable[OrganStanding]:
    organ: Organ = ruling.clause
    count = int(ruling.value(organ.count) or 1)
    listed = ruling.value(organ.duties)
    for number in range(1, count + 1):
        positions = tuple(
            _position(ruling, one, tuple(held.get((node.pk, organ.id, number, one.id), ()))) for one in organ.positions
        )
        yield OrganStanding(ruling, number, count > 1, positions, tuple(listed) if listed else None)


def _position(ruling: Ruling, position: OrganPosition, held: tuple[OrganSeat, ...]) -> PositionStanding:
    least, most = ruling.value(position.at_least) or 0, ruling.value(position.at_most)
    return PositionStanding(position, held, int(least), None if most is None else int(most))
