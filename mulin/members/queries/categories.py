"""Which category a member was of on a day: the former ones with the day they ended, else the one of today."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from mulin.foundation.bulk import chunks
from mulin.members.models import FormerCategory, Member
from mulin.tree.choices import BEGINNING

Span = tuple[datetime.date, datetime.date | None, str]
"""From a day until a day (the first on which it no longer held; none: it still holds), and the category."""


@dataclass(frozen=True)
class Categories:
    """The former categories of some members, by member and in order of the days they ended."""

    former: dict[int, list[tuple[datetime.date, str]]]

    def on(self, member_id: int, now: str, day: datetime.date) -> str:
        """The category in force on a day; ``now`` is that of today."""
        return next((category for until, category in self.former.get(member_id, ()) if day < until), now)

    def spans(self, member_id: int, now: str) -> Iterator[Span]:
        """From when to when the member was of which category; of one that never changed from the beginning."""
        since = BEGINNING
        for until, category in self.former.get(member_id, ()):
            yield since, until, category
            since = until
        yield since, None, now


def former_categories(member_ids: Collection[int] | None = None) -> Categories:
    """The former categories of these members (all, unless named). One query for every nine hundred."""
    rows = FormerCategory.objects.order_by("member_id", "until")
    found: dict[int, list[tuple[datetime.date, str]]] = {}
    for part in [None] if member_ids is None else chunks(sorted(set(member_ids))):
        own = rows if part is None else rows.filter(member_id__in=part)
        for member_id, until, category in own.values_list("member_id", "until", "category"):
            found.setdefault(member_id, []).append((until, category))
    return Categories(found)


def as_of(members: Iterable[Member], day: datetime.date) -> list[Member]:
    """These members with the category that was in force on a day, to be read and not to be saved."""
    found = list(members)
    known = former_categories([one.pk for one in found])
    for one in found:
        one.category = known.on(one.pk, one.category, day)
    return found
