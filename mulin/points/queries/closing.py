"""Which periods are closed, and where something registered now belongs."""

import datetime
from collections.abc import Collection, Mapping

from django.db.models import Max

from mulin.foundation.bulk import chunks
from mulin.members.models import Tie
from mulin.points.models import PointsSheet
from mulin.points.queries.terms import Scheme
from mulin.tree.models import holding

ONE_DAY = datetime.timedelta(days=1)


def closed_until(scheme: str) -> Mapping[int, datetime.date]:
    """By branch the last day of what it has published under a scheme. One query."""
    sheets = PointsSheet.objects.filter(scheme=scheme).order_by().values_list("branch_id")
    return dict(sheets.annotate(until=Max("last")))


def branches_of(member_ids: Collection[int], day: datetime.date, tie: str = "home_organisation") -> dict[int, int]:
    """The node each member is tied to on a day."""
    found: dict[int, int] = {}
    for chunk in chunks(sorted(member_ids)):
        ties = Tie.objects.filter(holding("", day), kind=tie, member_id__in=chunk)
        found.update(ties.values_list("member_id", "node_id"))
    return found


class OpenPeriods:
    """In which period an entry of a day is registered: its own, or the first one after what is published.

    ``day`` says to which branches the members belong now.
    """

    def __init__(self, scheme: Scheme, member_ids: Collection[int], day: datetime.date) -> None:
        self.scheme = scheme
        self.closed = closed_until(scheme.id)
        self.branches = branches_of(member_ids, day, scheme.clause.tie) if self.closed else {}

    def of(self, member_id: int | None, day: datetime.date) -> datetime.date:
        """The first day of the period."""
        last = self.closed.get(self.branches.get(member_id or 0, 0))
        if last is not None and day <= last:
            day = last + ONE_DAY
        return self.scheme.month(day).first
