"""Which organisations places should have by the structures in force there, and what is missing of them."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q

from mulin.organisations.queries.structure_checks import Checking, Ground, PowerHeld, Standing
from mulin.programmes.models import Programme
from mulin.programmes.queries import all_structures, in_force_at, rulings_among
from mulin.rulebook.schema.structures import Structure
from mulin.tree.choices import Family, Relation
from mulin.tree.models import Node, Parent, holding
from mulin.tree.queries import parent_on


def standings(
    nodes: Iterable[Node], day: datetime.date, programmes: Mapping[int, Collection[Programme]] | None = None
) -> dict[int, list[Standing]]:
    """The structures that each of these places should have on a day, checked. A few queries whatever their number.

    ``programmes`` are those in force at each, when the caller has asked already; one query less.
    """
    places = list(nodes)
    in_force = in_force_at(places, day) if programmes is None else programmes
    structures = {pk: list(rulings_among(found, "structures").values()) for pk, found in in_force.items()}
    kinds = named_kinds(one.clause for found in structures.values() for one in found)
    if not kinds:
        return {node.pk: [] for node in places}
    ground = Ground.of(day, kinds)
    at = ground.at()
    found: dict[int, list[Standing]] = {}
    for node in places:
        here = {one.kind for one in at.get(node.pk, ())}
        found[node.pk] = [
            Checking(ruling, ground.standing.subject(node.pk), ground, at).standing()
            for ruling in structures[node.pk]
            if node.pk in ground.standing and applies(ruling.clause, node, here)
        ]
    return found


def named_kinds(structures: Iterable[Structure]) -> set[str]:
    """The kinds of organisations that structures ask for."""
    return {kind for structure in structures for part in structure.parts for kind in part.organisations}


def applies(structure: Structure, node: Node, kinds_here: Collection[str]) -> bool:
    """Is the structure asked of this place: by its kind, or because its first organisation stands here?"""
    return node.kind_id in structure.subjects or bool(set(structure.parts[0].organisations) & set(kinds_here))


def powers_of(
    organisation: Node, day: datetime.date, programmes: Collection[Programme] | None = None
) -> list[PowerHeld]:
    """The powers that a party organisation holds in the place where it stands."""
    in_force = in_force_at([organisation], day)[organisation.pk] if programmes is None else programmes
    known = [one.clause for one in rulings_among(in_force, "structures").values()]
    if not any(structure.powers and organisation.kind_id in named_kinds([structure]) for structure in known):
        return []
    place = parent_on(organisation, day, Relation.LOCATED)
    if place is None:
        return []
    held = (power for standing in standings([place], day)[place.pk] for power in standing.powers)
    return [power for power in held if any(one.id == organisation.pk for one in power.holders)]


def standings_within(condition: Q, day: datetime.date) -> dict[int, list[Standing]]:
    """The checked structures of all places within a scope, places without any left out."""
    known = all_structures().values()
    first = {kind for structure in known for kind in structure.parts[0].organisations}
    here = Parent.objects.filter(holding("", day), relation=Relation.LOCATED, node__kind__in=first)
    asked = Q(kind__in={kind for structure in known for kind in structure.subjects}) | Q(pk__in=here.values("parent"))
    places = Node.objects.holding_on(day).filter(condition, asked, kind__family=Family.TERRITORY)
    return {pk: found for pk, found in standings(places, day).items() if found}


def structure_gaps(day: datetime.date) -> list[Mapping[str, Any]]:
    """Rows of the derived table ``structure_gaps``: what is missing, at the place whose structure asks for it."""
    return [
        {
            "host": place_id,
            "structure": standing.ruling.clause.id,
            "part": gap.part,
            "at": gap.at.id,
            "behind": [("nodes", gap.at.id)],
        }
        for place_id, found in standings_within(Q(), day).items()
        for standing in found
        for gap in standing.gaps
    ]
