"""Dated ties of nodes to what stands above them: closed and opened as of a day, and never in a circle."""

import datetime
from collections.abc import Collection

from django.db.models import QuerySet

from mulin.foundation.refusals import Refused
from mulin.tree.choices import Relation
from mulin.tree.models import Node, Parent, lasting


def close_ties(ties: QuerySet[Parent], on: datetime.date) -> list[Parent]:
    """Close those of these ties that hold on a day or later; one that begins on it or later never held.

    Also what was planned for later gives way: what is decided last for a day goes on until something else is decided.
    Returns the closed ties as they were, earliest first.
    """
    closed = list(
        ties.filter(lasting("", on)).select_for_update(of=("self",)).select_related("parent").order_by("since", "pk")
    )
    Parent.objects.filter(pk__in=[tie.pk for tie in closed if tie.since >= on]).delete()
    Parent.objects.filter(pk__in=[tie.pk for tie in closed if tie.since < on]).update(until=on)
    return closed


def hang(node: Node, parent: Node | None, relation: str, on: datetime.date) -> list[Node]:
    """Let a node stand under ``parent`` from a day on. Returns what it would have stood under, the earliest first."""
    closed = close_ties(Parent.objects.filter(node=node, relation=relation), on)
    if parent:
        Parent.objects.create(node=node, parent=parent, relation=relation, since=on, until=node.until)
    return [tie.parent for tie in closed]


def ties_from(node: Node, on: datetime.date) -> list[Parent]:
    """Ties of what stands under or in a node on a day or later."""
    return list(Parent.objects.filter(lasting("", on), parent=node).select_related("node").order_by("since", "pk"))


def refuse_ending(parent: Node, node_until: datetime.date | None = None) -> None:
    """Refuse a superior or a place that ends, or will end, before what is to stand there."""
    if parent.until is not None and (node_until is None or node_until > parent.until):
        raise Refused(f"“{parent.name}”自 {parent.until} 起撤销，请选择别的上级")


def refuse_circles(node_ids: Collection[int], on: datetime.date) -> None:
    """After ties were written: refuse what would put one of these nodes above itself, on that day or as planned."""
    moved = set(node_ids)
    ties = list(
        Parent.objects.filter(lasting("", on)).values_list("node_id", "parent_id", "relation", "since", "until")
    )
    if moved.isdisjoint(parent_id for _, parent_id, *_ in ties):
        return
    for day in sorted({on} | {since for *_, since, _ in ties if since > on}):
        above: dict[str, dict[int, int]] = {Relation.BELONGS: {}, Relation.LOCATED: {}}
        for node_id, parent_id, relation, since, until in ties:
            if since <= day and (until is None or until > day):
                above[relation][node_id] = parent_id
        for chain in (above[Relation.BELONGS], above[Relation.BELONGS] | above[Relation.LOCATED]):
            for start in moved:
                refuse_circle(start, chain, day)


def refuse_circle(start: int, above: dict[int, int], day: datetime.date) -> None:
    """Climb from a node; refuse when the way leads back to where it has been."""
    seen, current = {start}, above.get(start)
    while current is not None:
        if current in seen:
            name = Node.objects.get(pk=start).name
            raise Refused(f"“{name}”的上级又在它自己之下（{day}），请检查上级")
        seen.add(current)
        current = above.get(current)
