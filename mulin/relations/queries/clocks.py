"""The six-month clock: since when a member took no part, paid no dues, was not heard of; asked for all members at once.

The clock of organisation life begins with the last activity where the member was named as present, but never before
the member came to the organisation, nor before the pack was in force: of what was before, the product knows nothing.
It runs only where the organisation held such activities with a list of names since then: nobody can stay away from
nothing. Dues count only where the organisation notes dues. A known cause (正当理由) stops the clock: it begins anew
with the end of the cause.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min

from mulin.foundation.bulk import chunks
from mulin.foundation.periods import full_months_between, last_day_reaching, months_later
from mulin.members.choices import TieKind
from mulin.members.models import Member, Tie
from mulin.programmes.queries import Ruling
from mulin.records.choices import COUNTING
from mulin.records.models import Attendance
from mulin.relations.choices import AbsenceState, Ground
from mulin.relations.models import Absence, Contact, DuesNote, Excuse
from mulin.relations.queries.clauses import FloatingTerms, FloatingTermsByPlace
from mulin.tree.models import Node, holding

SHORTLY = 1
"""A clock is shown from so many months before it is full."""


@dataclass(frozen=True)
class Clock:
    """One running clock of one member: on what ground, since when, full on which day; the facts that say so."""

    member_id: int
    home_id: int
    ground: Ground
    since: datetime.date
    full_on: datetime.date
    months: int
    facts: Mapping[str, Any]
    ruling: Ruling

    def is_full(self, day: datetime.date) -> bool:
        """Have the months passed, exactly so many included?"""
        return full_months_between(self.since, day) >= self.months


@dataclass
class Known:
    """What the facts say of a member's taking part."""

    member_id: int
    home_id: int
    begins: datetime.date
    excused_until: datetime.date | None = None
    attended: datetime.date | None = None
    dues: datetime.date | None = None
    contact: datetime.date | None = None
    away_since: datetime.date | None = None


def clocks(nodes: Collection[Node], day: datetime.date, members: Collection[int] | None = None) -> list[Clock]:
    """The clocks of all members at these organisations as of a day that are full, or will be within a month.

    A fixed number of queries a clause, however many members. The fullest come first.
    """
    found: list[Clock] = []
    for ruling_nodes, terms in by_terms(nodes, day):
        if terms.withdrawal_months is not None:
            found += running(ruling_nodes, terms, terms.withdrawal_months, day, members)
    return sorted(found, key=lambda one: (one.full_on, one.member_id, one.ground))


def by_terms(nodes: Collection[Node], day: datetime.date) -> list[tuple[list[int], FloatingTerms]]:
    """The organisations by the clause in force there; asked once for all under the same programmes."""
    terms = FloatingTermsByPlace(day)
    groups: dict[frozenset[int], list[Node]] = defaultdict(list)
    for node in nodes:
        groups[terms.key(node)].append(node)
    found = ((group, terms.at(group[0])) for group in groups.values())
    return [([one.pk for one in group], known) for group, known in found if known is not None]


def running(
    node_ids: Collection[int], terms: FloatingTerms, months: int, day: datetime.date, members: Collection[int] | None
) -> list[Clock]:
    """The clocks under one clause."""
    rule = terms.clause.withdrawal
    since = terms.ruling.programme.since
    known = known_members(node_ids, day, since, members)
    add_facts(known, rule.activities, day)
    held = meetings_held(node_ids, rule.activities, since, day)
    noted = dues_noted(node_ids)
    shown_from = last_day_reaching(day, max(0, months - SHORTLY))
    found = []
    for one in known.values():
        for ground in rule.grounds:
            start, facts = started(one, ground, held, noted)
            if start is not None and start <= shown_from:
                full = months_later(start, months)
                found.append(
                    Clock(one.member_id, one.home_id, Ground(ground), start, full, months, facts, terms.ruling)
                )
    return found


def known_members(
    node_ids: Collection[int], day: datetime.date, since: datetime.date, members: Collection[int] | None
) -> dict[int, Known]:
    """Members of these organisations, from when their clock can run at all, without those excused today."""
    found: dict[int, Known] = {}
    for chunk in chunks(sorted(node_ids)):
        ties = Tie.objects.filter(holding("", day), kind=TieKind.HOME_ORGANISATION, node_id__in=chunk)
        if members is not None:
            ties = ties.filter(member_id__in=members)
        for member, node, tied in ties.values_list("member_id", "node_id", "since"):
            found[member] = Known(member, node, max(tied, since))
    for chunk in chunks(sorted(found)):
        for member, _begin, end in Excuse.objects.filter(member_id__in=chunk, since__lte=day).values_list(
            "member_id", "since", "until"
        ):
            if end is None or end >= day:
                found.pop(member, None)
            elif member in found:
                found[member].begins = max(found[member].begins, end)
                found[member].excused_until = max(end, found[member].excused_until or end)
    return found


def add_facts(known: Mapping[int, Known], kinds: Collection[str], day: datetime.date) -> None:
    """The last activity attended, the last month of dues, the last contact of each member."""
    for chunk in chunks(sorted(known)):
        there = Attendance.objects.filter(member_id__in=chunk, activity__state__in=COUNTING, activity__day__lte=day)
        there = there.filter(activity__kind__in=kinds) if kinds else there
        for member, last in there.order_by().values_list("member_id").annotate(last=Max("activity__day")):
            known[member].attended = last
        dues = DuesNote.objects.filter(member_id__in=chunk, paid_on__lte=day).order_by()
        for member, last in dues.values_list("member_id").annotate(last=Max("month")):
            known[member].dues = last
        away = Absence.objects.filter(member_id__in=chunk, state=AbsenceState.AWAY).values_list("member_id", "left_on")
        for member, left in away:
            known[member].away_since = left
        heard = Contact.objects.filter(absence__member_id__in=chunk, day__lte=day).order_by()
        for member, last in heard.values_list("absence__member_id").annotate(last=Max("day")):
            known[member].contact = last


def meetings_held(
    node_ids: Collection[int], kinds: Collection[str], since: datetime.date, day: datetime.date
) -> dict[int, list[datetime.date]]:
    """The days on which organisations had activities with a list of names."""
    found: dict[int, list[datetime.date]] = defaultdict(list)
    for chunk in chunks(sorted(node_ids)):
        rows = Attendance.objects.filter(
            activity__host_id__in=chunk, activity__state__in=COUNTING, activity__day__gte=since, activity__day__lte=day,
            member__isnull=False,
        )  # fmt: skip
        rows = rows.filter(activity__kind__in=kinds) if kinds else rows
        for host, held in rows.order_by().values_list("activity__host_id", "activity__day").distinct():
            found[host].append(held)
    return found


def dues_noted(node_ids: Collection[int]) -> dict[int, datetime.date]:
    """Since which month organisations note dues of their members."""
    found: dict[int, datetime.date] = {}
    for chunk in chunks(sorted(node_ids)):
        rows = DuesNote.objects.filter(at_id__in=chunk).order_by().values_list("at_id")
        found |= dict(rows.annotate(first=Min("month"), notes=Count("pk")).values_list("at_id", "first"))
    return found


Start = tuple[datetime.date | None, dict[str, Any]]


def started(
    one: Known, ground: str, held: Mapping[int, list[datetime.date]], noted: Mapping[int, datetime.date]
) -> Start:
    """Since when a ground holds for a member, with the facts; nothing where it does not."""
    return {Ground.ORGANISATION_LIFE: absent_since, Ground.DUES: unpaid_since, Ground.CONTACT: silent_since}[
        Ground(ground)
    ](one, held, noted)


def absent_since(one: Known, held: Mapping[int, list[datetime.date]], noted: Any) -> Start:
    """No organisation life: since the last one attended, as long as there was any to attend."""
    start = latest([one.begins, one.attended])
    missed = sorted(day for day in held.get(one.home_id, ()) if day > start)
    facts = {"last": iso(one.attended), "begins": iso(one.begins), "missed": [iso(day) for day in missed]}
    return (start, facts) if missed else (None, {})


def unpaid_since(one: Known, held: Any, noted: Mapping[int, datetime.date]) -> Start:
    """No dues: since the end of the last month paid, where the organisation notes dues."""
    first = noted.get(one.home_id)
    if first is None:
        return None, {}
    paid_until = months_later(one.dues, 1) if one.dues is not None else None
    start = latest([one.begins, paid_until, first])
    return start, {"last": iso(one.dues), "begins": iso(one.begins), "noted_since": iso(first)}


def silent_since(one: Known, held: Any, noted: Any) -> Start:
    """Out of contact: away, and since then neither side heard of the other."""
    if one.away_since is None:
        return None, {}
    start = latest([one.begins, one.away_since, one.contact, one.attended])
    return start, {"last": iso(one.contact), "away_since": iso(one.away_since)}


def latest(days: Iterable[datetime.date | None]) -> datetime.date:
    """The last of the days that there are."""
    return max(day for day in days if day is not None)


def iso(day: datetime.date | None) -> str:
    """A day as facts keep it."""
    return day.isoformat() if day is not None else ""


def full_clocks(nodes: Collection[Node], day: datetime.date, members: Collection[int] | None = None) -> list[Clock]:
    """Only the clocks that are full."""
    return [one for one in clocks(nodes, day, members) if one.is_full(day)]


def names_of(found: Iterable[Clock]) -> dict[int, Member]:
    """The members of clocks, by id."""
    ids = {one.member_id for one in found}
    return {member.pk: member for chunk in chunks(sorted(ids)) for member in Member.objects.filter(pk__in=chunk)}
