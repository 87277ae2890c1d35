"""Moving house: reported, destination recorded, registered anew; the old file is closed with its history."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.actions.residing import unsettle
from mulin.members.choices import TieKind
from mulin.registration import permissions
from mulin.registration.actions.listing import check_community
from mulin.registration.actions.locking import locked, refuse_unless, save_all
from mulin.registration.choices import IN_FORCE, Destination, State
from mulin.registration.events import members_leaving, registrations_closed
from mulin.registration.models import Registration
from mulin.registration.models.registration import profile_of
from mulin.tree.models import Node

MOVING = ["state", "leaving_on", "destination", "destination_community", "destination_words"]
ENDING = ["state", "ended_on", "ended_because"]


@transaction.atomic
def report_leaving(
    registration: Registration, *, to: Node | None, words: str = "", on: datetime.date, by: User
) -> Registration:
    """A member moves away: to another community of ours (``to``), or outside, then ``words`` say where.

    The community stays responsible until another one has taken over or the file is closed.
    """
    [row] = locked([registration])
    reason = permissions.reason_against_reporting(by, row)
    if reason:
        raise Refused(reason)
    refuse_unless([row], (State.RECEIVED,), "不能报告搬离")
    if to is None and not words.strip():
        raise Refused("请写明去向：选择新的社区，或填写外地的地址", field="words")
    if to is not None:
        check_community(to)
        if to.pk == row.community_id:
            raise Refused(f"“{to.name}”就是现在的社区", field="to")
    if row.received_on and on < row.received_on:
        raise Refused(f"日期不能早于报到日期 {row.received_on}", field="on")
    row.report_leaving(on=on, to=to, words=words.strip())
    save_all([row], MOVING)
    where = to.name if to else words.strip()
    log(by, "报告搬离", row, node_id=row.community_id, changes={"日期": on, "去向": where})
    members_leaving.send(Registration, registration_ids=[row.pk], on=on)
    return row


@transaction.atomic
def stay(registration: Registration, *, by: User) -> Registration:
    """The member does not move after all."""
    [row] = locked([registration])
    reason = permissions.reason_against_reporting(by, row)
    if reason:
        raise Refused(reason)
    refuse_unless([row], (State.LEAVING,), "没有报告搬离")
    row.stay()
    save_all([row], MOVING)
    log(by, "撤回搬离报告", row, node_id=row.community_id)
    return row


@transaction.atomic
def register_anew(
    registration: Registration, community: Node, profile: Mapping[str, Any], *, on: datetime.date, by: User
) -> Registration:
    """The member registers with the community they moved to: the unit lists them there, the old file is closed.

    The new registration follows the old one and takes over what its basic form says, but for what ``profile`` changes.
    The old community keeps the member's residence until the new one has received them.
    """
    [row] = locked([registration])
    permissions.send_members.check(by, row)
    refuse_unless([row], IN_FORCE, "不能重新报到")
    check_community(community)
    if community.pk == row.community_id:
        raise Refused(f"“{community.name}”就是现在的社区", field="community")
    row.close(on=on, because=f"迁往{community.name}，重新报到")
    save_all([row], ENDING)
    campaign = row.campaign if row.campaign and row.campaign.ended_on is None else None
    made = Registration.objects.create(
        member=row.member,
        campaign=campaign,
        unit=row.unit,
        community=community,
        listed_on=on,
        follows=row,
        **{**profile_of(row), **profile},
    )
    log(
        by,
        "迁居重新报到",
        made,
        node_id=row.unit_id,
        changes={"社区": [row.community.name, community.name], "日期": on},
    )
    registrations_closed.send(Registration, registration_ids=[row.pk], on=on)
    return made


@transaction.atomic
def close(registration: Registration, *, because: str, on: datetime.date, by: User) -> Registration:
    """The community closes the file of a member who moved out of the district; the unit leads on alone."""
    [row] = locked([registration])
    permissions.receive_members.check(by, row)
    refuse_unless([row], (State.LEAVING,), "不能结档，请先报告搬离")
    if row.destination != Destination.OUTSIDE:
        raise Refused("去往本区其他社区的，由单位办理重新报到，原档案随之结档")
    row.close(on=on, because=because.strip() or f"迁往{row.destination_words}")
    save_all([row], ENDING)
    unsettle([row.member_id], TieKind.RESIDENCE, on=on)
    log(by, "报到结档", row, node_id=row.community_id, changes={"日期": on, "原因": row.ended_because})
    registrations_closed.send(Registration, registration_ids=[row.pk], on=on)
    return row
