"""Whether the community was heard, what it saw beside its answer, and which consultations wait."""

import datetime
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from mulin.feedback.choices import ConsultationState, State
from mulin.feedback.models import Consultation, Feedback
from mulin.feedback.queries.contents import Facts, done_lines, facts_of
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


def facts_since(row: Consultation) -> tuple[datetime.date, Facts]:
    """What the member did since the beginning of the year before the answer (or before today), and that day."""
    last = row.answered_on or today()
    first = datetime.date(last.year - 1, 1, 1)
    return first, facts_of([row.member_id], first, last)[row.member_id]


def cards_since(row: Consultation, first: datetime.date) -> QuerySet[Feedback]:
    """The cards about the member issued for half-years that end on that day or later."""
    return Feedback.objects.filter(member_id=row.member_id, last__gte=first, state=State.ISSUED).order_by("half")


def facts_beside(row: Consultation, first: datetime.date, facts: Facts) -> dict[str, Any]:
    """What the community sees while it answers, as it is kept with the answer: facts, and marks of cards issued."""
    cards = cards_since(row, first)
    return {
        "since": first.isoformat(),
        "done": done_lines(facts)[-SHOWN:],
        "number": len(facts.done),
        "posts": facts.posts,
        "pledges": [[text, number] for text, number in facts.pledges],
        "deeds": facts.deeds,
        "cards": [[one.period.name, one.opinion] for one in cards],
    }


def overdue(rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Those that should have been answered before today."""
    return rows.filter(state=ConsultationState.ASKED, due__lt=today())
