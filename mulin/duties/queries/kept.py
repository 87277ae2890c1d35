"""Stored duties, as lists and pages read them."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from mulin.duties.models import DutyState
from mulin.records.models import Activity, Attendance


def visible(condition: Q) -> QuerySet[DutyState]:
    """Stored duties of nodes in somebody's reach (``condition`` made by ``permissions.scope``, prefix ``node__``)."""
    found = DutyState.objects.filter(condition, node__isnull=False)
    return found.select_related("node__kind", "programme__edition")


def of_members(condition: Q) -> QuerySet[DutyState]:
    """Stored duties of people in somebody's reach (``condition`` made by ``permissions.members_in_reach``)."""
    found = DutyState.objects.filter(condition, member__isnull=False, member__left_on__isnull=True)
    return found.select_related("member", "programme__edition")


def activities_behind(facts: Iterable[Sequence[Any]]) -> list[int]:
    """Ids of the activities behind stored facts; an attendance stands for the activity."""
    named = list(facts)
    there = Attendance.objects.filter(pk__in=[number for table, number in named if table == "attendances"])
    own = [number for table, number in named if table == "activities"]
    return [*own, *there.values_list("activity_id", flat=True)]


def moved_by(activity: Activity, states: QuerySet[DutyState]) -> list[DutyState]:
    """Of these duties of members those for which a record counts: their attendance there is among the facts."""
    there: dict[int | None, int] = dict(
        activity.attendances.filter(member__isnull=False).values_list("member_id", "pk")
    )
    near = states.filter(member__in=there, first__lte=activity.day, last__gte=activity.day).order_by("due", "pk")
    return [one for one in near if ["attendances", there[one.member_id]] in one.facts]


def open_on(states: QuerySet[DutyState], day: datetime.date) -> QuerySet[DutyState]:
    """What is still owed on a day: neither met nor excused, the period begun."""
    return states.filter(Q(met_on__isnull=True) | Q(met_on__gt=day), excused=False, first__lte=day).order_by(
        "due", "id"
    )
