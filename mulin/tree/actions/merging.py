"""Merging and splitting nodes, with their children, as of a day. Nothing is orphaned and history stays."""

import datetime
from collections.abc import Mapping, Sequence

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.judgement.once import judging_once
from mulin.tree import events, permissions
from mulin.tree.actions.founding import check_placement, end
from mulin.tree.actions.placing import refresh_paths
from mulin.tree.actions.ties import hang, refuse_circles, refuse_ending, ties_from
from mulin.tree.choices import Change
from mulin.tree.models import Node, NodeChange, Parent, RoleHolding
from mulin.tree.queries import parent_on


def rehang(tie: Parent, parent: Node, on: datetime.date) -> None:
    """Let a node that stands under another stand under ``parent`` from a day on."""
    check_placement(tie.node.kind_id, parent, tie.relation)
    if tie.since >= on:
        tie.parent = parent
        tie.save(update_fields=["parent"])
        return
    until, tie.until = tie.until, on
    tie.save(update_fields=["until"])
    Parent.objects.create(node=tie.node, parent=parent, relation=tie.relation, since=on, until=until)


def take_place_of(node: Node, into: Node, on: datetime.date) -> None:
    """What a node goes into, where it stands directly below it, steps up to where the node stood."""
    for relation in {tie.relation for tie in ties_from(node, on) if tie.node_id == into.pk}:
        hang(into, parent_on(node, on, relation), relation, on)


def hand_over_roles(node: Node, into: Node) -> None:
    """Roles held at a node go over to the one it went into; who holds the role there already keeps just one."""
    for held in RoleHolding.objects.filter(node=node, until__isnull=True):
        twice = RoleHolding.objects.filter(user=held.user_id, role=held.role, node=into, until__isnull=True)
        if twice.exists():
            held.delete()
        else:
            held.node = into
            held.save(update_fields=["node"])


@transaction.atomic
def merge(nodes: Sequence[Node], into: Node, *, on: datetime.date, reason: str, by: User) -> Node:
    """Merge nodes of one kind into one of them or into another of the kind, as of a day.

    Children, roles and (through the event) members, premises, staff and duties go over on that day.
    """
    nodes = [node for node in Node.objects.select_for_update().filter(pk__in=[n.pk for n in nodes]) if node != into]
    if not nodes:
        raise Refused("请选择要并入的节点")
    permissions.manage_nodes.check(by, into)
    for node in nodes:
        permissions.manage_nodes.check(by, node)
        if node.kind_id != into.kind_id:
            raise Refused(f"“{node.name}”是{node.kind.name}，不能并入{into.kind.name}“{into.name}”")
        if not node.holds_on(on) or not into.holds_on(on):
            raise Refused(f"“{node.name}”或“{into.name}”在 {on} 不存在，请检查日期", field="on")
    refuse_ending(into)
    moved: list[int] = []
    former: set[int] = set()
    for node in nodes:
        take_place_of(node, into, on)
        for tie in ties_from(node, on):
            rehang(tie, into, on)
            moved.append(tie.node_id)
        hand_over_roles(node, into)
        former |= end(node, on=on)
        NodeChange.objects.create(
            node=node, change=Change.MERGED, on=on, reason=reason, other=into, before=node.name, entered_by=by
        )
        log(by, "并入", node, node_id=into.pk, changes={"并入": into.name, "日期": on, "原因": reason})
    refuse_circles([into.pk, *moved], on)
    refresh_paths([into.pk, *(node.pk for node in nodes), *moved])
    with judging_once():
        events.nodes_merged.send(
            Node, node_ids=[node.pk for node in nodes], into_id=into.pk, on=on, by=by, former_ids=sorted(former)
        )
    into.refresh_from_db()
    return into


@transaction.atomic
def split(
    node: Node, into: Sequence[Node], *, assignments: Mapping[int, Node], on: datetime.date, reason: str, by: User
) -> Sequence[Node]:
    """Split a node into newly founded ones as of a day; every child is assigned to one of them.

    ``assignments`` maps the id of a child to its new parent. A child without an assignment is a refusal that names it.
    """
    node = Node.objects.select_for_update().get(pk=node.pk)
    permissions.manage_nodes.check(by, node)
    if len(into) < 2:
        raise Refused("拆分至少需要两个新节点")
    ties = ties_from(node, on)
    left = [tie.node.name for tie in ties if tie.node_id not in assignments]
    if left:
        raise Refused(f"还有 {len(left)} 个下级没有指定去向：{'、'.join(left[:5])}")
    for tie in ties:
        refuse_ending(assignments[tie.node_id])
        rehang(tie, assignments[tie.node_id], on)
    former = end(node, on=on)
    for one in into:
        NodeChange.objects.create(
            node=one, change=Change.SPLIT, on=on, reason=reason, other=node, before=node.name, entered_by=by
        )
    log(by, "拆分", node, node_id=node.pk, changes={"拆为": [one.name for one in into], "日期": on, "原因": reason})
    refresh_paths([node.pk, *(tie.node_id for tie in ties)])
    with judging_once():
        events.node_split.send(
            Node,
            node_id=node.pk,
            into_ids=[one.pk for one in into],
            assignments={child: parent.pk for child, parent in assignments.items()},
            on=on,
            by=by,
            former_ids=sorted(former),
        )
    return into
