"""Which programme is in charge of which subjects, and from which day to which."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from mulin.judgement.subjects import Forest
from mulin.programmes.models import Programme
from mulin.programmes.queries import programmes_on, published, stored_pack
from mulin.rulebook.schema import Pack

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class InCharge:
    """A programme with its pack, and the subjects it is in charge of: of what begins from ``first`` to ``last``.

    ``gives_way`` says by duty where a pack that overrides this one asks the same thing in its own way.
    """

    programme: Programme
    pack: Pack
    subjects: frozenset[int]
    first: datetime.date = datetime.date.min
    last: datetime.date = datetime.date.max
    gives_way: Mapping[str, frozenset[int]] = field(default_factory=dict, hash=False)

    def covers(self, other: "InCharge") -> bool:
        """Is it in charge of the same subjects for the same duties?"""
        return self.subjects == other.subjects and self.gives_way == other.gives_way


def in_charge(forest: Forest, day: datetime.date, programmes: Iterable[Programme] | None = None) -> list[InCharge]:
    """Which programme is in charge of which subjects on a day.

    Of each pack the one published at the nearest node above a subject is; at one node the newest.
    """
    candidates = list(programmes_on(day) if programmes is None else programmes)
    # The outermost first and, at one node, the oldest: read backwards, whoever comes first has the subjects.
    candidates.sort(key=lambda one: (forest.depth(one.node_id) if one.node_id in forest else 0, one.since, one.pk))
    found: list[InCharge] = []
    taken: dict[str, frozenset[int]] = {}
    for programme in reversed(candidates):
        if programme.node_id in forest:
            pack = programme.edition.pack
            nearer, below = taken.get(pack, frozenset()), frozenset(forest.below(programme.node_id))
            found.append(InCharge(programme, stored_pack(programme.edition_id), below - nearer))
            taken[pack] = nearer | below
    return [replace(one, gives_way=gives_way(one, found)) for one in reversed(found)]


def gives_way(charge: InCharge, others: Iterable[InCharge]) -> Mapping[str, frozenset[int]]:
    """Where each duty of a programme is overridden by the duty of the same id of a pack that overrides this one."""
    found: dict[str, frozenset[int]] = {}
    for other in others:
        if charge.pack.pack not in other.pack.overrides:
            continue
        stronger = {duty.id: set(duty.subjects) for duty in other.pack.duties}
        for duty in charge.pack.duties:
            if set(duty.subjects) <= stronger.get(duty.id, set()):
                found[duty.id] = found.get(duty.id, frozenset()) | other.subjects
    return found


def ever_in_charge(forest: Forest, day: datetime.date) -> list[InCharge]:
    """Which programme was in charge of which subjects from which day to which, up to a day; the tree as it stands.

    A duty asks this for the first day of its period: what an edition asked stays when a newer one takes over.
    """
    programmes = list(published().filter(since__lte=day))
    ends = {one.until for one in programmes if one.until is not None and one.until <= day}
    edges = sorted({one.since for one in programmes} | ends)
    found: dict[int, list[InCharge]] = {}
    for number, start in enumerate(edges):
        last = edges[number + 1] - ONE_DAY if edges[number + 1 :] else day
        holding = [one for one in programmes if one.since <= start and (one.until is None or start < one.until)]
        for charge in in_charge(forest, start, holding):
            terms = found.setdefault(charge.programme.pk, [])
            goes_on = terms and terms[-1].last + ONE_DAY == start and terms[-1].covers(charge)
            begin = terms.pop().first if goes_on else start
            terms.append(replace(charge, first=begin, last=last))
    return [charge for terms in found.values() for charge in terms]
