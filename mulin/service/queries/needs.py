"""Needs and their answers; what waits for whom; who suits a request."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mulin.foundation.periods import Period, period_of
from mulin.members.models import Member
from mulin.programmes.queries import in_force_at, rulings_among
from mulin.service.choices import NeedState, Reply
from mulin.service.models import Answer, Need, Team, TeamMembership
from mulin.service.queries.clauses import clause_of, first_said, whole_number
from mulin.service.queries.facts import people_of
from mulin.service.queries.teams import services_offered, teams_at
from mulin.tree.models import Node
from mulin.tree.permissions import scope


def needs_visible_to(user: Any, word: str = "service.view") -> QuerySet[Any]:
    """Needs of communities in reach, with how many take part."""
    rows = Need.objects.filter(scope(user, word, "community__")).select_related("community", "team", "spot")
    return rows.annotate(accepted=Count("answers", filter=Q(answers__reply=Reply.ACCEPTED)))


def own_or_visible_needs(user: Any) -> QuerySet[Need]:
    """Needs of communities in reach, and those of the person's teams."""
    own = TeamMembership.objects.filter(member__account_id=user.pk, until__isnull=True).values("team_id")
    rows = Need.objects.filter(scope(user, "service.view", "community__") | Q(team_id__in=own))
    return rows.select_related("community", "team", "spot", "activity", "listed_in")


def needs_at(community: Node) -> QuerySet[Need]:
    """The needs of a community that are not done, the oldest first."""
    rows = Need.objects.filter(community=community, state__in=[NeedState.OPEN, NeedState.HANDED])
    return rows.select_related("team", "spot").order_by("asked_on", "pk")


def unhanded(community: Node) -> QuerySet[Need]:
    """The needs of a community that no team has."""
    return needs_at(community).filter(state=NeedState.OPEN)


def needs_of(team: Team) -> QuerySet[Need]:
    """The needs a team sees to, then those it did."""
    return Need.objects.filter(team=team).select_related("spot").order_by("-handed_on", "pk")


def needs_asked_of(member: Member) -> list[tuple[Need, Answer | None]]:
    """The needs of the member's teams that are not done, each with the member's answer so far."""
    teams = TeamMembership.objects.filter(member=member, until__isnull=True).values("team_id")
    needs = Need.objects.filter(state=NeedState.HANDED, team_id__in=teams).select_related("team", "community")
    answers = {one.need_id: one for one in Answer.objects.filter(member=member, need__in=needs)}
    return [(need, answers.get(need.pk)) for need in needs.order_by("handed_on", "pk")]


def answers_to(need: Need) -> QuerySet[Answer]:
    """What members answered."""
    return need.answers.select_related("member").order_by("reply", "on", "pk")


def answer_due(need: Need, day: datetime.date) -> datetime.date | None:
    """By when members should answer; nothing where no regulation in force says so."""
    days = whole_number(need.community, day, "team_rules", "answer_within_days")
    return need.handed_on + datetime.timedelta(days=days) if days is not None and need.handed_on else None


def needs_period(community: Node, day: datetime.date) -> Period | None:
    """The period in which the community hands its needs to the teams; nothing where no regulation asks for it."""
    ruling = clause_of(community, day, "team_rules")
    return period_of(ruling.clause.needs_period, day) if ruling else None


def suggested_team(need: Need) -> Team | None:
    """The team whose field is that of the need; of several the one with the fewest open needs."""
    fitting = teams_at(need.community).filter(field=need.field) if need.field else teams_at(need.community).none()
    counted = fitting.annotate(waiting=Count("needs", filter=Q(needs__state=NeedState.HANDED)))
    return counted.order_by("waiting", "pk").first()


def suggested_helpers(need: Need, team: Team, day: datetime.date) -> list[tuple[int, str, tuple[str, ...]]]:
    """Members of a team whom a request suits: by the place they live in, their wish and their skills.

    Id, name and reasons, the best first; those for whom nothing speaks are left out.
    """
    ids = list(team.memberships.filter(until__isnull=True).values_list("member_id", flat=True))
    words = services_offered(need.community, day).get(need.field, ())
    found = []
    for person in people_of(ids, day):
        reasons = tuple(helping(need, person.place, person.wish, f"{person.skill} {person.job}", words))
        if reasons:
            found.append((person.id, person.name, reasons))
    return sorted(found, key=lambda one: (-len(one[2]), one[0]))


def helping(need: Need, place: str, wish: str, skills: str, words: Iterable[str]) -> Iterable[str]:
    """What speaks for somebody to help."""
    if need.spot is not None and need.spot.name == place:
        yield f"同住“{place}”"
    if need.field and need.field in wish:
        yield f"愿意做“{need.field}”"
    skill = next((word for word in words if word in skills), "")
    if skill:
        yield f"特长或职业“{skill}”"


def needs_for(user: Any) -> QuerySet[Any]:
    """The needs of a person's teams that are not done, each with ``is_answered`` (by them) and ``is_led`` (by them)."""
    mine = TeamMembership.objects.filter(member__account_id=user.pk, until__isnull=True)
    answered = Answer.objects.filter(need=OuterRef("pk"), member__account_id=user.pk)
    led = mine.filter(team=OuterRef("team_id"), is_leader=True)
    needs = Need.objects.filter(state=NeedState.HANDED, team_id__in=mine.values("team_id"))
    told = needs.annotate(is_answered=Exists(answered), is_led=Exists(led)).select_related("community")
    return told.order_by("handed_on", "pk")


def answers_due(needs: Iterable[Need], day: datetime.date) -> dict[int, datetime.date]:
    """By which day members should answer these needs; left out where no regulation says so. One query."""
    handed = [(need, need.handed_on) for need in needs if need.handed_on]
    programmes = in_force_at({need.community for need, _day in handed}, day) if handed else {}
    found = {}
    for need, since in handed:
        rules = rulings_among(programmes[need.community_id], "team_rules").values()
        days, _ruling = first_said(rules, "answer_within_days")
        if days is not None:
            found[need.pk] = since + datetime.timedelta(days=int(days))
    return found
