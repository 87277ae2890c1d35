"""两新双覆盖: who lacks a guide or a party organisation, and how far coverage has come."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mulin.foundation.clock import today
from mulin.organisations.models import Guide, Unit
from mulin.organisations.queries.nodes import live_guide, located_organisation, nodes_of, units
from mulin.organisations.rules import is_covered
from mulin.tree.choices import Family, Relation
from mulin.tree.models import Node, NodeQuerySet, Parent, holding

STANDING_PLACES = ("building", "circle")


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
