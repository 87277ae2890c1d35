"""Many nodes renamed and moved at once, for imports, with the same rules as one by one."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.bulk import chunks
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.tree import events
from mulin.tree.actions.bulk import placement_problem, reaches_path
from mulin.tree.actions.placing import refresh_paths
from mulin.tree.actions.ties import ending_problem, hang_many, refuse_circles
from mulin.tree.choices import Change, Relation
from mulin.tree.models import Kind, Node, NodeChange
from mulin.tree.queries import allowed_parents


@transaction.atomic
def rename_many(
    names: Mapping[int, str], *, on: datetime.date, reason: str, by: User, word: str = "nodes.manage"
) -> None:
    """Give nodes other names, by id; the history keeps the former ones."""
    nodes = reachable(names, by, word)
    history = []
    for node in nodes:
        history.append(
            NodeChange(node=node, change=Change.RENAMED, on=on, reason=reason, before=node.name, entered_by=by)
        )
        node.name = names[node.pk]
    Node.objects.bulk_update(nodes, ["name"], batch_size=500)
    NodeChange.objects.bulk_create(history, batch_size=500)
    if nodes:
        changes = {one.node.code: [one.before, one.node.name] for one in history}
        log(by, "批量更名", name=f"{len(nodes)} 个节点", changes=changes)
        events.nodes_renamed.send(Node, node_ids=[node.pk for node in nodes], on=on)


@dataclass(frozen=True)
class Move:
    """A node goes under or into another one."""

    node_id: int
    parent_id: int
    relation: str = Relation.BELONGS


@transaction.atomic
def move_many(moves: Sequence[Move], *, on: datetime.date, reason: str, by: User, word: str = "nodes.manage") -> None:
    """Put nodes under other superiors (or into other places) as of a day. Refuses circles and forbidden kinds."""
    if not moves:
        return
    nodes = {node.pk: node for node in reachable({move.node_id for move in moves}, by, word)}
    parents = {
        node.pk: node
        for chunk in chunks({move.parent_id for move in moves})
        for node in Node.objects.filter(pk__in=chunk)
    }
    check_moves(moves, nodes, parents, on)
    reach = reaches_path(by, word)
    for parent in parents.values():
        if not reach(parent.path, parent.place_path):
            raise Refused(f"“{parent.name}”不在您的管理范围")
    closed = []
    for relation in Relation.values:
        wanted = {move.node_id: move.parent_id for move in moves if move.relation == relation}
        closed += hang_many(nodes, wanted, relation, on)
    refuse_circles(nodes, on)
    before = {(tie.node_id, tie.relation): tie.parent for tie in reversed(closed)}
    keep_history(moves, before, on=on, reason=reason, by=by)
    refresh_paths(nodes)
    changes = {nodes[move.node_id].code: parents[move.parent_id].name for move in moves}
    log(by, "批量调整", name=f"{len(nodes)} 个节点", changes={"去向": changes, "日期": on, "原因": reason})
    former = {tie.parent_id for tie in closed}
    events.nodes_moved.send(Node, node_ids=list(nodes), on=on, former_ids=sorted(former))


def check_moves(
    moves: Sequence[Move], nodes: Mapping[int, Node], parents: Mapping[int, Node], on: datetime.date
) -> None:
    """Refuse a parent that the kinds do not allow, and a day on which one of the two does not exist."""
    kinds = Kind.objects.in_bulk()
    allowed = {relation: allowed_parents(relation) for relation in Relation.values}
    for move in moves:
        node, parent = nodes[move.node_id], parents[move.parent_id]
        problem = placement_problem(node.kind_id, parent.kind_id, move.relation, kinds, allowed[move.relation])
        problem = problem or ending_problem(parent.name, parent.until, node.until)
        if problem:
            raise Refused(f"“{node.name}”：{problem}")
        if not (node.holds_on(on) and parent.holds_on(on)):
            raise Refused(f"生效日期时“{node.name}”和“{parent.name}”必须都存在，请检查日期")


def keep_history(
    moves: Sequence[Move],
    before: Mapping[tuple[int, str], Node],
    *,
    on: datetime.date,
    reason: str,
    by: User,
) -> None:
    """Write into each node's history where it went and what it stood under before."""
    NodeChange.objects.bulk_create(
        [
            NodeChange(
                node_id=move.node_id,
                change=Change.MOVED if move.relation == Relation.BELONGS else Change.LOCATED,
                on=on,
                reason=reason,
                other_id=move.parent_id,
                before=str(before.get((move.node_id, move.relation), "")),
                entered_by=by,
            )
            for move in moves
        ],
        batch_size=500,
    )


def reachable(ids: Iterable[int], by: User, word: str) -> list[Node]:
    """Lock nodes that are to be changed; refuse when one is out of this person's reach."""
    reach = reaches_path(by, word)
    nodes: list[Node] = []
    for chunk in chunks(sorted(ids)):
        nodes += Node.objects.select_for_update().filter(pk__in=chunk).order_by("pk")
    for node in nodes:
        if not reach(node.path, node.place_path):
            raise Refused(f"“{node.name}”不在您的管理范围")
    return nodes


@transaction.atomic
def set_area_codes(area_codes: Mapping[int, str], *, by: User, word: str = "nodes.manage") -> None:
    """Give nodes their 12-digit statistical codes, by id."""
    nodes = reachable(area_codes, by, word)
    changes = {node.code: [node.area_code, area_codes[node.pk]] for node in nodes}
    for node in nodes:
        node.area_code = area_codes[node.pk]
    Node.objects.bulk_update(nodes, ["area_code"], batch_size=500)
    if nodes:
        log(by, "填写区划代码", name=f"{len(nodes)} 个节点", changes=changes)
