"""Members who moved away or left: their posts, teams, groups and open letters end. Bulk, one audit entry."""

import datetime
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Q

from mulin.audit.actions import log
from mulin.service import events
from mulin.service.actions.claims import announce
from mulin.service.choices import ContactOutcome, Ending
from mulin.service.models import Claim, GroupMembership, TeamMembership, UnitContact
from mulin.service.queries.places import communities_of
from mulin.tree.models import Node

AT_A_TIME = 5000


@transaction.atomic
def leave_former_communities(member_ids: Collection[int], on: datetime.date) -> None:
    """End what members hold in communities where they live no more."""
    wanted = sorted(member_ids)
    for start in range(0, len(wanted), AT_A_TIME):
        portion = wanted[start : start + AT_A_TIME]
        end(portion, on, communities_of(portion, on))


@transaction.atomic
def leave_everything(member_ids: Collection[int], on: datetime.date) -> None:
    """End whatever members hold anywhere."""
    wanted = sorted(member_ids)
    for start in range(0, len(wanted), AT_A_TIME):
        end(wanted[start : start + AT_A_TIME], on, {})


def end(member_ids: Collection[int], on: datetime.date, homes: Mapping[int, Node]) -> None:
    """End claims, teams and open letters except at the community each member lives in, and groups outside it."""
    rows = Claim.objects.select_for_update(of=("self",)).filter(member_id__in=member_ids, until__isnull=True)
    claims = [one for one in rows.select_related("post").order_by("pk") if not stays(one, one.post.community_id, homes)]
    for claim in claims:
        claim.end(Ending.MOVED, on=max(on, claim.since))
    Claim.objects.bulk_update(claims, ["state", "ending", "until", "note"])
    teams = TeamMembership.objects.filter(member_id__in=member_ids, until__isnull=True).select_related("team")
    left = [one.pk for one in teams if not stays(one, one.team.community_id, homes)]
    TeamMembership.objects.filter(pk__in=left).update(until=on, is_leader=False)
    letters = UnitContact.objects.filter(member_id__in=member_ids, answered_on__isnull=True)
    open_letters = [one.pk for one in letters if not stays(one, one.community_id, homes)]
    UnitContact.objects.filter(pk__in=open_letters).update(outcome=ContactOutcome.MOVED, answered_on=on)
    groups = end_groups(member_ids, on, homes)
    if claims or left or groups:
        changes = {"日期": on, "岗位": len(claims), "团组": len(left), "党小组": groups}
        log(None, "迁出离岗", name=f"{len(member_ids)} 名党员", changes=changes)
    if claims:
        announce(claims)


def stays(row: Claim | TeamMembership | UnitContact, community_id: int, homes: Mapping[int, Node]) -> bool:
    """Does the member still live there?"""
    home = homes.get(row.member_id)
    return home is not None and home.pk == community_id


def end_groups(member_ids: Collection[int], on: datetime.date, homes: Mapping[int, Node]) -> int:
    """End memberships of party groups that stand outside the community a member lives in; how many."""
    rows = GroupMembership.objects.filter(Q(until__isnull=True), member_id__in=member_ids).select_related("group")
    gone = [
        one
        for one in rows
        if one.member_id not in homes or not one.group.place_path.startswith(homes[one.member_id].place_path)
    ]
    GroupMembership.objects.filter(pk__in=[one.pk for one in gone]).update(until=on, is_leader=False)
    if gone:
        events.groups_changed.send(
            GroupMembership,
            member_ids=sorted({one.member_id for one in gone}),
            node_ids=sorted({one.group_id for one in gone}),
        )
    return len(gone)
