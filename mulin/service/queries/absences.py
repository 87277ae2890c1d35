"""Members who have taken part in nothing for as long as the regulation names, computed from attendance in sets."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from mulin.foundation.periods import last_day_reaching, months_later
from mulin.members.choices import TieKind
from mulin.members.models import Member, Tie
from mulin.programmes.queries import rulings
from mulin.records.choices import COUNTING
from mulin.records.models import Attendance
from mulin.service.models import UnitContact
from mulin.service.queries.clauses import first_said, ruled, whole_number
from mulin.service.queries.places import residents
from mulin.tree.models import Node, holding
from mulin.tree.permissions import scope


@dataclass(frozen=True)
class Absence:
    """A member who has been absent too long: since which day, from which day on it is too long, and by when the unit
    is to be asked.
    """

    member: Member
    since: datetime.date
    reached: datetime.date
    last_seen: datetime.date | None
    due: datetime.date | None


def absences(community: Node, day: datetime.date) -> list[Absence]:
    """The residents who took part in nothing in the community for as long as the regulation names, longest first.

    Nobody where no regulation in force names a time. Counted from the last activity attended in the community, else
    from the day they came to live there or the regulation came into force; anew from the unit's last answer.
    Whoever the unit is being asked about is left out. Six queries, however many residents.
    """
    months, ruling = ruled(community, day, "post_rules", "contact_after_months")
    if months is None or ruling is None:
        return []
    days = whole_number(community, day, "post_rules", "contact_within_days")
    members = residents(community, day)
    if ruling.clause.categories:
        members = members.filter(category__in=ruling.clause.categories)
    asked = open_contacts(community)
    seen, come, answered = last_attended(community, day), came_to_live(community, day), last_answered(community)
    found = []
    for member in members.exclude(pk__in=asked).order_by("pk"):
        known = [seen.get(member.pk), come.get(member.pk), answered.get(member.pk), ruling.programme.since]
        since = max(one for one in known if one is not None)
        reached = months_later(since, int(months))
        if reached <= day:
            due = reached + datetime.timedelta(days=days) if days is not None else None
            found.append(Absence(member, since, reached, seen.get(member.pk), due))
    return sorted(found, key=lambda one: (one.since, one.member.pk))


@dataclass(frozen=True)
class Numbers:
    """How many members have been absent too long, and of how many the unit should have been asked already."""

    absent: int = 0
    late: int = 0


def absent_numbers(community: Node, day: datetime.date) -> Numbers:
    """As many as ``absences`` names, counted by the database: two queries, however many residents."""
    found = rulings(community, day, "post_rules").values()
    months, ruling = first_said(found, "contact_after_months")
    if months is None or ruling is None:
        return Numbers()
    days, _its_ruling = first_said(found, "contact_within_days")
    began = ruling.programme.since
    members = residents(community, day)
    if ruling.clause.categories:
        members = members.filter(category__in=ruling.clause.categories)
    absent = nothing_since(community, last_day_reaching(day, int(months)), day, began)
    late = Q(pk__in=[])
    if days is not None:
        before = day - datetime.timedelta(days=int(days) + 1)
        late = nothing_since(community, last_day_reaching(before, int(months)), day, began)
    numbers = members.aggregate(absent=Count("pk", filter=absent), late=Count("pk", filter=absent & late))
    return Numbers(**numbers)


def nothing_since(community: Node, last: datetime.date, day: datetime.date, began: datetime.date) -> Q:
    """Residents who came by a day, and of whom neither an activity nor an answer of their unit is known after it."""
    if began > last:
        return Q(pk__in=[])
    contacts = UnitContact.objects.filter(community=community, member=OuterRef("pk"))
    attended = attendance_in(community, day).filter(member=OuterRef("pk"), activity__day__gt=last)
    came = residences_in(community, day).filter(member=OuterRef("pk"), since__lte=last)
    known = Exists(contacts.filter(Q(answered_on__isnull=True) | Q(answered_on__gt=last)))
    return Q(Exists(came)) & ~Q(Exists(attended)) & ~Q(known)


def attendance_in(community: Node, day: datetime.date) -> QuerySet[Attendance]:
    """By name who took part in something in a community, up to a day."""
    return Attendance.objects.filter(
        Q(activity__host__path__within=community.path) | Q(activity__host__place_path__within=community.place_path),
        activity__state__in=COUNTING,
        activity__day__lte=day,
        member__isnull=False,
    )


def residences_in(community: Node, day: datetime.date) -> QuerySet[Tie]:
    """Who lives in a community on a day."""
    return Tie.objects.filter(holding("", day), kind=TieKind.RESIDENCE).filter(
        Q(node__path__within=community.path) | Q(node__place_path__within=community.place_path)
    )


def last_attended(community: Node, day: datetime.date) -> dict[int, datetime.date]:
    """The last day on which each member took part in something in a community, up to a day."""
    rows = attendance_in(community, day)
    return dict(
        rows.order_by().values("member_id").annotate(last=Max("activity__day")).values_list("member_id", "last")
    )


def came_to_live(community: Node, day: datetime.date) -> dict[int, datetime.date]:
    """Since when each resident has lived in a community."""
    ties = residences_in(community, day)
    return dict(ties.order_by().values("member_id").annotate(first=Min("since")).values_list("member_id", "first"))


def last_answered(community: Node) -> dict[int, datetime.date]:
    """When the unit last answered about each member."""
    rows = UnitContact.objects.filter(community=community, answered_on__isnull=False).order_by()
    return dict(rows.values("member_id").annotate(last=Max("answered_on")).values_list("member_id", "last"))


def open_contacts(community: Node) -> Iterable[int]:
    """Ids of the members about whom a unit is being asked."""
    return list(
        UnitContact.objects.filter(community=community, answered_on__isnull=True).values_list("member_id", flat=True)
    )


def contacts_visible_to(user: Any, word: str = "service.view") -> QuerySet[UnitContact]:
    """Letters to units: seen by the community that wrote and by the unit that is asked."""
    rows = UnitContact.objects.filter(scope(user, word, "community__") | scope(user, "members.manage", "home__"))
    return rows.select_related("member", "community", "home")


def contact_rules(community: Node, day: datetime.date) -> tuple[int | None, int | None]:
    """After how many months the unit is asked, and within how many days it should answer."""
    months = whole_number(community, day, "post_rules", "contact_after_months")
    return months, whole_number(community, day, "post_rules", "answer_within_days")
