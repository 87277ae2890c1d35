"""What is known of members when posts are suggested: told on registering, and what the register itself says."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q

from mulin.members.choices import Gender, TieKind
from mulin.members.models import Member, Tie
from mulin.registration.models import Registration
from mulin.service.models import Claim
from mulin.service.rules import Person, age_on
from mulin.tree.models import holding

AT_A_TIME = 5000
TOLD = ("job", "skills", "wishes", "health", "family", "place__name")


def people_of(member_ids: Sequence[int], day: datetime.date) -> Iterator[Person]:
    """These members as suggestions and groups know them, in order of id; four queries for every five thousand."""
    ordered = sorted(member_ids)
    for start in range(0, len(ordered), AT_A_TIME):
        yield from known(ordered[start : start + AT_A_TIME], day)


def known(member_ids: Sequence[int], day: datetime.date) -> Iterator[Person]:
    """The same for one portion."""
    told = told_on_registering(member_ids)
    places = living_at(member_ids, day)
    posts = held(member_ids)
    rows = Member.objects.filter(pk__in=member_ids).order_by("pk")
    for pk, name, born_on, gender in rows.values_list("pk", "name", "born_on", "gender"):
        job, skills, wishes, health, family, place = told.get(pk, ("",) * len(TOLD))
        own = posts.get(pk, [])
        yield Person(
            id=pk,
            name=name,
            age=age_on(born_on, day),
            gender=dict(Gender.choices).get(gender, ""),
            health=health,
            job=job,
            family=family,
            skill=skills,
            wish=wishes,
            place=place or places.get(pk, ""),
            posts=tuple(one for one, _category in own),
            category=own[0][1] if own else "",
        )


def told_on_registering(member_ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Job, skills, wishes, health, family and place of the registration in force, by member."""
    rows = Registration.objects.in_force().filter(member_id__in=member_ids).values_list("member_id", *TOLD)
    return {member_id: tuple(one or "" for one in told) for member_id, *told in rows}


def living_at(member_ids: Sequence[int], day: datetime.date) -> dict[int, str]:
    """The name of the place each member lives in on a day."""
    ties = Tie.objects.filter(holding("", day), kind=TieKind.RESIDENCE, member_id__in=member_ids)
    return dict(ties.values_list("member_id", "node__name"))


def held(member_ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Name and category of the posts each member holds, the one held longest first."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows = Claim.objects.filter(Q(until__isnull=True), member_id__in=list(member_ids), state="held")
    ordered = rows.order_by("since", "pk")
    for member_id, name, category in ordered.values_list("member_id", "post__name", "post__category"):
        found.setdefault(member_id, []).append((name, category))
    return found
