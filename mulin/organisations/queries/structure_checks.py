"""The check of a place: which organisations it should have by a structure, which stand, and what is missing."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from mulin.judgement.subjects import Forest, Subject
from mulin.organisations.models import OrganisationLife
from mulin.programmes.queries import Ruling
from mulin.rulebook.schema.structures import Power, Structure, StructurePart
from mulin.tree.choices import Family, Relation
from mulin.tree.models import Kind, Parent, holding
from mulin.tree.queries import forest

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
