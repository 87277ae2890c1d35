"""What we ask installed editions: which is in force where, and what it says."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from mulin.programmes.models import Edition, Programme
from mulin.rulebook.parameters import read_value
from mulin.rulebook.reading import load_stored
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import ParameterRef
from mulin.rulebook.schema.duties import ActivityKind, Duty
from mulin.rulebook.schema.structures import Organ, Structure
from mulin.tree.models import Node, holding
from mulin.tree.permissions import has_anywhere, holders_of, scope


@lru_cache(maxsize=64)
def stored_pack(edition_id: int) -> Pack:
    """The pack of an installed edition. Editions never change, so it is read once a process."""
    return load_stored(Edition.objects.values_list("content", flat=True).get(pk=edition_id))


def ids_above(*paths: str) -> set[int]:
    """The node ids that stand in materialised paths: the nodes themselves and all above them."""
    return {int(part) for path in paths for part in path.strip("/").split("/") if part}


def published() -> QuerySet[Programme]:
    """Every programme that was ever in force or will be, newest first."""
    found = Programme.objects.filter(published_at__isnull=False)
    return found.select_related("edition", "node").order_by("-since", "-pk")


def programmes_on(day: datetime.date) -> QuerySet[Programme]:
    """Published programmes in force on a day, newest first."""
    return published().filter(holding("", day))


def in_force(node: Node, day: datetime.date) -> list[Programme]:
    """The programmes in force at a node on a day: of each pack the newest at the nearest node above."""
    return nearest(programmes_on(day).filter(node_id__in=ids_above(node.path, node.place_path)))


def in_force_at(nodes: Iterable[Node], day: datetime.date) -> dict[int, list[Programme]]:
    """The programmes in force at each of many nodes on a day, by the node's key. One query."""
    known = list(programmes_on(day))
    above = {node.pk: ids_above(node.path, node.place_path) for node in nodes}
    return {pk: nearest(one for one in known if one.node_id in ids) for pk, ids in above.items()}


def nearest(programmes: Iterable[Programme]) -> list[Programme]:
    """Of programmes at nodes above one node, newest first: of each pack the one at the nearest node."""
    found: dict[str, Programme] = {}
    for programme in programmes:
        known = found.get(programme.edition.pack)
        if known is None or len(programme.node.path) > len(known.node.path):
            found[programme.edition.pack] = programme
    return list(found.values())


def activity_kinds(node: Node, programmes: Iterable[Programme]) -> dict[str, ActivityKind]:
    """The kinds of activity that a node may write down under the programmes in force there, in their order.

    Where two packs let it write down a kind of the same id, it asks what the pack that ``rulings`` prefers asks; a kind
    for other nodes only takes nothing from this one.
    """
    found = strongest(ruling for ruling in ruled(programmes, "activities") if node.kind_id in ruling.clause.hosts)
    return {kind_id: ruling.clause for kind_id, ruling in found.items()}


def all_activity_kinds() -> dict[str, ActivityKind]:
    """Every kind of activity that any installed edition names; a later edition's words win."""
    return {
        kind.id: kind
        for edition_id in Edition.objects.order_by("edition", "revision").values_list("pk", flat=True)
        for kind in stored_pack(edition_id).activities
    }


def all_duties() -> dict[str, Duty]:
    """Every duty that any installed edition names; a later edition's words win."""
    return {
        duty.id: duty
        for edition_id in Edition.objects.order_by("edition", "revision").values_list("pk", flat=True)
        for duty in stored_pack(edition_id).duties
    }


def all_organs() -> dict[str, Organ]:
    """Every organ that any installed edition names; a later edition's words win."""
    return {organ.id: organ for pack in installed() for organ in pack.organs}


def all_structures() -> dict[str, Structure]:
    """Every structure that any installed edition names; a later edition's words win."""
    return {structure.id: structure for pack in installed() for structure in pack.structures}


def installed() -> Iterator[Pack]:
    """The pack of every installed edition, earlier ones first."""
    for edition_id in Edition.objects.order_by("edition", "revision").values_list("pk", flat=True):
        yield stored_pack(edition_id)


def parameters_of(programme: Programme) -> dict[str, Any]:
    """Every parameter of the pack with what the district set, else its default (``None``: not configured)."""
    pack = stored_pack(programme.edition_id)
    return {one.id: programme.parameters.get(one.id, one.default) for one in pack.parameters}


@dataclass(frozen=True)
class Ruling:
    """A clause in force somewhere, with the programme whose parameters fill its blanks."""

    programme: Programme
    clause: Any

    def value(self, amount: Any) -> Any:
        """A number, share, text or list of the clause; for a parameter what the district set (``None``: not set)."""
        if not isinstance(amount, ParameterRef):
            return amount
        declared = {one.id: one for one in stored_pack(self.programme.edition_id).parameters}[amount.parameter]
        return read_value(declared.kind, parameters_of(self.programme)[amount.parameter])

    @property
    def basis(self) -> str:
        """Where the clause stands: the document's title, section and number."""
        documents = {one.id: one.title for one in stored_pack(self.programme.edition_id).documents}
        source = self.clause.source
        return " ".join(one for one in (f"《{documents[source.document]}》", source.section, source.number) if one)


def rulings(node: Node, day: datetime.date, section: str) -> dict[str, Ruling]:
    """The clauses of a section of packs (``"points"``, ``"decisions"`` …) in force at a node on a day, by id.

    Where two packs have a clause of the same id, the one whose pack overrides the other counts; else the newer.
    """
    return rulings_among(in_force(node, day), section)


def rulings_among(programmes: Iterable[Programme], section: str) -> dict[str, Ruling]:
    """The clauses of a section in some programmes, by id; the rule for two of one id is that of ``rulings``."""
    return strongest(ruled(programmes, section))


def ruled(programmes: Iterable[Programme], section: str) -> Iterator[Ruling]:
    """Every clause of a section in some programmes, with its programme."""
    for programme in programmes:
        for clause in getattr(stored_pack(programme.edition_id), section):
            yield Ruling(programme, clause)


def strongest(found: Iterable[Ruling]) -> dict[str, Ruling]:
    """By id the one of these clauses that counts, in the order in which each id is first met."""
    counts: dict[str, Ruling] = {}
    for ruling in found:
        known = counts.get(ruling.clause.id)
        if known is None or yields(known.programme, ruling.programme):
            counts[ruling.clause.id] = ruling
    return counts


def yields(known: Programme, other: Programme) -> bool:
    """Does the pack of ``known`` give way to the pack of ``other``?"""
    if known.edition.pack in stored_pack(other.edition_id).overrides:
        return True
    return known.since < other.since and other.edition.pack not in stored_pack(known.edition_id).overrides


def visible_to(user: Any) -> QuerySet[Programme]:
    """Programmes in somebody's reach: at nodes they see, and those above that are in force for them."""
    above = {
        node_id for held in holders_of("programmes.view", user) for node_id in ids_above(held.path, held.place_path)
    }
    condition = scope(user, "programmes.view", "node__")
    published = Q(node_id__in=above, published_at__isnull=False)
    return Programme.objects.filter(condition | published if condition else condition).select_related("edition", "node")


def editions_visible_to(user: Any) -> QuerySet[Edition]:
    """Regulations are public among all who may read programmes anywhere."""
    return Edition.objects.all() if has_anywhere(user, "programmes.view") else Edition.objects.none()


def descriptions(pack: Pack) -> Mapping[str, str]:
    """Names of a pack's duties and activity kinds by id, for showing."""
    return {one.id: one.name for one in (*pack.duties, *pack.activities)}
