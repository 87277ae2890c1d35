"""Who is late with feedback: communities with cards and answers, units with replies."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Min, QuerySet

from mulin.feedback.models import Consultation, Delivery, Feedback
from mulin.feedback.permissions import view_feedback
from mulin.feedback.queries.chasing import late_answers, late_cards, rulings_in_use
from mulin.feedback.queries.clauses import days_of
from mulin.feedback.queries.consultations import overdue
from mulin.feedback.rules import due_on
from mulin.tree.permissions import scope

Numbers = dict[int, tuple[int, datetime.date | None]]
"""By organisation: how many, due at the earliest."""


def cards_not_issued(user: Any) -> Numbers:
    """Cards past their day, by the community that gives its opinion."""
    rows = late_cards(Feedback.objects.filter(scope(user, view_feedback.word, "community__")))
    return added_up(rows, "community", "", "last", "opinion_within_days")


def cards_not_answered(user: Any) -> Numbers:
    """Cards whose answer is overdue, by the organisation that received them."""
    live = Delivery.objects.filter(scope(user, view_feedback.word, "node__"), node__isnull=False)
    return added_up(late_answers(live), "node", "feedback__", "delivered_on", "reply_within_days")


def consultations_not_answered(user: Any) -> Numbers:
    """Questions past their day, by the community that is asked."""
    rows = overdue(Consultation.objects.filter(scope(user, view_feedback.word, "community__")))
    found = rows.order_by().values_list("community_id").annotate(owed=Count("pk"), first=Min("due"))
    return {pk: (number, first) for pk, number, first in found}


def added_up(rows: QuerySet[Any], node: str, prefix: str, began: str, days: str) -> Numbers:
    """Rows by node; each is due so many days after it began as its clause says. Two queries."""
    columns = (f"{node}_id", f"{prefix}programme_id", f"{prefix}clause")
    counted = list(rows.order_by().values_list(*columns).annotate(number=Count("pk"), first=Min(began)))
    terms = {
        (one.programme.pk, one.clause.id): days_of(one, days)
        for one in rulings_in_use(programme for _node, programme, *_rest in counted)
    }
    found: Numbers = {}
    for pk, programme, clause, number, first in counted:
        before, earliest = found.get(pk, (0, None))
        found[pk] = (before + number, first_of([earliest, due_on(first, terms.get((programme, clause)))]))
    return found


def first_of(days: Iterable[datetime.date | None]) -> datetime.date | None:
    """The first of the days that there are."""
    return min((day for day in days if day is not None), default=None)
