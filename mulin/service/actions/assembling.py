"""Many teams founded, put right, joined and led at once from a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from mulin.foundation.bulk import insert_rows, update_rows
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.service.models import Team, TeamMembership
from mulin.service.permissions import manage_service


@dataclass
class Gathering:
    """A team, new where it has no key yet; what is put right of it, who joins, who leads it from now on."""

    team: Team
    changes: Mapping[str, Any] = field(default_factory=dict)
    joining: Sequence[Member] = ()
    leader_id: int | None = None


@transaction.atomic
def gather(gatherings: Sequence[Gathering], *, by: User) -> int:
    """Found and change teams, put members into them and name leaders, in a handful of statements; how many teams.

    Refused when a team was founded or disbanded meanwhile. Whoever calls it has asked who lives there, and writes the
    one audit entry.
    """
    for community in {one.team.community_id: one.team.community for one in gatherings}.values():
        manage_service.check(by, community)
    lock_standing([one.team.pk for one in gatherings if one.team.pk])
    for one in gatherings:
        for name, value in one.changes.items():
            setattr(one.team, name, value)
    try:
        with transaction.atomic():
            Team.objects.bulk_create(one.team for one in gatherings if one.team.pk is None)
            update_rows(Team, ["kind", "field", "duty", "meets"], [one.team for one in gatherings if one.changes])
            rows = [(one.team.pk, member.pk, today()) for one in gatherings for member in one.joining]
            insert_rows(TeamMembership, ["team", "member", "since"], rows)
    except IntegrityError as error:
        raise Refused("有团组刚刚成立或有人刚刚编入，请重新预览后再导入") from error
    name_leaders({one.team.pk: one.leader_id for one in gatherings if one.leader_id})
    return len(gatherings)


def lock_standing(team_ids: Sequence[int]) -> None:
    """Lock teams; refused where one is disbanded."""
    rows = Team.objects.select_for_update(of=("self",)).filter(pk__in=team_ids).order_by("pk")
    gone = [one.name for one in rows if one.until is not None]
    if gone:
        raise Refused(f"团组“{gone[0]}”刚刚解散，请重新预览后再导入")


def name_leaders(leaders: Mapping[int, int]) -> None:
    """One of each team leads it, by the team's id; who led it before stays in it."""
    memberships = TeamMembership.objects.filter(team_id__in=leaders, until__isnull=True)
    memberships.filter(is_leader=True).update(is_leader=False)
    named = [one for one in memberships if one.member_id == leaders[one.team_id]]
    for one in named:
        one.is_leader = True
    update_rows(TeamMembership, ["is_leader"], named)
