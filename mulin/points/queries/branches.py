"""Branches and their members, as sheets, registers and reviews name them: by category and name, never by points."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from mulin.foundation.bulk import chunks
from mulin.members.models import Member, Tie
from mulin.members.queries.categories import as_of
from mulin.points.models import MonthRegister, PointsEntry, PointsSheet
from mulin.points.queries.balances import balances
from mulin.points.queries.terms import Scheme
from mulin.points.rules import Balance
from mulin.tree.models import Node, holding


def members_of(branch: Node, day: datetime.date, tie: str = "home_organisation") -> list[Member]:
    """Who belongs to a branch on a day: by the category in force then, then by name."""
    own = as_of(Member.objects.present_on(day).tied_to(Node.objects.filter(pk=branch.pk), day, tie), day)
    return sorted(own, key=lambda one: (CATEGORY_ORDER.get(one.category, 9), one.name, one.pk))


CATEGORY_ORDER = {
    name: number for number, name in enumerate(("employed", "no_post", "non_public", "floating", "elderly_or_ill"))
}


@dataclass(frozen=True)
class Standing:
    """A member's line: category, gained in the period, parts and total of the year so far."""

    member: Member
    category: str
    gained: Decimal
    balance: Balance
    parts: dict[str, str] = field(default_factory=dict)


def standings(
    branch: Node, scheme: Scheme, first: datetime.date, last: datetime.date, *, members: Sequence[Member] | None = None
) -> list[Standing]:
    """What the members of a branch have: counting everything registered up to the period that ends on ``last``.

    ``gained`` is what the total moved since the period before ``first``, with what belongs to earlier days.
    """
    people = members if members is not None else members_of(branch, last, scheme.clause.tie)
    ids = [one.pk for one in people]
    terms = scheme.terms
    now = balances(terms, scheme.id, ids, last.year, upto=last)
    before = balances(terms, scheme.id, ids, last.year, upto=first - datetime.timedelta(days=1))
    return [
        Standing(
            one,
            scheme.category_name(one.category),
            now[one.pk].total - before[one.pk].total,
            now[one.pk],
            {part: str(value) for part, value in now[one.pk].parts.items()},
        )
        for one in people
    ]


def registered_months(branch: Node, scheme: str, first: datetime.date, last: datetime.date) -> dict[Any, MonthRegister]:
    """The months that a branch has registered between two days, by their first day."""
    rows = MonthRegister.objects.filter(branch=branch, scheme=scheme, first__gte=first, first__lte=last)
    return {one.first: one for one in rows.select_related("registered_by")}


def sheet_of(branch: Node, scheme: str, first: datetime.date) -> PointsSheet | None:
    """The sheet of a period, if it is published."""
    return PointsSheet.objects.filter(branch=branch, scheme=scheme, first=first).first()


def times_registered(
    scheme: str, members: Iterable[Member], first: datetime.date
) -> dict[tuple[int, str], PointsEntry]:
    """What stands registered by hand for a month: by member and rule."""
    found: dict[tuple[int, str], PointsEntry] = {}
    entries = month_entries(scheme, first).standing()
    for chunk in chunks([one.pk for one in members]):
        for one in entries.filter(member_id__in=chunk):
            found[one.member_id or 0, one.rule] = one
    return found


def month_entries(scheme: str, first: datetime.date) -> Any:
    """Everything that was ever registered by hand for a month."""
    return PointsEntry.objects.filter(scheme=scheme, reference=month_reference(first))


def month_reference(first: datetime.date) -> str:
    """What entries registered by hand for a month refer to."""
    return f"month:{first}"


def branches_with_members(nodes: QuerySet[Node], day: datetime.date) -> QuerySet[Node]:
    """Of these nodes those to which members belong on a day."""
    ties = Tie.objects.filter(holding("", day), kind="home_organisation").values("node_id")
    return nodes.filter(pk__in=ties)
