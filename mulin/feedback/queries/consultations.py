"""Whether the community was heard, what it saw beside its answer, and which consultations wait."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from mulin.feedback.choices import ConsultationState, State
from mulin.feedback.models import Consultation, Feedback
from mulin.feedback.queries.contents import facts_of
from mulin.foundation.clock import today
from mulin.members.models import Member

SHOWN = 20


def answered(occasion: str, since: datetime.date) -> QuerySet[Consultation]:
    """Answers for an occasion given since a day, the newest first."""
    rows = Consultation.objects.filter(state=ConsultationState.ANSWERED, occasion=occasion, answered_on__gte=since)
    return rows.order_by("-answered_on", "-pk")


def heard(member: Member, occasion: str, since: datetime.date) -> Consultation | None:
    """The newest answer of the community about a member for an occasion since a day; nothing when it was not heard."""
    return answered(occasion, since).filter(member=member).select_related("community", "series").first()


def heard_among(member_ids: Collection[int], occasion: str, since: datetime.date) -> set[int]:
    """Of these members those about whom the community was heard. One query."""
    return set(answered(occasion, since).filter(member_id__in=member_ids).values_list("member_id", flat=True))


def facts_beside(row: Consultation) -> dict[str, Any]:
    """What the community sees while it answers: facts since the beginning of last year, marks of cards issued since."""
    first = datetime.date(today().year - 1, 1, 1)
    facts = facts_of([row.member_id], first, today())[row.member_id]
    cards = Feedback.objects.filter(member_id=row.member_id, last__gte=first, state=State.ISSUED).order_by("half")
    return {
        "since": first.isoformat(),
        "done": [[one.day.isoformat(), one.title] for one in facts.done[-SHOWN:]],
        "number": len(facts.done),
        "posts": facts.posts,
        "pledges": [[text, number] for text, number in facts.pledges],
        "deeds": facts.deeds,
        "cards": [[one.period.name, one.opinion] for one in cards],
    }


def overdue(rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Those that should have been answered before today."""
    return rows.filter(state=ConsultationState.ASKED, due__lt=today())
