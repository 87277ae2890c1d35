"""People in posts: guides named, staff promoted."""

import datetime

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.organisations import permissions
from mulin.organisations.actions.keeping import announce, checked
from mulin.organisations.models import Guide, Staff
from mulin.organisations.rules import GUIDED_KINDS
from mulin.tree.models import Node


@transaction.atomic
def name_guide(node: Node, name: str, *, since: datetime.date, by: User) -> Guide:
    """Name the party guide of an enterprise, building or circle; the former one ends on that day."""
    permissions.manage_units.check(by, node)
    if node.kind_id not in GUIDED_KINDS:
        raise Refused(f"{node.kind.name}不设党建指导员")
    live = Guide.objects.select_for_update().filter(node=node, until__isnull=True).first()
    if live and live.name == name:
        return live
    if live and live.since > since:
        raise Refused(f"现任指导员“{live.name}”自 {live.since} 起，新指导员的起始日期不能更早", field="since")
    if live and live.since == since:
        live.delete()
    elif live:
        live.until = since
        live.save(update_fields=["until"])
    guide = checked(Guide(node=node, name=name.strip(), since=since))
    guide.save(force_insert=True)
    changes = {"指导员": [live.name if live else "", guide.name], "起": since}
    log(by, "明确党建指导员", node, node_id=node.pk, changes=changes)
    announce(Guide, [node.pk])
    return guide


@transaction.atomic
def change_post(staff: Staff, *, node: Node, post: str, on: datetime.date, by: User, grade: int | None = None) -> Staff:
    """Let a person take another post, here or elsewhere, as of a day. The new row names the one before it."""
    kept = Staff.objects.select_for_update(of=("self",)).get(pk=staff.pk)
    permissions.manage_units.check(by, kept)
    permissions.manage_units.check(by, node)
    if kept.until is not None:
        raise Refused(f"“{kept.name}”已于 {kept.until} 离任")
    if on <= kept.since:
        raise Refused(f"任新职的日期必须晚于原任职日期 {kept.since}", field="on")
    kept.until = on
    kept.save(update_fields=["until"])
    taken = Staff(
        node=node,
        name=kept.name,
        post=post,
        grade=grade,
        full_time=kept.full_time,
        phone=kept.phone,
        account=kept.account,
        since=on,
        before=kept,
    )
    checked(taken).save(force_insert=True)
    changes = {"岗位": [kept.post, post], "组织": [kept.node.name, node.name], "日期": on}
    log(by, "调整岗位", taken, node_id=node.pk, changes=changes)
    announce(Staff, [kept.node_id, node.pk])
    return taken
