"""Which organisations a place should have by the structures in force there, which stand, and what is missing."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from mulin.judgement.subjects import Forest, Subject
from mulin.organisations.models import OrganisationLife
from mulin.programmes.models import Programme
from mulin.programmes.queries import Ruling, all_structures, in_force_at, rulings_among
from mulin.rulebook.schema.structures import Power, Structure, StructurePart
from mulin.tree.choices import Family, Relation
from mulin.tree.models import Kind, Node, Parent, holding
from mulin.tree.queries import forest, parent_on

FIXED_WORDS = {"time": "时间", "place": "地点", "content": "内容"}


@dataclass(frozen=True)
class Gap:
    """Something that is missing (or too much), at a node, in words."""

    part: str
    at: Subject
    text: str


@dataclass(frozen=True)
class PartStanding:
    """One part of a structure at a place: the organisations that fulfil it, and what is missing."""

    part: StructurePart
    organisations: tuple[Subject, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class PowerHeld:
    """A power with its holders and the organisations it reaches."""

    power: Power
    holders: tuple[Subject, ...]
    over: tuple[Subject, ...]


@dataclass(frozen=True)
class Standing:
    """A structure at a place: part by part, what is fixed of the organisations' life, who holds which power."""

    ruling: Ruling
    place: Subject
    parts: tuple[PartStanding, ...]
    unfixed: tuple[Gap, ...] = ()
    powers: tuple[PowerHeld, ...] = ()

    @property
    def basis(self) -> str:
        """Where the structure stands written."""
        return self.ruling.basis

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Everything that is missing."""
        return (*(gap for part in self.parts for gap in part.gaps), *self.unfixed)


@dataclass
class Ground:
    """What every check of a day needs: the tree, where party and mass organisations stand, how their life is fixed."""

    standing: Forest
    located: dict[int, int] = field(default_factory=dict)
    party_kinds: frozenset[str] = frozenset()
    lives: dict[int, OrganisationLife] = field(default_factory=dict)

    @classmethod
    def of(cls, day: datetime.date, kinds: Collection[str]) -> "Ground":
        """Read it: four queries whatever the number of organisations. ``kinds``: the kinds that structures name."""
        ties = Parent.objects.filter(holding("", day), holding("node__", day), relation=Relation.LOCATED)
        organisations = ties.filter(Q(node__kind__family=Family.PARTY) | Q(node__kind__in=kinds))
        located = dict(organisations.values_list("node_id", "parent_id"))
        party = Kind.objects.filter(family=Family.PARTY).values_list("code", flat=True)
        lives = {row.node_id: row for row in OrganisationLife.objects.holding_on(day)}
        return cls(forest(day), located, frozenset(party), lives)

    def at(self) -> Mapping[int, list[Subject]]:
        """The organisations standing directly at each node."""
        found: dict[int, list[Subject]] = defaultdict(list)
        for organisation, place in self.located.items():
            if organisation in self.standing:
                found[place].append(self.standing.subject(organisation))
        return found

    def stands_under(self, organisation: int, holders: Collection[int]) -> bool:
        """Does it belong, at any depth, to one of these?"""
        above = self.standing.parent(organisation)
        while above is not None:
            if above.id in holders:
                return True
            above = self.standing.parent(above.id)
        return False


class Checking:
    """The check of one place under one structure."""

    def __init__(self, ruling: Ruling, place: Subject, ground: Ground, at: Mapping[int, list[Subject]]) -> None:
        self.ruling, self.place, self.ground, self.at = ruling, place, ground, at
        self.structure: Structure = ruling.clause
        self.area = [ground.standing.subject(one) for one in ground.standing.below(place.id)]
        self.found: dict[str, tuple[Subject, ...]] = {}

    def standing(self) -> Standing:
        """Part by part, in the order of the structure."""
        parts = tuple(self._part(part) for part in self.structure.parts)
        unfixed = tuple(self._unfixed()) if self.structure.fixed else ()
        return Standing(self.ruling, self.place, parts, unfixed, tuple(self._powers()))

    def _part(self, part: StructurePart) -> PartStanding:
        gathered = self._gathered(part) if part.gathers else self._founded(part)
        self.found[part.id] = gathered.organisations
        return gathered

    def _founded(self, part: StructurePart) -> PartStanding:
        places = [one for one in self.area if one.kind in part.in_each] if part.in_each else [self.place]
        there = {place.id: self._of_kinds(place, part) for place in places}
        gaps = [gap for place in places for gap in self._number_gaps(part, place, there[place.id])]
        organisations = tuple(one for place in places for one in there[place.id])
        return PartStanding(part, organisations, (*gaps, *self._outside(part, organisations)))

    def _of_kinds(self, place: Subject, part: StructurePart) -> list[Subject]:
        here = [one for one in self.at.get(place.id, ()) if one.kind in part.organisations]
        if part.under is None or here:
            return here
        holders = self._ids(part.under)
        below = (one for holder in holders for one in self.ground.standing.children(holder, part.organisations))
        return list(dict.fromkeys(below))

    def _number_gaps(self, part: StructurePart, place: Subject, there: list[Subject]) -> Iterator[Gap]:
        least, most = self.ruling.value(part.at_least), self.ruling.value(part.at_most)
        if least is not None and len(there) < least:
            yield Gap(part.name, place, f"缺{part.name}" if least == 1 else f"应有 {least} 个，现有 {len(there)} 个")
        if most is not None and len(there) > most:
            yield Gap(part.name, place, f"至多 {most} 个，现有 {len(there)} 个")

    def _outside(self, part: StructurePart, organisations: Iterable[Subject]) -> Iterator[Gap]:
        holders = self._ids(part.under)
        if holders:
            for one in organisations:
                if not self.ground.stands_under(one.id, holders):
                    yield Gap(part.name, one, f"还没有隶属{self._name(part.under)}")

    def _gathered(self, part: StructurePart) -> PartStanding:
        named = {kind for one in self.structure.parts for kind in one.organisations}
        there = [
            one
            for place in self.area
            if place.kind not in part.except_in
            for one in self.at.get(place.id, ())
            if one.kind in (part.organisations or self.ground.party_kinds) and one.kind not in named
        ]
        return PartStanding(part, tuple(there), tuple(self._outside(part, there)))

    def _unfixed(self) -> Iterator[Gap]:
        for part in self.structure.parts:
            for one in self.found[part.id]:
                life = self.ground.lives.get(one.id)
                lacking = [FIXED_WORDS[what] for what in self.structure.fixed if not getattr(life, what, "")]
                if lacking:
                    yield Gap(part.name, one, f"组织生活未固定{'、'.join(lacking)}")

    def _powers(self) -> Iterator[PowerHeld]:
        for power in self.structure.powers:
            holders = self.found.get(power.held_by, ())
            own = {one.id for one in holders}
            over = tuple(
                one
                for place in self.area
                if place.kind in power.over
                for one in self.at.get(place.id, ())
                if one.kind in self.ground.party_kinds and one.id not in own
            )
            yield PowerHeld(power, holders, over)

    def _ids(self, part_id: str | None) -> set[int]:
        return {one.id for one in self.found.get(part_id or "", ())}

    def _name(self, part_id: str | None) -> str:
        return next((part.name for part in self.structure.parts if part.id == part_id), "")


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


def live_life(node: Node, day: datetime.date) -> OrganisationLife | None:
    """How a party organisation's life is arranged on a day."""
    found: OrganisationLife | None = OrganisationLife.objects.holding_on(day).filter(node=node).first()
    return found
