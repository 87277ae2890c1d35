"""Taking back an entry, with a reason; the entry itself stays."""

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.bulk import insert_rows
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.points.actions.posting import COLUMNS, Kept, Openings, Stamp, key_of, reversal_row
from mulin.points.choices import Origin, Purse
from mulin.points.models import PointsEntry, Redemption
from mulin.points.permissions import manage_points
from mulin.tree.models import Node, holding


def branch_of(entry: PointsEntry) -> Node:
    """The node whose people keep the entry: where the member belongs today, or belonged last; the node itself."""
    if entry.node is not None:
        return entry.node
    if entry.member is None:
        raise Refused("这一笔没有对象")
    ties = entry.member.ties.filter(kind="home_organisation").select_related("node__kind")
    tie = ties.filter(holding("", today())).first() or ties.last()
    if tie is None:
        raise Refused("这名党员没有所在党组织，请先调整关系")
    found: Node = tie.node
    return found


@transaction.atomic
def reverse(entry: PointsEntry, *, why: str, by: User) -> PointsEntry:
    """Take an entry back. Refused without a reason, and for what is reversed already or reverses another.

    An exchange that is taken back gives its piece to the stock again.
    """
    fresh = PointsEntry.objects.select_for_update(of=("self",)).select_related("member", "node").get(pk=entry.pk)
    if fresh.origin != Origin.EXCHANGED:
        manage_points.check(by, branch_of(fresh))
    return reverse_allowed(fresh, why=why, by=by)


def reverse_allowed(fresh: PointsEntry, *, why: str, by: User) -> PointsEntry:
    """The same for a locked entry, where it has been asked who may."""
    if not why.strip():
        raise Refused("请写明冲正的原因", field="why")
    if fresh.reverses_id is not None:
        raise Refused("这一笔本身就是冲正，不能再冲正；需要时请重新登记")
    if PointsEntry.objects.filter(reverses=fresh).exists():
        raise Refused("这一笔已经冲正")
    key = key_of(fresh)
    last = PointsEntry.objects.filter(
        scheme=fresh.scheme, rule=fresh.rule, member=fresh.member_id, node=fresh.node_id, reference=fresh.reference
    )
    revisions = {key: max(last.values_list("revision", flat=True))}
    stamp = Stamp(Origin.REVERSAL, by, reversed_because=why.strip())
    periods = Openings([fresh.member_id] if fresh.member_id else [])
    row = reversal_row(fresh, False, Kept({key: fresh}, revisions, set()), periods, stamp)
    insert_rows(PointsEntry, [*COLUMNS, "node"], [(*row, fresh.node_id)])
    if fresh.purse == Purse.EXCHANGE:
        Redemption.objects.filter(entry=fresh).update(returned_on=today())
    made = PointsEntry.objects.get(reverses=fresh)
    log(
        by, "冲正积分", fresh.member or fresh.node, changes={"分值": [fresh.points, 0], "原因": why, "原记录": fresh.pk}
    )
    return made
