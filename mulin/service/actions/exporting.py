"""Rows of the workbooks of service: of what a person may see, exactly the rows of the list."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from mulin.foundation.narrowing import Narrow, newest_first
from mulin.identity.models import User
from mulin.service import queries
from mulin.service.choices import NeedState
from mulin.service.models import GroupMembership, Need, Team, TeamMembership

Rows = Iterator[Mapping[str, Any]]
AT_A_TIME = 2000


def read(row: Any, path: str) -> Any:
    """A value by its path; nothing where the way ends."""
    for name in path.split("."):
        row = getattr(row, name, None)
        if row is None:
            return None
    return row() if callable(row) else row


def as_rows(rows: QuerySet[Any], columns: Mapping[str, str]) -> Rows:
    """Rows by column, each value by its path."""
    for row in rows.iterator(AT_A_TIME):
        yield {name: read(row, path) for name, path in columns.items()}


PLACE = {"community": "community.code", "community_name": "community.name"}


def export_service_communities(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Communities with their posts, teams and open needs."""
    communities = list(narrow(queries.communities(by)))
    posts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, places, taken in queries.posts_visible_to(by).values_list("community_id", "places", "taken"):
        posts[place].append((places, taken))
    live = Team.objects.filter(community__in=communities, until__isnull=True)
    teams = Counter(live.values_list("community_id", flat=True))
    open_needs = Need.objects.filter(community__in=communities, state__in=(NeedState.OPEN, NeedState.HANDED))
    needs = Counter(open_needs.values_list("community_id", flat=True))
    for one in communities:
        yield {
            "code": one.code,
            "name": one.name,
            "posts": len(posts[one.pk]),
            "places": sum(places for places, _taken in posts[one.pk]),
            "taken": sum(taken for _places, taken in posts[one.pk]),
            "teams": teams[one.pk],
            "needs": needs[one.pk],
        }


def export_service_posts(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Posts with how many places are taken."""
    own = ("category", "name", "duties", "places", "taken", "free", "since")
    yield from as_rows(narrow(queries.posts_visible_to(by)), PLACE | {one: one for one in own})


def export_claims(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Who holds which post."""
    columns = {
        "community": "post.community.code",
        "community_name": "post.community.name",
        "post": "post.name",
        "name": "member.name",
        "since": "since",
        "origin": "origin",
        "state": "get_state_display",
        "number": "pk",
    }
    yield from as_rows(narrow(queries.claims_visible_to(by).filter(until__isnull=True)), columns)


def export_service_teams(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Teams with their members in one cell."""
    teams = list(narrow(queries.teams_visible_to(by).filter(until__isnull=True)))
    people: dict[int, list[str]] = {}
    leaders: dict[int, str] = {}
    rows = TeamMembership.objects.filter(team__in=teams, until__isnull=True).order_by("-is_leader", "pk")
    for team_id, name, is_leader in rows.values_list("team_id", "member__name", "is_leader"):
        people.setdefault(team_id, []).append(name)
        if is_leader:
            leaders[team_id] = name
    for team in teams:
        yield {
            "community": team.community.code,
            "community_name": team.community.name,
            "name": team.name,
            "kind": team.kind,
            "field": team.field,
            "duty": team.duty,
            "meets": team.meets,
            "leader": leaders.get(team.pk, ""),
            "people": "、".join(people.get(team.pk, [])),
        }


def export_service_needs(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Needs; who asked stays sealed."""
    own = ("title", "text", "field", "asked_on", "wanted_by", "origin", "state", "done_on", "result", "rating")
    columns = PLACE | {one: one for one in own} | {"team": "team.name"}
    yield from as_rows(narrow(queries.needs_visible_to(by)), columns)


def export_volunteers(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Applications of volunteers."""
    for one in narrow(queries.applications_visible_to(by)).iterator(AT_A_TIME):
        yield {
            "community": one.community.code,
            "community_name": one.community.name,
            "name": one.member.name,
            "services": "、".join(one.services),
            "skills": one.skills,
            "times": one.times,
            "applied_on": one.applied_on,
            "team": one.team.name if one.team else "",
            "why": one.why,
            "state": one.get_state_display(),
            "number": one.pk,
        }


def export_pledges(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Pledges with how many deeds were confirmed."""
    columns = PLACE | {"name": "member.name", "text": "text", "year": "year", "done": "done", "number": "pk"}
    yield from as_rows(narrow(queries.pledges_visible_to(by)), columns)


def export_deeds(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Deeds."""
    own = {one: one for one in ("day", "title", "text", "remark")}
    more = {"name": "member.name", "pledge": "pledge.text", "state": "get_state_display", "number": "pk"}
    yield from as_rows(narrow(queries.deeds_visible_to(by)), PLACE | own | more)


def export_unit_contacts(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """Letters to units with their answers."""
    own = {one: one for one in ("absent_since", "sent_on", "answer_due", "answer", "answered_on")}
    more = {"name": "member.name", "home_name": "home.name", "outcome": "get_outcome_display"}
    yield from as_rows(narrow(queries.contacts_visible_to(by)), {"community_name": "community.name"} | own | more)


def export_post_groups(*, by: User, narrow: Narrow = newest_first) -> Rows:
    """The rosters of party groups, one row a member."""
    groups = {one.pk: one for one in narrow(queries.groups_visible_to(by))}
    rows = GroupMembership.objects.filter(group__in=groups, until__isnull=True).select_related("member")
    for one in rows.order_by("group_id", "-is_leader", "member__name", "pk"):
        group = groups[one.group_id]
        yield {
            "code": group.code,
            "group": group.name,
            "name": one.member.name,
            "leader": "党小组长" if one.is_leader else "",
            "since": one.since,
            "why": one.why,
        }
