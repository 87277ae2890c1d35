"""What we ask the tree. Lists start from what the person may see."""

import datetime
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast

from django.db.models import Q, QuerySet

from mulin.judgement.subjects import Forest, Subject
from mulin.tree.choices import Relation
from mulin.tree.models import Node, NodeQuerySet, Parent, Placement, TreeVersion, holding


def nodes_within(condition: Q) -> NodeQuerySet:
    """Nodes that a scope condition lets through."""
    return Node.objects.filter(condition)


def forest(day: datetime.date) -> Forest:
    """All nodes and their relations as they held on a day, for judging.

    Kept in memory until a node or a parent is written: one query when nothing changed, else three, whatever the number
    of nodes. Shared between requests, so nobody changes it.
    """
    token = TreeVersion.objects.values_list("token", flat=True).first()
    return kept_forest(token, day) if token else fresh_forest(day)


def fresh_forest(day: datetime.date) -> Forest:
    """The forest of a day, read from the database."""
    nodes = Node.objects.holding_on(day).order_by("pk").values_list("pk", "kind_id", "code", "name")
    parents = Parent.objects.filter(holding("", day)).order_by("pk").values_list("node_id", "parent_id", "relation")
    return Forest((Subject(*row) for row in nodes), cast("Any", parents))


@lru_cache(maxsize=8)
def kept_forest(token: str, day: datetime.date) -> Forest:
    """The forest of a day in one version of the tree."""
    return fresh_forest(day)


def superiors(node: Node) -> list[Node]:
    """The nodes above, root first, by today's paths."""
    ids = [int(part) for part in node.path.strip("/").split("/") if part][:-1]
    found = Node.objects.in_bulk(ids)
    return [found[one] for one in ids if one in found]


def parent_on(node: Node, day: datetime.date, relation: str = Relation.BELONGS) -> Node | None:
    """The node above on a day, by one relation."""
    row = Parent.objects.filter(holding("", day), node=node, relation=relation).select_related("parent").first()
    return row.parent if row else None


def children_on(node: Node, day: datetime.date) -> QuerySet[Parent]:
    """What stood directly under or in a node on a day."""
    return (
        Parent.objects.filter(holding("", day), holding("node__", day), parent=node)
        .select_related("node__kind")
        .order_by("node__kind__order", "node__name", "pk")
    )


def by_code(codes: Iterable[str]) -> dict[str, Node]:
    """Nodes by their codes."""
    return {node.code: node for node in Node.objects.filter(code__in=list(codes))}


def allowed_parents(relation: str = Relation.BELONGS) -> dict[str, set[str]]:
    """For each kind, the kinds it may stand under."""
    found: dict[str, set[str]] = {}
    for child, parent in Placement.objects.filter(relation=relation).values_list("child_id", "parent_id"):
        found.setdefault(child, set()).add(parent)
    return found
