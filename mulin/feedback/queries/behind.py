"""Cards beside the facts as they stand now: where each line comes from, and which cards say what is no longer so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from mulin.feedback.models import Feedback, Issue
from mulin.feedback.queries.contents import Facts, done_lines, facts_now
from mulin.records.models import Activity

Line = tuple[str, str]
"""A line of a card: the day as it is kept, and what was done."""


@dataclass(frozen=True)
class Told:
    """A card that a record concerns: does it tell of the record now; was it issued otherwise than the facts are now?"""

    card: Feedback
    tells: bool
    is_outdated: bool


def is_outdated(content: Mapping[str, Any], facts: Facts) -> bool:
    """Does an issued card tell of other activities and deeds than there are? One that was cleared tells of none."""
    return "done" in content and [list(one) for one in content["done"]] != done_lines(facts)


def sources(facts: Facts) -> dict[Line, str]:
    """Where the fact behind each line stands."""
    return {(one.day.isoformat(), one.title): one.url for one in facts.done}


def cards_concerned(activity: Activity, cards: QuerySet[Feedback]) -> QuerySet[Feedback]:
    """Of these cards those of everybody who was there, now or before a correction, on a day that it speaks of."""
    former = list(activity.revisions.values_list("before", flat=True))
    codes = {code for before in former for code in before.get("members", ())}
    there = activity.attendances.filter(member__isnull=False).values("member_id")
    days = Q(pk__in=[])
    for day in {activity.day.isoformat(), *(before["day"] for before in former)}:
        days |= Q(first__lte=day, last__gte=day)
    return cards.filter(days, Q(member_id__in=there) | Q(member__code__in=codes))


def cards_recorded(activity: Activity, cards: QuerySet[Feedback]) -> QuerySet[Feedback]:
    """Of these cards those whose issue was written down as this record."""
    return cards.filter(pk__in=Issue.objects.filter(activity=activity).values("feedback_id"))


def cards_told(activity: Activity, cards: QuerySet[Feedback]) -> list[Told]:
    """Of these cards those that tell of a record now, and those issued that ought to be issued anew for its sake."""
    near = list(cards_concerned(activity, cards).prefetch_related("issues").order_by("pk"))
    facts, url = facts_now(near), reverse("records:activity", args=[activity.pk])
    changed = activity.revisions.exists()
    found = []
    for one in near:
        newest = max(one.issues.all(), key=lambda issue: issue.number, default=None)
        outdated = changed and newest is not None and is_outdated(newest.content, facts[one.pk])
        tells = any(entry.url == url for entry in facts[one.pk].done)
        if tells or outdated:
            found.append(Told(one, tells, outdated))
    return found
