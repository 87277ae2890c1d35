"""Writing the ledger: what should stand there against what stands there, in sets, by entries alone."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from mulin.foundation.bulk import chunks, insert_rows
from mulin.foundation.clock import now, today
from mulin.identity.models import User
from mulin.points.choices import Origin, Purse
from mulin.points.models import PointsEntry
from mulin.points.queries.closing import OpenPeriods
from mulin.points.queries.facts import Key, Wanted
from mulin.points.queries.terms import scheme_under

CORRECTED = "依据的纪实已更正，重新登记"
STRUCK_OUT = "依据的纪实已作废或更正"
COLUMNS = [
    "programme", "scheme", "rule", "part", "member", "points", "times", "purse", "day", "period", "reference",
    "revision", "fact_table", "fact_id", "origin", "reverses", "why", "by", "made_at",
]  # fmt: skip
Periods = Callable[[str, int | None, datetime.date], datetime.date]


@dataclass(frozen=True)
class Stamp:
    """How entries come in: their origin, who registers them, what is said about them and about reversals."""

    origin: str
    by: User | None = None
    why: str = ""
    reversed_because: str = STRUCK_OUT
    corrected_because: str = CORRECTED


@dataclass
class Kept:
    """What the ledger holds for some keys: the entry that stands, the last revision, and what people took back."""

    standing: dict[Key, PointsEntry]
    revisions: dict[Key, int]
    taken_back: set[Key]


def kept(entries: Iterable[PointsEntry]) -> Kept:
    """What entries of the ledger come to, key by key. ``reversed_by`` is annotated on each."""
    found = Kept({}, {}, set())
    for one in entries:
        key = key_of(one)
        if one.revision > found.revisions.get(key, 0):
            found.revisions[key] = one.revision
            (found.taken_back.add if one.reverses_id and one.by_id else found.taken_back.discard)(key)
        if one.reverses_id is None and getattr(one, "reversed_by", None) is None:
            found.standing[key] = one
    return found


def bring_about(asked: Mapping[Key, Wanted], found: Kept, stamp: Stamp) -> int:
    """Post what is wanted and not there, reverse what is there and not wanted. Returns how many entries were made.

    What differs is reversed and posted anew with the next revision; what is right stays.
    """
    wrong = [one for key, one in found.standing.items() if not is_right(one, asked.get(key))]
    right = found.standing.keys() - {key_of(one) for one in wrong}
    missing = [one for key, one in asked.items() if key not in right]
    if stamp.origin == Origin.AUTOMATIC:  # what a person has taken back, facts alone do not bring again
        missing = [one for one in missing if one.key not in found.taken_back]
    if not wrong and not missing:
        return 0
    periods = Openings({key_of(one).member for one in wrong} | {one.key.member for one in missing})
    rows = [reversal_row(one, key_of(one) in asked, found, periods, stamp) for one in wrong]
    rows += [posting_row(one, found, periods, stamp) for one in missing]
    return insert_rows(PointsEntry, COLUMNS, rows)


def is_right(one: PointsEntry, asked: Wanted | None) -> bool:
    """Does the entry say what is wanted?"""
    return asked is not None and one.points == asked.points and one.day == asked.day and one.times == asked.times


def key_of(one: PointsEntry) -> Key:
    """What an entry stands for."""
    return Key(one.scheme, one.rule, one.member_id or 0, one.reference)


class Openings:
    """The open periods of every scheme and branch, read once a scheme."""

    def __init__(self, member_ids: Collection[int]) -> None:
        self.member_ids = member_ids
        self.known: dict[str, OpenPeriods] = {}

    def of(self, programme_id: int, scheme_id: str, member_id: int | None, day: datetime.date) -> datetime.date:
        """The period in which an entry of a day is registered."""
        if scheme_id not in self.known:
            self.known[scheme_id] = OpenPeriods(scheme_under(programme_id, scheme_id), self.member_ids, today())
        return self.known[scheme_id].of(member_id, day)


def reversal_row(one: PointsEntry, again: bool, found: Kept, periods: Openings, stamp: Stamp) -> tuple[Any, ...]:
    """The entry that takes another one back, for the same day; its revision is the next."""
    key = key_of(one)
    found.revisions[key] = revision = found.revisions.get(key, one.revision) + 1
    period = periods.of(one.programme_id, one.scheme, one.member_id, one.day)
    why = (stamp.corrected_because if again else stamp.reversed_because)[:300]
    return (
        one.programme_id, one.scheme, one.rule, one.part, one.member_id, -one.points, -one.times, one.purse, one.day,
        period, one.reference, revision, one.fact_table, one.fact_id, str(Origin.REVERSAL), one.pk, why,
        stamp.by.pk if stamp.by else None, now(),
    )  # fmt: skip


def posting_row(one: Wanted, found: Kept, periods: Openings, stamp: Stamp) -> tuple[Any, ...]:
    """A new entry."""
    found.revisions[one.key] = revision = found.revisions.get(one.key, 0) + 1
    period = periods.of(one.programme, one.key.scheme, one.key.member, one.day)
    return (
        one.programme, one.key.scheme, one.key.rule, one.part, one.key.member, one.points, one.times, str(Purse.YEAR),
        one.day, period, one.key.reference, revision, one.fact_table, one.fact_id, str(stamp.origin), None,
        stamp.why[:300], stamp.by.pk if stamp.by else None, now(),
    )  # fmt: skip


def entries_about(references: Collection[str], **more: Any) -> list[PointsEntry]:
    """Everything the ledger holds for these references, reversed or not, in order."""
    rows = PointsEntry.objects.filter(member__isnull=False, **more).annotate(reversed_by=F("reversal__pk"))
    return [one for chunk in chunks(sorted(references)) for one in rows.filter(reference__in=chunk).order_by("pk")]
