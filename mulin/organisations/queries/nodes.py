"""Nodes, units and posts, within a scope."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from mulin.foundation.clock import today
from mulin.organisations.choices import Post
from mulin.organisations.models import Guide, Unit
from mulin.programmes.models import Edition
from mulin.programmes.queries import stored_pack
from mulin.tree.choices import BEGINNING, Family, Relation
from mulin.tree.models import Node, NodeQuerySet, Parent, holding


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
