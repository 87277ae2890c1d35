"""What every planner of this domain does: count, object with the place, note differences, log once."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from mulin.audit.actions import log
from mulin.foundation.bulk import chunks
from mulin.foundation.clock import today
from mulin.foundation.normalisation import normalise
from mulin.foundation.spreadsheets import CellError, Difference, Plan, Reading, Row
from mulin.foundation.spreadsheets.writing import text_of
from mulin.identity.models import User

HIDDEN = "（已加密）"


class Planner:
    """Compares the rows of a reading with the database. Subclasses look at each row and write in ``apply``."""

    def __init__(self, reading: Reading, by: User) -> None:
        self.reading = reading
        self.by = by
        self.today = today()
        self.errors: list[CellError] = []
        self.differences: list[Difference] = []
        self.counts: Counter[str] = Counter()

    def object(self, row: Row, name: str, message: str) -> None:
        """A mistake that only the database knows, at its cell."""
        self.errors.append(self.reading.error(row, name, message))

    def effective(self, row: Row) -> datetime.date:
        """The day from which the row's changes hold: today unless the row says otherwise."""
        day: datetime.date | None = row.get("effective")
        return day or self.today

    def compare(self, row: Row, name: str, before: Any, after: Any) -> bool:
        """Does a filled cell say something else than what is kept? An empty cell leaves things as they are."""
        if after in (None, "", ()) or after == before:
            return False
        column = self.reading.sheet.column(name)
        shown_before, shown_after = (HIDDEN, HIDDEN) if column.private else (before, after)
        labels = dict(column.pairs)
        self.differences.append(
            Difference(row.number, column.title, words(labels, shown_before), words(labels, shown_after))
        )
        return True

    def numbered(self, seen: QuerySet[Any]) -> dict[int, Any]:
        """Of what this person sees that which rows name by number. One query for every nine hundred."""
        numbers = {row["number"] for row in self.reading.rows if row["number"]}
        return {one.pk: one for chunk in chunks(sorted(numbers)) for one in seen.filter(pk__in=chunk)}

    def named_by_number(self, row: Row, standing: Mapping[int, Any]) -> Any:
        """What a row with a number tells of; a mistake is noted where that is not there."""
        found = standing.get(row["number"])
        if found is None:
            words = f"没有编号为 {row['number']} 的记录；新登记的请不填编号"
            self.object(row, "number", words)
        return found

    def contradicts(self, row: Row, held: Mapping[str, Any]) -> bool:
        """Does a filled cell say something else than what is kept and cannot change by a workbook? Noted at the cell.

        A text that was typed into a form counts as the same when only spaces and widths differ, which reading a
        workbook evens out.
        """
        for column, kept in held.items():
            known = normalise(kept) if isinstance(kept, str) else kept
            if row[column] not in ("", None, known):
                words = f"编号 {row['number']} 的这一列是“{known}”，不能在表格里改；新登记的请另起一行，不填编号"
                self.object(row, column, words)
                return True
        return False

    def plan(self) -> Plan:
        """The counts, the mistakes, and how to write what is right."""
        return Plan(
            new=self.counts["new"],
            changed=self.counts["changed"],
            unchanged=self.counts["unchanged"],
            errors=self.errors,
            apply=self.apply_and_log,
            differences=self.differences,
        )

    def apply(self) -> None:
        """Write what was counted."""
        raise NotImplementedError

    def apply_and_log(self) -> None:
        """Write what was counted, and one entry into the log; nothing when nothing changes."""
        if not self.counts["new"] + self.counts["changed"]:
            return
        self.apply()
        changes = {
            "文件": self.reading.sha256,
            "新增": self.counts["new"],
            "更新": self.counts["changed"],
            "不变": self.counts["unchanged"],
            "变更": [[one.row, one.title, one.before, one.after] for one in self.differences],
        }
        log(self.by, "导入", name=self.reading.sheet.title, changes=changes)


def words(labels: Mapping[Any, str], value: Any) -> str:
    """A value as people read it in the preview."""
    return "" if value is None else labels.get(value, text_of(value))


def first_of(*values: Any) -> Any:
    """The first that is not empty."""
    return next((value for value in values if value not in (None, "", ())), None)


def filled(row: Row, names: Iterable[str]) -> dict[str, Any]:
    """The filled cells among these."""
    return {name: row[name] for name in names if row.get(name) not in (None, "", ())}
