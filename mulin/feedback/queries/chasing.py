"""Deadlines and what is late: cards to issue, cards to answer."""

import datetime
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from mulin.feedback.choices import State
from mulin.feedback.models import Delivery, Feedback
from mulin.feedback.queries.clauses import days_of
from mulin.feedback.rules import due_on
from mulin.foundation.clock import today
from mulin.programmes.models import Programme
from mulin.programmes.queries import Ruling, stored_pack


def opinion_due(card: Feedback) -> datetime.date | None:
    """By when a card should have gone out."""
    return due_on(card.last, days_of(card.ruling, "opinion_within_days"))


def reply_due(delivery: Delivery) -> datetime.date | None:
    """By when the unit answers; nothing where no answer is expected, or the district has set no number of days."""
    if not delivery.replies:
        return None
    return due_on(delivery.delivered_on, days_of(delivery.feedback.ruling, "reply_within_days"))


def rulings_in_use(programme_ids: Iterable[int]) -> list[Ruling]:
    """The clauses about cards of these programmes."""
    found = Programme.objects.filter(pk__in=set(programme_ids)).select_related("edition")
    return [Ruling(one, clause) for one in found for clause in stored_pack(one.edition_id).feedback]


def late(programme_ids: Iterable[int], column: str, name: str, prefix: str = "") -> Q:
    """Rows whose day in ``column`` lies more days back than the clause of their programme allows."""
    condition = Q(pk__in=[])
    for ruling in rulings_in_use(programme_ids):
        days = days_of(ruling, name)
        if days is not None:
            before = {f"{column}__lt": today() - datetime.timedelta(days=days)}
            condition |= Q(**before, **{f"{prefix}programme": ruling.programme.pk, f"{prefix}clause": ruling.clause.id})
    return condition


def unanswered(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Those that wait for an answer."""
    return rows.filter(ended_on__isnull=True, replies=True, replied_on__isnull=True)


def late_answers(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Those whose answer is overdue today."""
    waiting = unanswered(rows)
    programmes = waiting.order_by().values_list("feedback__programme_id", flat=True).distinct()
    return waiting.filter(late(programmes, "delivered_on", "reply_within_days", "feedback__"))


def late_cards(rows: QuerySet[Feedback]) -> QuerySet[Feedback]:
    """Those that should have been issued before today."""
    waiting = rows.exclude(state=State.ISSUED)
    programmes = waiting.order_by().values_list("programme_id", flat=True).distinct()
    return waiting.filter(late(programmes, "last", "opinion_within_days"))


def state_of(delivery: Delivery) -> str:
    """How far a delivery is, as a light: returned, replaced, answered, overdue, read, unread."""
    if delivery.ended_on is not None:
        return "returned" if delivery.is_returned else "void"
    if delivery.replied_on is not None:
        return "done"
    due = reply_due(delivery)
    if due is not None and due < today():
        return "overdue"
    return "information" if delivery.opened_at else "due"
