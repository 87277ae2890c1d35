"""Teams: founded, changed, joined, led, disbanded; volunteers placed in one."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.service.actions.claims import check_living_here
from mulin.service.actions.posts import at_a_community
from mulin.service.choices import ApplicationState, TeamKind
from mulin.service.models import Team, TeamMembership, VolunteerApplication
from mulin.service.permissions import check_oneself, manage_service
from mulin.service.queries.teams import suggested_teams
from mulin.tree.models import Node

TITLES = {"name": "团组", "kind": "种类", "field": "服务内容", "duty": "定责", "meets": "定时"}


@transaction.atomic
def found_team(community: Node, values: Mapping[str, Any], *, by: User) -> Team:
    """A team with its fixed post (``field``), ``duty`` and time (``meets``)."""
    manage_service.check(by, community)
    at_a_community(community)
    team = Team(community=community, since=today(), **values)
    save_named(team)
    log(by, "成立团组", team, node_id=community.pk, changes={TITLES[key]: ["", value] for key, value in values.items()})
    return team


def save_named(team: Team) -> None:
    """Save a team; a name that another team of the community bears is refused."""
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:
        raise Refused("本社区已有同名团组", field="name") from error


@transaction.atomic
def change_team(team: Team, values: Mapping[str, Any], *, by: User) -> Team:
    """Rename a team, fix its post, duty or time anew."""
    team = locked_team(team)
    manage_service.check(by, team)
    changes = {TITLES[key]: [getattr(team, key), value] for key, value in values.items() if getattr(team, key) != value}
    for key, value in values.items():
        setattr(team, key, value)
    if changes:
        save_named(team)
        log(by, "更改团组", team, node_id=team.community_id, changes=changes)
    return team


def locked_team(team: Team) -> Team:
    """The team, read again and locked. Refused once it is disbanded."""
    fresh = Team.objects.select_for_update(of=("self",)).select_related("community").get(pk=team.pk)
    if fresh.until is not None:
        raise Refused("这个团组已经解散")
    return fresh


@transaction.atomic
def join_team(team: Team, members: Sequence[Member], *, by: User) -> list[Member]:
    """Members join a team; who is in it already stays. Returns who is new."""
    team = locked_team(team)
    manage_service.check(by, team)
    check_living_here(team.community, members)
    return enrol(team, members, by)


def enrol(team: Team, members: Sequence[Member], by: User) -> list[Member]:
    """Put members into a locked team."""
    standing = set(team.memberships.filter(until__isnull=True).values_list("member_id", flat=True))
    fresh = [one for one in dict.fromkeys(members) if one.pk not in standing]
    TeamMembership.objects.bulk_create(TeamMembership(team=team, member=one, since=today()) for one in fresh)
    if fresh:
        changes = {"加入": "、".join(one.name for one in fresh)}
        log(by, "编入团组", team, node_id=team.community_id, changes=changes)
    return fresh


@transaction.atomic
def leave_team(team: Team, member_ids: Collection[int], *, by: User) -> int:
    """Members leave a team; how many."""
    team = locked_team(team)
    manage_service.check(by, team)
    rows = TeamMembership.objects.filter(team=team, member_id__in=member_ids, until__isnull=True)
    count = rows.update(until=today(), is_leader=False)
    if count:
        log(by, "退出团组", team, node_id=team.community_id, changes={"人数": count})
    return count


@transaction.atomic
def name_leader(team: Team, member: Member, *, by: User) -> None:
    """One of the team leads it."""
    team = locked_team(team)
    manage_service.check(by, team)
    rows = TeamMembership.objects.filter(team=team, until__isnull=True)
    if not rows.filter(member=member).exists():
        raise Refused(f"“{member.name}”不在这个团组，请先编入", field="leader")
    rows.filter(is_leader=True).update(is_leader=False)
    rows.filter(member=member).update(is_leader=True)
    log(by, "明确团组长", team, node_id=team.community_id, changes={"团组长": ["", member.name]})


@transaction.atomic
def disband(team: Team, *, on: datetime.date, reason: str, by: User) -> Team:
    """End a team. Refused while it still has a need to see to."""
    team = locked_team(team)
    manage_service.check(by, team)
    if team.needs.filter(done_on__isnull=True, state="handed").exists():
        raise Refused("这个团组还有未办结的需求，请先办结或改交其他团组")
    if on < team.since:
        raise Refused(f"解散日期不能早于成立日期 {team.since}", field="on")
    team.memberships.filter(until__isnull=True).update(until=on, is_leader=False)
    team.until = on
    team.save(update_fields=["until"])
    log(by, "解散团组", team, node_id=team.community_id, changes={"日期": on, "原因": reason})
    return team


@transaction.atomic
def volunteer(
    member: Member, community: Node, *, services: Sequence[str], skills: str = "", times: str = "", by: User
) -> VolunteerApplication:
    """A member offers voluntary service: by themselves, or entered from the paper form."""
    if not manage_service.allows(by, community):
        check_oneself(by, member)
    check_living_here(community, [member])
    if not services:
        raise Refused("请至少选择一项服务", field="services")
    try:
        with transaction.atomic():
            made = VolunteerApplication.objects.create(
                member=member,
                community=community,
                services=list(services),
                skills=skills.strip(),
                times=times.strip(),
                applied_on=today(),
            )
    except IntegrityError as error:
        raise Refused(f"{member.name}已经提交过志愿者申请") from error
    log(by, "申请党员志愿者", member, node_id=community.pk, changes={"服务": "、".join(services)})
    return made


@transaction.atomic
def place_volunteer(application: VolunteerApplication, team: Team, *, by: User, why: str = "") -> None:
    """The community puts a volunteer into a team."""
    team = locked_team(team)
    manage_service.check(by, application.community)
    if team.community_id != application.community_id or team.kind != TeamKind.VOLUNTEERS:
        raise Refused("请选择本社区的志愿者服务队", field="team")
    fresh = VolunteerApplication.objects.select_for_update().get(pk=application.pk)
    if fresh.state != ApplicationState.WAITING:
        raise Refused("这份申请已经办理")
    fresh.state, fresh.team, fresh.why = ApplicationState.PLACED, team, why[:300]
    fresh.save(update_fields=["state", "team", "why"])
    enrol(team, [application.member], by)


@transaction.atomic
def place_all(community: Node, *, by: User) -> int:
    """Put every waiting volunteer into the team that suits best; who suits none goes on waiting. How many."""
    manage_service.check(by, community)
    waiting = VolunteerApplication.objects.select_for_update(of=("self",)).filter(
        community=community, state=ApplicationState.WAITING
    )
    found = suggested_teams(community, list(waiting.select_related("member").order_by("pk")), today())
    by_team: dict[Team, list[Member]] = {}
    placed = []
    for application, team, why in found:
        application.state, application.team, application.why = ApplicationState.PLACED, team, why[:300]
        by_team.setdefault(team, []).append(application.member)
        placed.append(application)
    VolunteerApplication.objects.bulk_update(placed, ["state", "team", "why"])
    for team, members in by_team.items():
        enrol(team, members, by)
    return len(placed)
