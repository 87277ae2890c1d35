"""People in posts from a workbook: known by where they work and their name. Another post is another row of history."""

import datetime
from typing import Any

from mulin.foundation.bulk import insert_rows
from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.organisations.actions.importing.details import end_live
from mulin.organisations.actions.importing.planning import Planner, filled
from mulin.organisations.actions.importing.standing import PlacedRows
from mulin.organisations.actions.keeping import announce
from mulin.organisations.models import Staff

FIELDS = ("grade", "full_time", "phone")


def plan_staff(reading: Reading, *, by: User) -> Plan:
    """What a workbook of staff would do."""
    return StaffPlanner(reading, by).planned()


class StaffPlanner(Planner):
    """Rows of people in posts."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by)
        self.placed = PlacedRows(self, "units.manage")
        self.known: dict[Any, Staff] = {(row.node_id, row.name): row for row in self.placed.live(Staff.objects.all())}
        self.new: list[Row] = []
        self.corrected: list[Staff] = []
        self.moved_on: list[tuple[Row, Staff, datetime.date]] = []

    def planned(self) -> Plan:
        """Compare every row that is in reach."""
        for row in self.reading.rows:
            node = self.placed.node_of(row)
            if node is None:
                continue
            known = self.known.get((node.pk, row["name"]))
            if known is None:
                self.new.append(row)
                self.counts["new"] += 1
            else:
                self.look_at(row, known)
        return self.plan()

    def look_at(self, row: Row, known: Staff) -> None:
        """Note whether a row corrects a person's entry or gives the person another post."""
        on = self.effective(row)
        if known.post != row["post"] and on <= known.since:
            self.object(row, "post", f"任新职的日期必须晚于原任职日期 {known.since}，请填写生效日期")
            return
        has_moved_on = self.compare(row, "post", known.post, row["post"])
        values = filled(row, FIELDS)
        differs = [name for name, value in values.items() if self.compare(row, name, getattr(known, name), value)]
        if has_moved_on:
            self.moved_on.append((row, known, on))
        elif differs:
            for name in differs:
                setattr(known, name, values[name])
            self.corrected.append(known)
        self.counts["changed" if has_moved_on or differs else "unchanged"] += 1

    def apply(self) -> None:
        """Enter new people, correct entries, and let those with another post have a new entry after the old one."""
        Staff.objects.bulk_update(self.corrected, FIELDS, batch_size=300)
        end_live(Staff, {known.pk: (known, on) for _, known, on in self.moved_on})
        columns = ["node", "name", "post", *FIELDS, "since", "before", "account"]
        entered = [
            (
                self.placed.nodes[row["node"]].pk,
                row["name"],
                row["post"],
                *values(row),
                self.placed.since(row),
                None,
                None,
            )
            for row in self.new
        ]
        entered += [
            (known.node_id, known.name, row["post"], *values(row, known), on, known.pk, known.account_id)
            for row, known, on in self.moved_on
        ]
        insert_rows(Staff, columns, entered)
        announce(Staff, [row[0] for row in entered] + [known.node_id for known in self.corrected])


def values(row: Row, before: Staff | None = None) -> list[Any]:
    """Grade, full time and phone: as the row says, else as before (the grade goes with the post)."""
    given = filled(row, FIELDS)
    kept = {"grade": None, "full_time": before.full_time if before else True, "phone": before.phone if before else ""}
    return [given.get(name, kept[name]) for name in FIELDS]
