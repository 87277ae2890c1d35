"""Keeping the derived paths right. The only writer of ``path`` and ``place_path``."""

from collections.abc import Collection

from django.db.models import Q

from mulin.foundation.clock import today
from mulin.tree.choices import Relation
from mulin.tree.models import Node, Parent, lasting
from mulin.tree.rules import paths


def live_parents() -> dict[str, dict[int, int]]:
    """Today's ties, by relation: node id → parent id. A node that has ended stays where it stood last, so that what it
    left behind is still seen by those who were responsible for it.
    """
    found: dict[str, dict[int, int]] = {Relation.BELONGS: {}, Relation.LOCATED: {}}
    day = today()
    ties = Parent.objects.filter(lasting("", day)).order_by("since")
    for node_id, parent_id, relation in ties.values_list("node_id", "parent_id", "relation"):
        found[relation].setdefault(node_id, parent_id)
    last = Parent.objects.filter(until__lte=day, node__until__lte=day).order_by("-until")
    for node_id, parent_id, relation in last.values_list("node_id", "parent_id", "relation"):
        found[relation].setdefault(node_id, parent_id)
    return found


FEW = 20
"""Up to so many nodes their branches alone are derived again; beyond, the whole tree in one pass."""


def refresh_paths(node_ids: Collection[int] | None = None) -> int:
    """Derive the paths of these nodes and of everything below them again; of all nodes without ids, or with many.

    Returns how many changed. A tie that begins in the future counts once no earlier one holds, so that a node founded
    ahead of its day is already seen by those who will be responsible for it.
    """
    nodes = Node.objects.all()
    if node_ids is not None and len(node_ids) > FEW:
        node_ids = None
    if node_ids is not None:
        condition = Q(pk__in=node_ids)
        for path, place_path in Node.objects.filter(pk__in=node_ids).values_list("path", "place_path"):
            if path:
                condition |= Q(path__within=path) | Q(place_path__within=place_path)
        nodes = nodes.filter(condition)
    if node_ids is not None and len(node_ids) == 1 and nodes.count() == 1:
        return refresh_leaf(nodes.get())
    live = live_parents()
    changed = []
    derived = paths(nodes.values_list("pk", flat=True), live[Relation.BELONGS], live[Relation.LOCATED])
    for node in nodes.only("path", "place_path"):
        if derived[node.pk] != (node.path, node.place_path):
            node.path, node.place_path = derived[node.pk]
            changed.append(node)
    Node.objects.bulk_update(changed, ["path", "place_path"], batch_size=500)
    return len(changed)


def refresh_leaf(node: Node) -> int:
    """Derive the paths of one node with nothing below it from its parents' own: no need to read the tree."""
    ties = Parent.objects.filter(node=node).select_related("parent")
    if node.until is not None and node.until <= today():
        ties = ties.order_by("until")
    else:
        ties = ties.filter(lasting("", today())).order_by("-since")
    above = {tie.relation: tie.parent for tie in ties}
    superior = above.get(Relation.BELONGS)
    place = above.get(Relation.LOCATED, superior)
    node.path = f"{superior.path if superior else '/'}{node.pk}/"
    node.place_path = f"{place.place_path if place else '/'}{node.pk}/"
    node.save(update_fields=["path", "place_path"])
    return 1
