"""The yearly census of members who came: opened for every community at once, each counts and reports."""

import datetime

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.organisations.actions.keeping import checked
from mulin.relations import permissions
from mulin.relations.models import Census, CensusReturn
from mulin.relations.queries.clauses import floating_terms
from mulin.relations.queries.floating import stays_within
from mulin.tree.models import Node

COMMUNITY = "community"


@transaction.atomic
def open_census(node: Node, *, year: int, due_on: datetime.date | None = None, by: User) -> Census:
    """Ask every community below a node to count those who came this year, by a day."""
    permissions.run_census.check(by, node)
    terms = floating_terms(node, today())
    if terms is None or terms.clause.census is None:
        raise Refused("现行制度没有规定流入党员摸底，不能发起")
    days = terms.census_days
    due = due_on or (today() + datetime.timedelta(days=days) if days is not None else None)
    if due is None:
        raise Refused("现行制度没有规定摸底用时，请填写完成期限", field="due_on")
    made = Census(node=node, year=year, begins_on=today(), due_on=due, opened_by=by)
    checked(made)
    communities = Node.objects.below([node]).holding_on(today()).filter(kind=COMMUNITY).order_by("pk")
    if not communities:
        raise Refused(f"“{node.name}”没有所辖社区，不能发起摸底", field="node")
    made.save()
    CensusReturn.objects.bulk_create([CensusReturn(census=made, community=one) for one in communities])
    log(by, "发起流入党员摸底", made, node_id=node.pk, changes={"社区": len(communities), "期限": due})
    return made


@transaction.atomic
def complete_return(found: CensusReturn, *, wishing_transfer: int = 0, thoughts: str = "", by: User) -> CensusReturn:
    """A community has looked: the figures of those received there today are kept, with how they think."""
    row = CensusReturn.objects.select_for_update(of=("self",)).select_related("community", "census").get(pk=found.pk)
    permissions.manage_relations.check(by, row.community)
    if row.done_on is not None:
        raise Refused(f"已于 {row.done_on} 完成，不用再报")
    stays = list(stays_within(row.community))
    if wishing_transfer > len(stays):
        raise Refused(f"现有流入党员 {len(stays)} 人，愿转入人数不能更多", field="wishing_transfer")
    row.counted = row.placed = len(stays)
    row.with_permit = sum(not one.permit_is_owed for one in stays)
    row.wishing_transfer, row.thoughts = wishing_transfer, thoughts
    row.done_on, row.done_by = today(), by
    checked(row)
    row.save()
    log(by, "完成流入党员摸底", row, node_id=row.community_id, changes={"人数": row.counted})
    return row
