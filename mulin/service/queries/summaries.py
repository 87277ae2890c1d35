"""Figures of volunteers' service in a span of days, from the facts."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q

from mulin.records.choices import COUNTING
from mulin.records.models import Activity
from mulin.service.choices import NeedOrigin, NeedState, TeamKind
from mulin.service.models import Need, TeamMembership
from mulin.service.queries.clauses import clause_of
from mulin.service.queries.needs import needs_at
from mulin.service.queries.teams import teams_at
from mulin.tree.models import Node

SHOWN = 20
SATISFIED = 4


@dataclass(frozen=True)
class VolunteerFigures:
    """``figures``: title, number, unit; ``teams``: name, members, needs done, people present; titles of open needs."""

    figures: tuple[tuple[str, int, str], ...]
    teams: tuple[tuple[str, int, int, int], ...]
    open_needs: tuple[str, ...]


def volunteer_figures(community: Node, first: datetime.date, last: datetime.date) -> VolunteerFigures:
    """What the volunteers of a community did between two days, both included."""
    teams = list(teams_at(community, TeamKind.VOLUNTEERS))
    sizes = dict(
        TeamMembership.objects.filter(team__in=teams, until__isnull=True)
        .order_by()
        .values_list("team_id")
        .annotate(number=Count("pk"))
    )
    done = Need.objects.filter(community=community, state=NeedState.DONE, done_on__range=(first, last))
    per_team = {
        row["team_id"]: (row["number"], row["people"])
        for row in done.order_by()
        .values("team_id")
        .annotate(number=Count("pk", distinct=True), people=Count("activity__attendances"))
    }
    rated = done.filter(rating__isnull=False)
    figures = (
        ("服务队", len(teams), "支"),
        ("志愿者", sum(sizes.values()), "人"),
        ("办结需求", done.count(), "项"),
        ("其中居民求助", done.filter(origin=NeedOrigin.RESIDENT).count(), "项"),
        ("居民评价", rated.count(), "次"),
        ("其中满意", rated.filter(rating__gte=SATISFIED).count(), "次"),
        ("集中服务", gatherings(community, first, last), "次"),
    )
    rows = tuple((team.name, sizes.get(team.pk, 0), *per_team.get(team.pk, (0, 0))) for team in teams)
    titles = tuple(one.title for one in needs_at(community)[:SHOWN])
    return VolunteerFigures(figures, rows, titles)


def gatherings(community: Node, first: datetime.date, last: datetime.date) -> int:
    """How often volunteers gathered, by the kind of activity that the clause names."""
    ruling = clause_of(community, last, "volunteer_rules")
    if ruling is None or not ruling.clause.gathering:
        return 0
    within = Q(host__path__within=community.path) | Q(host__place_path__within=community.place_path)
    rows = Activity.objects.filter(within, kind=ruling.clause.gathering, state__in=COUNTING)
    return rows.filter(day__range=(first, last)).count()
