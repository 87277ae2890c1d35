"""What branches still have to do: the oldest month to register, the oldest quarter to publish."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mulin.foundation.periods import Period, periods_between
from mulin.points.models import MonthRegister
from mulin.points.queries.closing import ONE_DAY, closed_until
from mulin.points.queries.terms import Scheme
from mulin.programmes.queries import in_force_at, rulings_among
from mulin.tree.models import Node


@dataclass(frozen=True)
class Waiting:
    """A branch under a scheme, with what waits: both may be nothing."""

    branch: Node
    scheme: str
    month: Period | None
    quarter: Period | None


def waiting_at(branches: Sequence[Node], day: datetime.date) -> Iterator[Waiting]:
    """What waits at these branches on a day; the same few queries whatever their number."""
    by_scheme: dict[str, list[tuple[Node, Scheme]]] = defaultdict(list)
    programmes = in_force_at(branches, day)
    for branch in branches:
        for scheme_id, ruling in sorted(rulings_among(programmes[branch.pk], "points").items()):
            scheme = Scheme(ruling)
            if scheme.clause.registered is not None and scheme.clause.subjects == "members":
                by_scheme[scheme_id].append((branch, scheme))
    for scheme_id, found in by_scheme.items():
        yield from waiting_under(scheme_id, found, day)


def waiting_under(scheme_id: str, found: Iterable[tuple[Node, Scheme]], day: datetime.date) -> Iterator[Waiting]:
    """The same under one scheme."""
    places = list(found)
    closed = closed_until(scheme_id)
    rows = MonthRegister.objects.filter(scheme=scheme_id, branch__in=[branch.pk for branch, _ in places])
    done: dict[int, set[datetime.date]] = defaultdict(set)
    for branch_id, first in rows.values_list("branch_id", "first"):
        done[branch_id].add(first)
    for branch, scheme in places:
        begins = open_from(scheme, closed.get(branch.pk), day)
        months = periods_between(scheme.clause.registered or "month", begins, day)
        missing = [one for one in months if one.first not in done[branch.pk]]
        yield Waiting(branch, scheme_id, missing[0] if missing else None, to_publish(scheme, begins, day, missing))


def open_from(scheme: Scheme, closed: datetime.date | None, day: datetime.date) -> datetime.date:
    """The first day that is neither published nor before the programme, nor so long ago that nobody asks any more."""
    begins = max(scheme.ruling.programme.since, looked_back_to(scheme, day))
    return begins if closed is None else max(begins, closed + ONE_DAY)


def looked_back_to(scheme: Scheme, day: datetime.date) -> datetime.date:
    """From which day periods are shown and asked for: of this year, and the last period to be published before today's.

    The last quarter of a year ends with the year, and can be published only in the next one.
    """
    before = scheme.quarter(scheme.quarter(day).first - ONE_DAY)
    return min(day.replace(month=1, day=1), before.first)


def to_publish(scheme: Scheme, begins: datetime.date, day: datetime.date, missing: list[Period]) -> Period | None:
    """The oldest period that is over, registered completely and not published."""
    if scheme.clause.published is None:
        return None
    over = [one for one in periods_between(scheme.clause.published, begins, day) if one.last < day]
    if not over or any(month.first <= over[0].last for month in missing):
        return None
    return over[0]
