"""The unit lists its members with the communities where they live, and puts the basic form right."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.bulk import insert_rows, reserve_ids
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.organisations.actions.keeping import title_of
from mulin.registration import permissions, queries
from mulin.registration.actions.locking import locked, refuse_unless, save_all
from mulin.registration.choices import WITH_THE_UNIT, State
from mulin.registration.models import Campaign, Registration
from mulin.registration.models.registration import PROFILE
from mulin.tree.models import Node

COLUMNS = ("id", "member", "campaign", "unit", "community", "state", "listed_on", *PROFILE)


@dataclass(frozen=True)
class Listed:
    """One member to be listed: who, sent by which organisation, living where, what the basic form says."""

    member_id: int
    unit_id: int
    community: Node
    profile: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def list_members(campaign: Campaign, rows: Sequence[Listed], *, on: datetime.date, by: User) -> list[int]:
    """List members in a campaign; the ids of their registrations. Refuses with the first who cannot be listed."""
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if campaign.ended_on is not None:
        raise Refused(f"“{campaign.name}”已于 {campaign.ended_on} 结束，不能再列入名单")
    for node in Node.objects.filter(pk__in={row.unit_id for row in rows}):
        permissions.send_members.check(by, node)
    for community in {row.community.pk: row.community for row in rows}.values():
        check_community(community)
    problems = queries.problems_of_listing(campaign, [(row.member_id, row.unit_id) for row in rows])
    if problems:
        raise Refused(next(iter(problems.values())), field="member")
    ids = insert_listed(campaign, rows, on)
    units = {row.unit_id for row in rows}
    log(
        by,
        "列入报到名单",
        campaign,
        node_id=units.pop() if len(units) == 1 else campaign.node_id,
        changes={"人数": len(ids), "日期": on},
    )
    return ids


def insert_listed(campaign: Campaign, rows: Sequence[Listed], on: datetime.date) -> list[int]:
    """Write rows that were checked, in the caller's transaction."""
    ids = reserve_ids(Registration, len(rows))
    blank = Registration()

    def filled(row: Listed) -> list[str]:
        return [row.profile.get(name) or getattr(blank, name) for name in PROFILE]

    insert_rows(
        Registration,
        COLUMNS,
        (
            (key, row.member_id, campaign.pk, row.unit_id, row.community.pk, State.LISTED.value, on, *filled(row))
            for key, row in zip(ids, rows, strict=True)
        ),
    )
    return ids


def check_community(node: Node) -> None:
    """Refuse a node with which nobody registers."""
    problem = queries.community_problem(node)
    if problem:
        raise Refused(problem, field="community")


@transaction.atomic
def correct(
    registration: Registration, profile: Mapping[str, Any], *, by: User, community: Node | None = None, version: int = 0
) -> Registration:
    """Put the basic form right; another community only while the unit still answers. ``version``: what was read."""
    [row] = locked([registration])
    permissions.send_members.check(by, row)
    if version and version != row.version:
        raise Refused("这份登记刚被别人改过，请刷新页面后再填")
    changed = [name for name in PROFILE if name in profile and profile[name] != getattr(row, name)]
    for name in changed:
        setattr(row, name, profile[name])
    moved = community is not None and community.pk != row.community_id
    before = row.community.name
    if community is not None and moved:
        check_community(community)
        refuse_unless([row], (State.LISTED, State.REFUSED), "已派遣，不能改换社区")
        row.community = community
    if not changed and not moved:
        return row
    save_all([row], [*changed, "community"])
    titles = {title_of(Registration, name): "已更正" for name in changed}
    log(
        by,
        "更正报到登记",
        row,
        node_id=row.unit_id,
        changes=titles | ({"报到社区": [before, row.community.name]} if moved else {}),
    )
    return row


@transaction.atomic
def withdraw(registration: Registration, *, because: str, on: datetime.date, by: User) -> Registration:
    """Take a member off the list again, with the reason: listed by mistake, or sent and never arriving."""
    [row] = locked([registration])
    permissions.send_members.check(by, row)
    if not because.strip():
        raise Refused("请写明撤销原因", field="because")
    refuse_unless([row], WITH_THE_UNIT, "不能撤销，社区已经接收")
    row.withdraw(on=on, because=because.strip())
    save_all([row], ["state", "ended_on", "ended_because"])
    log(by, "撤销报到", row, node_id=row.unit_id, changes={"日期": on, "原因": because.strip()})
    return row
