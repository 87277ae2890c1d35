"""Rows of a workbook that tell of entries which stand in the ledger already: they came out of it with their numbers."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F

from mulin.foundation.bulk import chunks
from mulin.foundation.spreadsheets import Row
from mulin.identity.models import User
from mulin.points.choices import Origin
from mulin.points.models import PointsEntry
from mulin.points.permissions import entries_visible_to
from mulin.points.queries.terms import rule_words, scheme_words

Wrong = tuple[str, str]
"""A column and what is wrong in it."""


def numbered(rows: Iterable[Row], by: User) -> dict[int, PointsEntry]:
    """The entries that rows name by number, as far as this person sees them. One query for every nine hundred."""
    seen = entries_visible_to(by).filter(member__isnull=False).annotate(reversed_by=F("reversal__pk"))
    numbers = {row["number"] for row in rows if row["number"]}
    return {one.pk: one for chunk in chunks(sorted(numbers)) for one in seen.filter(pk__in=chunk)}


def differs(entry: PointsEntry, row: Row) -> Wrong | None:
    """What of a row says otherwise than the entry whose number it bears; nothing where it says the same.

    An entry never changes: a row may say another number of times only where that is registered by hand and stands.
    """
    for column, held in told_by(entry).items():
        if row[column] not in ("", None, held):
            return column, f"编号 {entry.pk} 的记录在这一列是“{held}”，不能改；新登记的请另起一行，不填编号"
    if row["times"] == entry.times:
        return None
    if entry.origin != Origin.REGISTERED:
        return "times", f"编号 {entry.pk} 的记录是{entry.get_origin_display()}的，不能在表格里改；更正请冲正"
    if getattr(entry, "reversed_by", None):
        return "times", f"编号 {entry.pk} 的记录已经冲正，不能再改；请改冲正以后重新登记的那一行"
    return None


def told_by(entry: PointsEntry) -> dict[str, Any]:
    """What the workbook says of an entry and nobody may change there, by column."""
    edition = entry.programme.edition_id
    return {
        "name": entry.member.name if entry.member else "",
        "scheme": scheme_words(edition, entry.scheme),
        "rule": rule_words(edition, entry.scheme, entry.rule),
        "day": entry.day,
    }
