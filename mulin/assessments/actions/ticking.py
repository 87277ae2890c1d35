"""Ticking off a milestone's target that no fact can show."""

import datetime

from django.db import transaction

from mulin.assessments import permissions
from mulin.assessments.models import TargetTick
from mulin.audit.actions import log
from mulin.foundation.clock import now
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.programmes.models import Programme
from mulin.programmes.queries import stored_pack
from mulin.tree.models import Node


@transaction.atomic
def tick_target(
    programme: Programme,
    subject: Node,
    names: tuple[str, str],
    *,
    reached_on: datetime.date,
    note: str,
    by: User,
) -> TargetTick:
    """Tick off a target (``names``: milestone and target) with what shows it. A measured target cannot be ticked."""
    permissions.organise_at.check(by, subject)
    milestone, target = names
    found = next(
        (
            one
            for stone in stored_pack(programme.edition_id).milestones
            for one in stone.targets
            if stone.id == milestone and one.id == target
        ),
        None,
    )
    if found is None:
        raise Refused("制度里没有这项目标", status=404)
    if found.measure is not None:
        raise Refused(f"“{found.name}”由记录的事实计算，不能手工认定")
    if not note.strip():
        raise Refused("请写明凭什么认定", field="note")
    tick, _ = TargetTick.objects.update_or_create(
        programme=programme,
        subject=subject,
        milestone=milestone,
        target=target,
        defaults={"reached_on": reached_on, "note": note.strip(), "by": by, "at": now()},
    )
    log(by, "认定目标", tick, node_id=subject.pk, changes={"目标": found.name, "凭据": note.strip()})
    return tick
