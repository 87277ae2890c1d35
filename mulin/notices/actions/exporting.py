"""Rows of the workbook of birthdays: exactly those of the list."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from mulin.foundation.clock import today
from mulin.foundation.narrowing import Narrow
from mulin.identity.models import User
from mulin.members.queries import with_tie_names
from mulin.notices.queries import members_greeted_by
from mulin.notices.rules import anniversary


def by_name(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The order without a page."""
    return rows.order_by("name", "pk")


def export_birthdays(*, by: User, narrow: Narrow = by_name) -> Iterator[Mapping[str, Any]]:
    """Birthdays of members whom this person's organisations lead."""
    year = today().year
    for one in narrow(with_tie_names(members_greeted_by(by), today())):  # type: ignore[arg-type]
        yield {
            "name": one.name,
            "home_name": one.home_organisation_name,
            "admitted_on": one.admitted_on,
            "birthday": anniversary(one.admitted_on, year),
            "years": year - one.admitted_on.year,
        }
