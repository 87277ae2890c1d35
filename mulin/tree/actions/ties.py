"""Dated ties of nodes to what stands above them: closed and opened as of a day, and never in a circle."""

import datetime
from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from mulin.foundation.bulk import chunks, insert_rows
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


def hang_many(nodes: Mapping[int, Node], parents: Mapping[int, int], relation: str, on: datetime.date) -> list[Parent]:
    """Let many nodes stand under others (``parents``: id of a node → id of its new parent) from a day on.

    Returns the ties that gave way, each node's earliest first.
    """
    of_relation = Parent.objects.filter(relation=relation)
    closed = [tie for chunk in chunks(parents) for tie in close_ties(of_relation.filter(node_id__in=chunk), on)]
    rows = ((node_id, parent_id, str(relation), on, nodes[node_id].until) for node_id, parent_id in parents.items())
    insert_rows(Parent, ["node", "parent", "relation", "since", "until"], rows)
    return closed


def ties_from(node: Node, on: datetime.date) -> list[Parent]:
    """Ties of what stands under or in a node on a day or later."""
    return list(Parent.objects.filter(lasting("", on), parent=node).select_related("node").order_by("since", "pk"))


def ending_problem(name: str, until: datetime.date | None, node_until: datetime.date | None = None) -> str:
    """Why nothing can stand under or in what ends, or will end, before it; nothing when it can."""
    if until is None or (node_until is not None and node_until <= until):
        return ""
    return f"“{name}”自 {until} 起撤销，请选择别的上级"


def refuse_ending(parent: Node, node_until: datetime.date | None = None) -> None:
    """Refuse a superior or a place that ends, or will end, before what is to stand there."""
    problem = ending_problem(parent.name, parent.until, node_until)
    if problem:
        raise Refused(problem)


def refuse_standing(node: Node, parent: Node, relation: str, on: datetime.date) -> None:
    """Refuse to put a node where it stands on that day anyway: its history would tell of a move that was none."""
    ties = list(Parent.objects.filter(lasting("", on), node=node, relation=relation))
    if [tie.parent_id for tie in ties] == [parent.pk] and ties[0].since <= on:
        raise Refused(f"“{node.name}”在 {on} 已经在“{parent.name}”，不用调整")


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
