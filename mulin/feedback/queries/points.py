"""Points as cards show them, where a district wants them there."""

import datetime
from collections import defaultdict
from collections.abc import Sequence

from mulin.foundation.bulk import chunks
from mulin.points.choices import Purse
from mulin.points.models import PointsEntry
from mulin.points.queries.balances import balances
from mulin.points.queries.terms import scheme_under


def points_of(member_ids: Sequence[int], day: datetime.date) -> dict[int, str]:
    """The points of the year up to a day, in words, of those who have any; under each scheme they collect by."""
    found: dict[int, list[str]] = defaultdict(list)
    for (programme_id, scheme_id), members in collectors(member_ids, day).items():
        scheme = scheme_under(programme_id, scheme_id)
        known = balances(scheme.terms, scheme_id, sorted(members), day.year, upto=day)
        for member_id, balance in known.items():
            total = format(balance.total.normalize(), "f")
            found[member_id].append(f"{total} 分")
    return {member_id: "，".join(words) for member_id, words in found.items()}


def collectors(member_ids: Sequence[int], day: datetime.date) -> dict[tuple[int, str], set[int]]:
    """Under which schemes which of these members have entries in the year."""
    found: dict[tuple[int, str], set[int]] = defaultdict(set)
    entries = PointsEntry.objects.filter(purse=Purse.YEAR, day__year=day.year, day__lte=day)
    for chunk in chunks(sorted(member_ids)):
        rows = entries.filter(member_id__in=chunk).order_by().values_list("programme_id", "scheme", "member_id")
        for programme_id, scheme_id, member_id in rows.distinct():
            found[programme_id, scheme_id].add(member_id)
    return found
