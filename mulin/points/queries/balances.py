"""Balances out of the ledger, for one subject or for thousands with the same query."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db.models import QuerySet

from mulin.foundation.bulk import chunks
from mulin.points.choices import Purse
from mulin.points.models import PointsEntry
from mulin.points.rules import NOTHING, Balance, Posting, Terms, saved_up, yearly

COLUMNS = ("rule", "part", "points", "day", "times")


def balances(
    terms: Terms, scheme: str, member_ids: Collection[int], year: int, *, upto: datetime.date | None = None
) -> Mapping[int, Balance]:
    """The balance of each member in a year of a scheme; ``upto``: of what was registered in periods begun by then.

    One query for every nine hundred members; every member has a balance, with or without entries.
    """
    entries = PointsEntry.objects.filter(scheme=scheme, purse=Purse.YEAR, day__year__lte=year)
    if terms.carry_share is None:
        entries = entries.filter(day__year=year)
    if upto is not None:
        entries = entries.filter(period__lte=upto)
    postings = postings_of(entries, member_ids)
    return {member: yearly(terms, postings.get(member, ()), year) for member in member_ids}


def postings_of(entries: QuerySet[PointsEntry], member_ids: Collection[int]) -> Mapping[int, list[Posting]]:
    """The entries of members as the rules take them."""
    found: dict[int, list[Posting]] = defaultdict(list)
    for chunk in chunks(sorted(member_ids)):
        rows = entries.filter(member_id__in=chunk).order_by()
        for member_id, rule, part, points, day, times in rows.values_list("member_id", *COLUMNS):
            found[member_id].append(Posting(rule, part, points, day, times))
    return found


def node_balances(terms: Terms, scheme: str, node_ids: Collection[int], year: int) -> Mapping[int, Balance]:
    """The balance of each node in a year of a scheme."""
    found: dict[int, list[Posting]] = defaultdict(list)
    entries = PointsEntry.objects.filter(scheme=scheme, purse=Purse.YEAR, day__year__lte=year)
    for chunk in chunks(sorted(node_ids)):
        rows = entries.filter(node_id__in=chunk).order_by()
        for node_id, rule, part, points, day, times in rows.values_list("node_id", *COLUMNS):
            found[node_id].append(Posting(rule, part, points, day, times))
    return {node: yearly(terms, found.get(node, ()), year) for node in node_ids}


def purses(terms: Terms, scheme: str, member_ids: Collection[int]) -> Mapping[int, Decimal]:
    """What each member can still exchange: saved up in all years, less what was exchanged; never below nought.

    A record that is struck out after an exchange can leave less than was spent: then nothing is left until it is
    made up.
    """
    everything = PointsEntry.objects.filter(scheme=scheme)
    saved = postings_of(everything.filter(purse=Purse.YEAR), member_ids)
    spent = postings_of(everything.filter(purse=Purse.EXCHANGE), member_ids)
    return {
        member: max(
            NOTHING,
            saved_up(terms, saved.get(member, ())) + sum((one.points for one in spent.get(member, ())), NOTHING),
        )
        for member in member_ids
    }
