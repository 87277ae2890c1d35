"""How an export holds the rows that a page shows: the page hands its filters and order as one function."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

Narrow = Callable[[QuerySet[Any]], QuerySet[Any]]


def newest_first(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The order without a page."""
    return rows.order_by("-pk")
