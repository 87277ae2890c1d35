"""Organs filled and organisations' life arranged."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.organisations import permissions, queries
from mulin.organisations.actions.keeping import announce, checked, enter
from mulin.organisations.models import OrganisationLife, OrganSeat
from mulin.tree.choices import Family
from mulin.tree.models import Node


@transaction.atomic
def seat(new: OrganSeat, *, by: User) -> OrganSeat:
    """Put a person into a position of an organ that a regulation asks for at this node; refuses one too many."""
    permissions.manage_units.check(by, new)
    Node.objects.select_for_update().get(pk=new.node_id)
    position = position_of(new)
    if position.is_full:
        held = "、".join(one.name for one in position.seats)
        raise Refused(f"“{position.position.name}”已满（{held}），请先终止原来的人选", field="place")
    if position.position.hours and not new.hours.strip():
        raise Refused(f"“{position.position.name}”要写明值班时间", field="hours")
    return enter(new, by=by)


def position_of(new: OrganSeat) -> queries.PositionStanding:
    """The position that a seat speaks of, as it stands today; ``Refused`` when nobody asks for it."""
    for organ in queries.organs_at(new.node, today()):
        if (organ.organ.id, organ.number) == (new.organ, new.number):
            for one in organ.positions:
                if one.position.id == new.position:
                    return one
    raise Refused("这里实施的制度没有这个机构或位置，请到“制度实施”查看", field="place")


@transaction.atomic
def arrange_life(node: Node, arranged: Mapping[str, Any], *, since: datetime.date, by: User) -> OrganisationLife:
    """Fix when, where and on what a party organisation holds its life; the former arrangement ends on that day."""
    permissions.manage_units.check(by, node)
    if node.kind.family != Family.PARTY:
        raise Refused(f"{node.kind.name}没有组织生活，请到党组织登记")
    live = OrganisationLife.objects.select_for_update().filter(node=node, until__isnull=True).first()
    if live and live.since > since:
        raise Refused(f"现在的安排自 {live.since} 起，新安排的起始日期不能更早", field="since")
    if live and live.since == since:
        live.delete()
    elif live:
        live.until = since
        live.save(update_fields=["until"])
    life = checked(OrganisationLife(node=node, since=since, **arranged))
    life.save(force_insert=True)
    changes = {"安排": [str(live) if live else "", str(life)], "起": since}
    log(by, "固定组织生活", node, node_id=node.pk, changes=changes)
    announce(OrganisationLife, [node.pk])
    return life
