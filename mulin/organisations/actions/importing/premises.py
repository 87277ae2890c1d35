"""Premises from a workbook: known by where they stand, kind and name."""

from typing import Any

from mulin.foundation.bulk import insert_rows
from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.organisations.actions.importing.planning import Planner, filled
from mulin.organisations.actions.importing.standing import PlacedRows
from mulin.organisations.actions.keeping import announce
from mulin.organisations.choices import PremisesStatus, Standard
from mulin.organisations.models import Premises

FIELDS = ("standard", "status", "address", "area")
NOT_YET = (PremisesStatus.PLANNED, PremisesStatus.BUILDING)


def plan_premises(reading: Reading, *, by: User) -> Plan:
    """What a workbook of premises would do."""
    return PremisesPlanner(reading, by).planned()


class PremisesPlanner(Planner):
    """Rows of premises."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by)
        self.placed = PlacedRows(self, "units.manage")
        self.known: dict[Any, Premises] = {
            (row.node_id, row.kind, row.name): row for row in self.placed.live(Premises.objects.all())
        }
        self.new: list[Row] = []
        self.changed: list[Premises] = []

    def planned(self) -> Plan:
        """Compare every row that is in reach and may be so."""
        for row in self.reading.rows:
            node = self.placed.node_of(row)
            if node is None:
                continue
            known = self.known.get((node.pk, row["kind"], row["name"]))
            standard = row["standard"] or (known.standard if known else Standard.NONE)
            status = row["status"] or (known.status if known else PremisesStatus.OPEN)
            if standard != Standard.NONE and status in NOT_YET:
                self.object(row, "standard", "尚未建成的阵地不能定级")
            elif known is None:
                self.new.append(row)
                self.counts["new"] += 1
            else:
                self.look_at(row, known)
        return self.plan()

    def look_at(self, row: Row, known: Premises) -> None:
        """Note what a row changes."""
        values = filled(row, FIELDS)
        differs = [name for name, value in values.items() if self.compare(row, name, getattr(known, name), value)]
        for name in differs:
            setattr(known, name, values[name])
        if differs:
            self.changed.append(known)
        self.counts["changed" if differs else "unchanged"] += 1

    def apply(self) -> None:
        """Enter new premises, correct those that changed."""
        defaults = {"standard": Standard.NONE, "status": PremisesStatus.OPEN, "address": "", "area": None}
        insert_rows(
            Premises,
            ["node", "kind", "name", "since", *FIELDS],
            [
                (
                    self.placed.nodes[row["node"]].pk,
                    row["kind"],
                    row["name"],
                    self.placed.since(row),
                    *(filled(row, FIELDS).get(name, defaults[name]) for name in FIELDS),
                )
                for row in self.new
            ],
        )
        Premises.objects.bulk_update(self.changed, FIELDS, batch_size=300)
        entered = [self.placed.nodes[row["node"]].pk for row in self.new]
        announce(Premises, [*entered, *(known.node_id for known in self.changed)])
