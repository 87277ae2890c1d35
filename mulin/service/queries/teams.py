"""Teams, who is in them, and which team suits a volunteer."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from mulin.members.models import Member
from mulin.service.choices import ApplicationState, NeedState, TeamKind
from mulin.service.models import Need, Team, TeamMembership, VolunteerApplication
from mulin.service.queries.clauses import clause_of
from mulin.tree.models import Node
from mulin.tree.permissions import scope


def teams_visible_to(user: Any, word: str = "service.view") -> QuerySet[Any]:
    """The teams of communities in reach, members and open needs counted; also disbanded ones."""
    rows = Team.objects.filter(scope(user, word, "community__")).select_related("community")
    return rows.annotate(
        members=Count("memberships", filter=Q(memberships__until__isnull=True), distinct=True),
        open_needs=Count("needs", filter=Q(needs__state=NeedState.HANDED), distinct=True),
    )


def own_or_visible_teams(user: Any) -> QuerySet[Team]:
    """Teams of communities in reach, and those the person is in."""
    own = TeamMembership.objects.filter(member__account_id=user.pk, until__isnull=True).values("team_id")
    rows = Team.objects.filter(scope(user, "service.view", "community__") | Q(pk__in=own))
    return rows.select_related("community")


def teams_at(community: Node, kind: str = "") -> QuerySet[Team]:
    """The teams of a community that are at work."""
    rows = Team.objects.filter(community=community, until__isnull=True)
    return (rows.filter(kind=kind) if kind else rows).order_by("kind", "name", "pk")


def team_members(team: Team) -> QuerySet[TeamMembership]:
    """Who is in a team, the leader first."""
    rows = TeamMembership.objects.filter(team=team, until__isnull=True).select_related("member")
    return rows.order_by("-is_leader", "since", "pk")


def teams_of(member: Member) -> QuerySet[TeamMembership]:
    """The teams a member is in."""
    rows = TeamMembership.objects.filter(member=member, until__isnull=True).select_related("team__community")
    return rows.order_by("since", "pk")


def leads(member: Member, team: Team) -> bool:
    """Is the member the team's leader?"""
    return TeamMembership.objects.filter(team=team, member=member, until__isnull=True, is_leader=True).exists()


def waiting_volunteers(community: Node) -> QuerySet[VolunteerApplication]:
    """Volunteers whom no team has yet."""
    rows = VolunteerApplication.objects.filter(community=community, state=ApplicationState.WAITING)
    return rows.select_related("member").order_by("applied_on", "pk")


def applications_visible_to(user: Any, word: str = "service.view") -> QuerySet[VolunteerApplication]:
    """Applications of volunteers at communities in reach."""
    rows = VolunteerApplication.objects.filter(scope(user, word, "community__"))
    return rows.select_related("member", "community", "team")


def services_offered(community: Node, day: datetime.date) -> dict[str, tuple[str, ...]]:
    """The kinds of voluntary service that the regulation names, each with the words that speak for it."""
    ruling = clause_of(community, day, "volunteer_rules")
    return {one.name: one.words for one in ruling.clause.services} if ruling else {}


@dataclass(frozen=True)
class Fit:
    """How a team suits a volunteer: by wish, by skill, by how many needs it has."""

    team: Team
    wish: str
    skill: str
    needs: int

    @property
    def strength(self) -> tuple[bool, bool, int]:
        """A wish counts before a skill, a skill before needs."""
        return bool(self.wish), bool(self.skill), self.needs

    def tell(self) -> str:
        """The reasons as people read them."""
        words = [f"意愿“{self.wish}”" if self.wish else "", f"特长“{self.skill}”" if self.skill else ""]
        words.append(f"现有需求 {self.needs} 项" if self.needs else "")
        return "；".join(one for one in words if one)


def suggested_teams(
    community: Node, applications: Sequence[VolunteerApplication], day: datetime.date
) -> list[tuple[VolunteerApplication, Team, str]]:
    """The team that suits each volunteer best, with the reason: by wish, then skill, then open needs, then size.

    Who neither wishes nor can do what any team does is left out.
    """
    teams = list(teams_at(community, TeamKind.VOLUNTEERS))
    rows = TeamMembership.objects.filter(team__in=teams, until__isnull=True).order_by()
    sizes = Counter(rows.values_list("team_id", flat=True))
    words = services_offered(community, day)
    needs = Need.objects.filter(community=community, state__in=[NeedState.OPEN, NeedState.HANDED]).order_by()
    wanted = Counter(needs.values_list("field", flat=True))
    found = []
    for application in applications:
        fits = [fit_of(application, team, words.get(team.field, ()), wanted[team.field]) for team in teams]
        fitting = [fit for fit in fits if fit.wish or fit.skill]
        if fitting:
            best = max(fitting, key=lambda one: (*one.strength, -sizes[one.team.pk], -one.team.pk))
            sizes[best.team.pk] += 1
            found.append((application, best.team, best.tell()))
    return found


def fit_of(application: VolunteerApplication, team: Team, words: Iterable[str], needs: int) -> Fit:
    """How one team suits a volunteer."""
    skill = next((word for word in words if word in application.skills), "")
    wish = team.field if team.field in application.services else ""
    return Fit(team, wish, skill, needs)
