"""How far branches are with their points, and what is left of the items: told in lists, a query a page."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mulin.foundation.clock import today
from mulin.foundation.periods import Period, period_of
from mulin.points.models import ExchangeItem, MonthRegister, Objection, PointsSheet, Redemption
from mulin.points.queries.terms import clause_under
from mulin.tree.models import Node


def with_progress(branches: QuerySet[Node]) -> QuerySet[Node]:
    """Branches with the last period they registered, their last sheet and the objections that wait for an answer."""
    registered = MonthRegister.objects.filter(branch=OuterRef("pk")).order_by("-first")
    published = PointsSheet.objects.filter(branch=OuterRef("pk")).order_by("-first", "-pk")
    waiting = Objection.objects.filter(sheet__branch=OuterRef("pk"), answered_on__isnull=True)
    return branches.annotate(
        registered_first=Subquery(registered.values("first")[:1]),
        registered_scheme=Subquery(registered.values("scheme")[:1]),
        registered_edition=Subquery(registered.values("programme__edition")[:1]),
        published_first=Subquery(published.values("first")[:1]),
        published_last=Subquery(published.values("last")[:1]),
        objections_waiting=number_of(waiting, "sheet__branch"),
    )


def last_registered(branch: Any) -> Period | None:
    """The last period that a branch ``with_progress`` registered, as long as its scheme says."""
    if branch.registered_first is None:
        return None
    clause = clause_under(branch.registered_edition, branch.registered_scheme)
    return period_of(clause.registered or "month" if clause else "month", branch.registered_first)


def with_pieces_given(items: QuerySet[ExchangeItem]) -> QuerySet[ExchangeItem]:
    """Items with the last period in which pieces were given, and how many then."""
    live = Redemption.objects.filter(item=OuterRef("pk"), returned_on__isnull=True)
    last = live.order_by("-first").values("first")[:1]
    return items.annotate(
        given_first=Subquery(last),
        given_last=number_of(live.filter(first=OuterRef("given_first")), "item"),
    )


def pieces_left(item: Any) -> int | None:
    """How many pieces of an item ``with_pieces_given`` are left in this period; nothing of what is withdrawn."""
    clause = clause_under(item.programme.edition_id, item.scheme)
    exchange = next((one for one in clause.exchanges if one.id == item.exchange), None) if clause else None
    if item.until is not None or exchange is None:
        return None
    first = period_of(exchange.period, today()).first
    stock: int = item.stock
    return max(0, stock - (item.given_last if item.given_first == first else 0))


def number_of(rows: QuerySet[Any], column: str) -> Coalesce:
    """How many rows of a subquery there are for the row outside; nought where there are none."""
    counted = rows.order_by().values(column).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
