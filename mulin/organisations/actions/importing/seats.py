"""People in organs from a workbook: known by where the organ is, organ, number, position and name."""

from typing import Any

from mulin.foundation.bulk import insert_rows
from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.organisations import queries
from mulin.organisations.actions.importing.planning import Planner, filled
from mulin.organisations.actions.importing.standing import PlacedRows
from mulin.organisations.models import OrganSeat
from mulin.tree.models import Node

FIELDS = ("title", "hours")
Key = tuple[int, str, int, str, str]


def plan_seats(reading: Reading, *, by: User) -> Plan:
    """What a workbook of rosters would do."""
    return SeatsPlanner(reading, by).planned()


class SeatsPlanner(Planner):
    """Rows of rosters. Only positions that a regulation in force asks for, and no more people than it allows."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by)
        self.placed = PlacedRows(self, "units.manage")
        self.known: dict[Key, OrganSeat] = {key_of(row): row for row in self.placed.live(OrganSeat.objects.all())}
        self.organs = queries.organs_of(self.placed.nodes.values(), self.today)
        self.room = {
            (node_id, organ.organ.name, organ.number, one.position.name): (organ, one, len(one.seats))
            for node_id, organs in self.organs.items()
            for organ in organs
            for one in organ.positions
        }
        self.taken: dict[Any, int] = {}
        self.new: list[tuple[Any, ...]] = []
        self.changed: list[OrganSeat] = []

    def planned(self) -> Plan:
        """Compare every row that is in reach and may be so."""
        for row in self.reading.rows:
            node = self.placed.node_of(row)
            if node is not None:
                self.look_at(row, node)
        return self.plan()

    def look_at(self, row: Row, node: Node) -> None:
        """A position that is there: somebody known is compared, somebody new needs room."""
        number = row["number"] or 1
        asked = (node.pk, row["organ"], number, row["position"])
        if asked not in self.room:
            self.object(row, "position", f"“{node.name}”实施的制度没有要求这个机构或位置")
            return
        organ, one, held = self.room[asked]
        known = self.known.get((node.pk, organ.organ.id, number, one.position.id, row["name"]))
        if known is not None:
            self.compare_seat(row, known)
        elif one.most is not None and held + self.taken.get(asked, 0) >= one.most:
            self.object(row, "position", f"“{one.position.name}”至多 {one.most} 人，已满")
        elif one.position.hours and not row["hours"]:
            self.object(row, "hours", f"“{one.position.name}”要写明值班时间")
        else:
            self.taken[asked] = self.taken.get(asked, 0) + 1
            self.counts["new"] += 1
            place = (node.pk, organ.organ.id, number, one.position.id, row["name"])
            self.new.append((*place, row["title"] or "", row["hours"] or "", self.placed.since(row)))

    def compare_seat(self, row: Row, known: OrganSeat) -> None:
        """Note what a row changes."""
        values = filled(row, FIELDS)
        differs = [name for name, value in values.items() if self.compare(row, name, getattr(known, name), value)]
        for name in differs:
            setattr(known, name, values[name])
        if differs:
            self.changed.append(known)
        self.counts["changed" if differs else "unchanged"] += 1

    def apply(self) -> None:
        """Enter new people, correct those that changed."""
        insert_rows(OrganSeat, ["node", "organ", "number", "position", "name", "title", "hours", "since"], self.new)
        OrganSeat.objects.bulk_update(self.changed, FIELDS, batch_size=300)


def key_of(row: OrganSeat) -> Key:
    """By what a seat is recognised."""
    return row.node_id, row.organ, row.number, row.position, row.name
