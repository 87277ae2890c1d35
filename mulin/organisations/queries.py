"""What we ask of what stands at nodes. Lists start from a scope condition that says what the person may see."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from mulin.foundation.clock import today
from mulin.organisations.choices import Post
from mulin.organisations.models import Brand, Guide, PartyOrganisation, Place, Population, Premises, Staff, Unit
from mulin.organisations.rules import is_covered
from mulin.programmes.models import Edition
from mulin.programmes.queries import stored_pack
from mulin.tree.choices import BEGINNING, Family, Relation
from mulin.tree.models import Node, NodeChange, NodeQuerySet, Parent, holding

STANDING_PLACES = ("building", "circle")


def post_names() -> dict[str, str]:
    """Every post by its word: those everywhere, and those installed packs name (a later edition's words win)."""
    names = {str(value): str(label) for value, label in Post.choices}
    for edition_id in Edition.objects.order_by("edition", "revision").values_list("pk", flat=True):
        names.update({post.id: post.name for post in stored_pack(edition_id).posts})
    return names


def known_day(day: datetime.date) -> datetime.date | None:
    """The day, unless it stands for "from the beginning"."""
    return None if day == BEGINNING else day


def with_superiors(nodes: NodeQuerySet, day: datetime.date | None = None) -> NodeQuerySet:
    """The same nodes, each with ``superior_name`` and ``place_name``, in the same query."""
    for name, relation in (("superior_name", Relation.BELONGS), ("place_name", Relation.LOCATED)):
        ties = Parent.objects.filter(holding("", day or today()), node_id=OuterRef("pk"), relation=relation)
        nodes = nodes.annotate(**{name: Subquery(ties.values("parent__name")[:1])})
    return nodes


def nodes_of(family: str, condition: Q, day: datetime.date | None = None) -> NodeQuerySet:
    """Nodes of one family that hold on a day, within a scope."""
    nodes = Node.objects.holding_on(day or today()).filter(condition, kind__family=family)
    return nodes.select_related("kind")


def located_organisation(day: datetime.date, outer: str = "node_id") -> Exists:
    """Is a party organisation located there on the day?"""
    ties = Parent.objects.filter(
        holding("", day),
        holding("node__", day),
        parent_id=OuterRef(outer),
        relation=Relation.LOCATED,
        node__kind__family=Family.PARTY,
    )
    return Exists(ties)


def live_guide(day: datetime.date, outer: str = "node_id") -> Exists:
    """Is a party guide named for it on the day?"""
    return Exists(Guide.objects.filter(holding("", day), node_id=OuterRef(outer)))


def units(condition: Q, day: datetime.date | None = None) -> QuerySet[Any]:
    """Units of a day, each with ``has_guide`` and ``has_organisation``. ``condition`` speaks of ``node__``."""
    day = day or today()
    return (
        Unit.objects.filter(holding("node__", day), condition)
        .select_related("node__kind")
        .annotate(has_guide=live_guide(day), has_organisation=located_organisation(day))
    )


def units_without_guide(condition: Q, day: datetime.date | None = None) -> QuerySet[Unit]:
    """一企一员: enterprises that no guide is named for."""
    return units(condition, day).filter(node__kind="enterprise", has_guide=False)


def units_without_due_organisation(condition: Q, day: datetime.date | None = None) -> QuerySet[Unit]:
    """应建未建: units in which a party organisation is due and none is located."""
    return units(condition, day).filter(organisation_due=True, has_organisation=False)


def places_uncovered(condition: Q, day: datetime.date | None = None) -> NodeQuerySet:
    """Buildings and circles with neither a party organisation (in them or in a unit of theirs) nor a guide."""
    day = day or today()
    organised = Parent.objects.filter(
        holding("", day),
        holding("node__", day),
        relation=Relation.LOCATED,
        node__kind__family=Family.PARTY,
        parent__parents__in=Parent.objects.filter(holding("", day), relation=Relation.LOCATED),
        parent__parents__parent_id=OuterRef("pk"),
    )
    return (
        nodes_of(Family.TERRITORY, condition, day)
        .filter(kind__in=STANDING_PLACES)
        .annotate(
            has_guide=live_guide(day, "pk"),
            has_organisation=Q(located_organisation(day, "pk")) | Q(Exists(organised)),
        )
        .filter(has_guide=False, has_organisation=False)
    )


@dataclass(frozen=True)
class Rate:
    """So many of so many."""

    covered: int
    total: int

    @property
    def percent(self) -> str:
        """In whole per cent, rounded down so that 100 means all; a dash when there is nothing to cover."""
        return f"{self.covered * 100 // self.total}%" if self.total else "—"


def coverage_rates(unit_scope: Q, place_scope: Q, day: datetime.date | None = None) -> dict[str, Rate]:
    """Guides, due organisations, two-new units, and buildings and circles within a scope. Three queries."""
    covered = Q(has_guide=True) | Q(has_organisation=True)
    asked = {
        "guide": (Q(node__kind="enterprise"), Q(has_guide=True)),
        "organisation": (Q(organisation_due=True), Q(has_organisation=True)),
        "two_new": (Q(is_two_new=True), covered),
    }
    counts = {f"{name}_all": Count("pk", filter=whole) for name, (whole, _) in asked.items()}
    counts |= {f"{name}_done": Count("pk", filter=whole & done) for name, (whole, done) in asked.items()}
    found = units(unit_scope, day).aggregate(**counts)
    rates = {name: Rate(found[f"{name}_done"], found[f"{name}_all"]) for name in asked}
    places = nodes_of(Family.TERRITORY, place_scope, day).filter(kind__in=STANDING_PLACES).count()
    return rates | {"place": Rate(places - places_uncovered(place_scope, day).count(), places)}


def coverage(day: datetime.date) -> list[Mapping[str, Any]]:
    """Rows of the derived table ``coverage``: what each unit, building and circle needs and whether it has it.

    ``need`` is ``guide`` (every enterprise), ``organisation`` (where one is due), ``two_new`` (an organisation or at
    least a guide, for every two-new unit) or ``place`` (the same for every building and circle). Five queries,
    whatever the number of units.
    """
    located = dict(
        Parent.objects.filter(holding("", day), relation=Relation.LOCATED).values_list("node_id", "parent_id")
    )
    party = Node.objects.holding_on(day).filter(kind__family=Family.PARTY).values_list("pk", flat=True)
    organised = {located[pk]: pk for pk in party if pk in located}
    guided = dict(Guide.objects.filter(holding("", day)).values_list("node_id", "pk"))
    rows = list(_needs_of_units(day, organised, guided))
    organised_places = {located[unit]: pk for unit, pk in organised.items() if unit in located} | organised
    places = Node.objects.holding_on(day).filter(kind__in=STANDING_PLACES).values_list("pk", flat=True)
    rows += [_need(pk, "place", organised_places, guided, both=True) for pk in places]
    return rows


def _needs_of_units(
    day: datetime.date, organised: Mapping[int, int], guided: Mapping[int, int]
) -> Iterator[Mapping[str, Any]]:
    columns = ("node_id", "node__kind", "is_two_new", "organisation_due")
    for pk, kind, is_two_new, is_due in Unit.objects.filter(holding("node__", day)).values_list(*columns):
        if kind == "enterprise":
            yield _need(pk, "guide", {}, guided)
        if is_due:
            yield _need(pk, "organisation", organised, {})
        if is_two_new:
            yield _need(pk, "two_new", organised, guided, both=True)


def _need(
    pk: int, need: str, organised: Mapping[int, int], guided: Mapping[int, int], *, both: bool = False
) -> Mapping[str, Any]:
    covered = is_covered(has_organisation=pk in organised, has_guide=pk in guided)
    behind = [("nodes", organised[pk])] if pk in organised else []
    behind += [("guides", guided[pk])] if pk in guided and (both or not organised) else []
    return {"host": pk, "need": need, "covered": covered, "behind": behind}


def premises(condition: Q, day: datetime.date | None = None) -> QuerySet[Premises]:
    """Premises that hold on a day. ``condition`` speaks of ``node__``."""
    return Premises.objects.holding_on(day or today()).filter(condition).select_related("node")


def staff(condition: Q, day: datetime.date | None = None) -> QuerySet[Staff]:
    """People in posts on a day."""
    return Staff.objects.holding_on(day or today()).filter(condition).select_related("node")


def guides(condition: Q, day: datetime.date | None = None) -> QuerySet[Guide]:
    """Guides named on a day."""
    return Guide.objects.holding_on(day or today()).filter(condition).select_related("node__kind")


DETAILS: dict[str, type[Unit] | type[PartyOrganisation] | type[Place]] = {
    "unit": Unit,
    "party": PartyOrganisation,
    "territory": Place,
}
KEPT: dict[str, type[Any]] = {"premises": Premises, "staff": Staff, "brand": Brand}


def model_of(name: str) -> type[Any]:
    """Premises, staff or brands, by the word in an address."""
    return KEPT[name]


def kept(name: str, condition: Q) -> QuerySet[Any]:
    """Rows of one sort within a scope, ended ones too."""
    rows: QuerySet[Any] = KEPT[name].objects.filter(condition).select_related("node__kind")
    return rows


def details_of(node: Node) -> Any:
    """What is known of a node, or nothing yet."""
    return DETAILS[node.kind.family]._default_manager.filter(node=node).first()


def live_population(node: Node) -> Population | None:
    """The figures last counted."""
    return Population.objects.filter(node=node, until__isnull=True).first()


def standing_at(node: Node, day: datetime.date) -> dict[str, Any]:
    """All that a node keeps on a day, for its page."""
    return {
        "day": day,
        "details": details_of(node),
        "premises": list(Premises.objects.holding_on(day).filter(node=node).order_by("kind", "name")),
        "staff": list(Staff.objects.holding_on(day).filter(node=node).order_by("post", "name")),
        "guide": Guide.objects.holding_on(day).filter(node=node).first(),
        "brands": list(Brand.objects.holding_on(day).filter(node=node).order_by("name")),
        "population": Population.objects.holding_on(day).filter(node=node).first(),
        "history": list(NodeChange.objects.filter(Q(node=node) | Q(other=node)).select_related("node", "other")),
        "parents": list(
            Parent.objects.filter(holding("", day), node=node).select_related("parent__kind").order_by("relation")
        ),
        "post_names": post_names(),
    }


def double_heads(condition: Q, day: datetime.date | None = None) -> list[tuple[Staff, Staff]]:
    """Secretaries of branches standing in a grid who also head a block of that grid (支部书记兼楼道长).

    Pairs of both posts of a person, matched by name within the grid as the tree stands today. Two queries.
    """
    heads: dict[str, list[Staff]] = {}
    for head in staff(condition, day).filter(post=Post.BLOCK_LEADER):
        heads.setdefault(head.name, []).append(head)
    secretaries = staff(condition, day).filter(post=Post.ORGANISATION_SECRETARY, node__kind="branch")
    found = []
    for secretary in secretaries.filter(name__in=heads):
        grid = secretary.node.place_path.rsplit("/", 2)[0] + "/"
        found += [(secretary, head) for head in heads[secretary.name] if head.node.place_path.startswith(grid)]
    return found
