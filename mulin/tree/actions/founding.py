"""What people do to the tree: found, rename, move, dissolve; roles given and taken. Each with a date and a reason."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.bulk import chunks
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.tree import events, permissions
from mulin.tree.actions.placing import refresh_paths
from mulin.tree.actions.ties import (
    close_ties,
    hang,
    hang_many,
    refuse_circles,
    refuse_ending,
    refuse_standing,
    ties_from,
)
from mulin.tree.choices import BEGINNING, Change, Relation
from mulin.tree.models import CodeCounter, Kind, Node, NodeChange, Parent, Placement, holding
from mulin.tree.queries import forest
from mulin.tree.rules import made_code


@dataclass(frozen=True)
class NewNode:
    """What is asked of a new node. Without a code one is made; without a date it has stood from the beginning."""

    kind: str
    name: str
    belongs_to: Node | None = None
    located_in: Node | None = None
    code: str = ""
    area_code: str = ""
    since: datetime.date = BEGINNING


def make_codes(kind_code: str, count: int) -> list[str]:
    """Reserve codes for nodes that were given none. The counter's row is locked until the transaction ends."""
    kind = Kind.objects.get(pk=kind_code)
    CodeCounter.objects.get_or_create(kind=kind)
    counter = CodeCounter.objects.select_for_update().get(kind=kind)
    codes: list[str] = []
    while len(codes) < count:
        wanted = [made_code(kind.prefix, counter.next_number + offset) for offset in range(count - len(codes))]
        counter.next_number += len(wanted)
        taken = set(Node.objects.filter(code__in=wanted).values_list("code", flat=True))
        codes += [code for code in wanted if code not in taken]
    counter.save(update_fields=["next_number"])
    return codes


def check_placement(kind: str, parent: Node | None, relation: str) -> None:
    """Refuse a parent that the kinds do not allow; only a kind that may be a root stands alone."""
    if parent is None:
        if relation == Relation.BELONGS and not Kind.objects.get(pk=kind).may_be_root:
            raise Refused(f"{Kind.objects.get(pk=kind).name}必须有上级", field="belongs_to")
        return
    allowed = set(Placement.objects.filter(child_id=kind, relation=relation).values_list("parent_id", flat=True))
    if parent.kind_id not in allowed:
        names = "、".join(Kind.objects.filter(pk__in=allowed).values_list("name", flat=True)) or "无"
        raise Refused(f"{Kind.objects.get(pk=kind).name}不能设在{parent.kind.name}下，可以设在：{names}")


@transaction.atomic
def found(new: NewNode, *, reason: str, by: User) -> Node:
    """Found one node under its superior (and in its place) as of a day."""
    if new.belongs_to is None and not by.is_built_in:
        raise Refused("没有上级的节点只能由系统命令设立，请选择上级", field="belongs_to")
    for above in (new.belongs_to, new.located_in):
        if above is not None:
            permissions.manage_nodes.check(by, above)
            refuse_ending(above)
    check_placement(new.kind, new.belongs_to, Relation.BELONGS)
    check_placement(new.kind, new.located_in, Relation.LOCATED)
    code = new.code or make_codes(new.kind, 1)[0]
    if Node.objects.filter(code=code).exists():
        raise Refused(f"编码“{code}”已被使用，请换一个", field="code")
    node = Node(kind_id=new.kind, code=code, area_code=new.area_code, name=new.name.strip(), since=new.since)
    node.full_clean(exclude=["path", "place_path"])
    node.save()
    for above, relation in ((new.belongs_to, Relation.BELONGS), (new.located_in, Relation.LOCATED)):
        if above is not None:
            hang(node, above, relation, max(node.since, above.since))
    refresh_paths([node.pk])
    node.refresh_from_db()
    NodeChange.objects.create(node=node, change=Change.FOUNDED, on=new.since, reason=reason, entered_by=by)
    log(by, "成立", node, node_id=node.pk, changes={"名称": ["", node.name], "日期": ["", new.since], "原因": reason})
    events.nodes_founded.send(Node, node_ids=[node.pk], on=new.since)
    return node


@transaction.atomic
def rename(node: Node, name: str, *, on: datetime.date, reason: str, by: User) -> Node:
    """Give a node another name; the history keeps the former one."""
    node = Node.objects.select_for_update().get(pk=node.pk)
    permissions.manage_nodes.check(by, node)
    before, node.name = node.name, name.strip()
    if not node.name:
        raise Refused("请填写新名称", field="name")
    node.save(update_fields=["name"])
    NodeChange.objects.create(node=node, change=Change.RENAMED, on=on, reason=reason, before=before, entered_by=by)
    log(by, "更名", node, node_id=node.pk, changes={"名称": [before, node.name], "原因": reason})
    events.nodes_renamed.send(Node, node_ids=[node.pk], on=on)
    return node


def move_along(node: Node, former: Node, parent: Node, on: datetime.date) -> list[Node]:
    """What stands in a node and belongs to its former superior belongs to the new one, too: the compounds of a grid
    that goes to another community, the buildings of a community that goes to another street. Returns them.
    """
    inside = [one for one in forest(on).below(node.pk) if one != node.pk] if ties_from(node, on) else []
    belonging = Parent.objects.filter(holding("", on), parent=former, relation=Relation.BELONGS)
    nodes = [
        tie.node
        for chunk in chunks(inside)
        for tie in belonging.filter(node_id__in=chunk).select_related("node").order_by("node_id")
    ]
    for kind in {one.kind_id for one in nodes}:
        check_placement(kind, parent, Relation.BELONGS)
    known = {one.pk: one for one in nodes}
    hang_many(known, dict.fromkeys(known, parent.pk), Relation.BELONGS, on)
    return nodes


@transaction.atomic
def move(
    node: Node, parent: Node, *, on: datetime.date, reason: str, by: User, relation: str = Relation.BELONGS
) -> Node:
    """Put a node under another superior (or into another place) as of a day. Refuses circles and forbidden kinds."""
    node = Node.objects.select_for_update().get(pk=node.pk)
    for target in (node, parent):
        permissions.manage_nodes.check(by, target)
    if parent.path.startswith(node.path) or parent.place_path.startswith(node.place_path):
        raise Refused(f"“{parent.name}”在“{node.name}”之下，不能反过来做它的上级")
    if not node.holds_on(on) or not parent.holds_on(on):
        raise Refused("生效日期时两个节点必须都存在，请检查日期", field="on")
    refuse_ending(parent, node.until)
    check_placement(node.kind_id, parent, relation)
    refuse_standing(node, parent, relation, on)
    formers = hang(node, parent, relation, on)
    former = formers[0] if formers else None
    along = move_along(node, former, parent, on) if former is not None and relation == Relation.BELONGS else []
    moved = [one.pk for one in (node, *along)]
    refuse_circles(moved, on)
    change = Change.MOVED if relation == Relation.BELONGS else Change.LOCATED
    NodeChange.objects.bulk_create(
        NodeChange(
            node_id=one, change=change, on=on, reason=reason, other=parent, before=str(former or ""), entered_by=by
        )
        for one in moved
    )
    refresh_paths(moved)
    changes: dict[str, Any] = {"上级": [former, parent], "日期": on, "原因": reason}
    if along:
        changes["一并调整"] = [one.name for one in along]
    log(by, change.label, node, node_id=node.pk, changes=changes)
    events.nodes_moved.send(Node, node_ids=moved, on=on, former_ids=[one.pk for one in formers])
    node.refresh_from_db()
    return node


def end(node: Node, *, on: datetime.date) -> set[int]:
    """Close a node and the ties that hold it, as of a day (the first on which it is no more).

    Returns the ids of everything it stood under or in on that day or later: also of ties that began after the day and
    are gone now.
    """
    if node.until is not None:
        raise Refused(f"“{node.name}”已于 {node.until} 撤销，不能再次撤销或合并", field="on")
    if on <= node.since:
        raise Refused(f"撤销日期必须晚于“{node.name}”的成立日期 {node.since}", field="on")
    node.until = on
    node.full_clean(exclude=["path", "place_path", "code"])
    node.save(update_fields=["until"])
    return {tie.parent_id for tie in close_ties(Parent.objects.filter(node=node), on)}


@transaction.atomic
def dissolve(node: Node, *, on: datetime.date, reason: str, by: User) -> Node:
    """End a node as of a day. Refused while anything stands under or in it on that day or is to stand there later:
    nothing is orphaned.
    """
    node = Node.objects.select_for_update().get(pk=node.pk)
    permissions.manage_nodes.check(by, node)
    under = list(dict.fromkeys(tie.node for tie in ties_from(node, on)))
    if under:
        names = "、".join(child.name for child in under[:5])
        raise Refused(f"“{node.name}”下还有 {len(under)} 个节点（{names}…），请先调整或撤销它们")
    former = end(node, on=on)
    refresh_paths([node.pk])
    NodeChange.objects.create(node=node, change=Change.DISSOLVED, on=on, reason=reason, entered_by=by)
    log(by, "撤销", node, node_id=node.pk, changes={"日期": on, "原因": reason})
    events.nodes_dissolved.send(Node, node_ids=[node.pk], on=on, by=by, former_ids=sorted(former))
    return node
