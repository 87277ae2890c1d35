"""From when to when members were unable to serve, as communities decided and units answered; never why."""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from mulin.foundation.bulk import chunks
from mulin.foundation.clock import today
from mulin.foundation.periods import months_later
from mulin.programmes.queries import in_force_at, rulings_among
from mulin.service.choices import AdjustmentState, ClaimState, ContactOutcome, Ending
from mulin.service.models import Adjustment, Claim, UnitContact
from mulin.service.queries.clauses import first_said
from mulin.tree.models import Node


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which a member was unable to serve: both days included; without an end until further notice.

    ``said`` is who found so and when. Illness and other grounds are not among it: more people read it.
    """

    member_id: int
    since: datetime.date
    until: datetime.date | None
    said: str

    def covers(self, day: datetime.date) -> bool:
        """Was the member unable on a day?"""
        return self.since <= day and (self.until is None or day <= self.until)


def spells(member_ids: Collection[int] | None = None) -> list[Spell]:
    """The times in which these members (all, unless named) were unable, in the order of their days.

    Five queries for every nine hundred members named, however many spells.
    """
    found: list[Spell] = []
    for part in [None] if member_ids is None else chunks(sorted(member_ids)):
        found += [*released(part), *excused_by_units(part)]
    return sorted(found, key=lambda one: (one.member_id, one.since, one.said))


def released(member_ids: Collection[int] | None) -> Iterator[Spell]:
    """Those whom their community released from a post because they cannot serve.

    Where no end is known it lasts until they take up a post again. Who got a lighter post serves there.
    """
    rows = Adjustment.objects.filter(state=AdjustmentState.RELEASED)
    if member_ids is not None:
        rows = rows.filter(claim__member_id__in=member_ids)
    columns = ("claim__member_id", "unable_since", "unable_until", "decided_on")
    known = list(rows.order_by("pk").values_list(*columns))
    begun = taken_up({member_id for member_id, _since, until, _day in known if until is None})
    for member_id, since, until, decided_on in known:
        again = min((day for day in begun.get(member_id, ()) if day > decided_on), default=None)
        last = until or (again - datetime.timedelta(days=1) if again is not None else None)
        yield Spell(member_id, since, last, f"社区 {decided_on} 同意免除岗位")


def taken_up(member_ids: Collection[int]) -> dict[int, list[datetime.date]]:
    """On which days each of these members took up a post."""
    found: dict[int, list[datetime.date]] = {}
    for part in chunks(sorted(member_ids)):
        claims = Claim.objects.filter(member_id__in=part, state__in=(ClaimState.HELD, ClaimState.ENDED))
        for member_id, since in claims.exclude(ending=Ending.DECLINED).values_list("member_id", "since"):
            found.setdefault(member_id, []).append(since)
    return found


def excused_by_units(member_ids: Collection[int] | None) -> Iterator[Spell]:
    """Those of whom their unit answered that they cannot come, until the community is to ask again.

    From the first day of the absence for as many months after the answer as the regulation in force at the community
    names; nobody where none names a time.
    """
    rows = UnitContact.objects.filter(outcome=ContactOutcome.UNABLE, answered_on__isnull=False)
    if member_ids is not None:
        rows = rows.filter(member_id__in=member_ids)
    known = list(rows.order_by("pk").values_list("member_id", "community_id", "absent_since", "answered_on"))
    months = months_at({community for _member, community, _since, _day in known})
    for member_id, community, since, answered_on in known:
        if community in months and answered_on is not None:
            until = months_later(answered_on, months[community])
            yield Spell(member_id, since, until, f"单位 {answered_on} 答复确有困难")


def months_at(community_ids: Collection[int]) -> dict[int, int]:
    """After how many months without attendance each community asks the unit, where a regulation says so."""
    if not community_ids:
        return {}
    found = {}
    for pk, programmes in in_force_at(Node.objects.filter(pk__in=community_ids), today()).items():
        months, _ruling = first_said(rulings_among(programmes, "post_rules").values(), "contact_after_months")
        if months is not None:
            found[pk] = int(months)
    return found
