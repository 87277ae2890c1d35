"""When, where and on what organisations hold their life, from a workbook: one arrangement an organisation."""

from mulin.foundation.bulk import insert_rows
from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.organisations.actions.importing.planning import Planner, filled
from mulin.organisations.actions.importing.standing import PlacedRows
from mulin.organisations.actions.keeping import announce
from mulin.organisations.models import OrganisationLife
from mulin.tree.choices import Family
from mulin.tree.models import Node

FIELDS = ("time", "place", "content")


def plan_lives(reading: Reading, *, by: User) -> Plan:
    """What a workbook of arrangements would do."""
    return LivesPlanner(reading, by).planned()


class LivesPlanner(Planner):
    """Rows of arrangements. A cell that says something else puts the arrangement right; nothing is ended."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by)
        self.placed = PlacedRows(self, "units.manage")
        self.known = {row.node_id: row for row in self.placed.live(OrganisationLife.objects.all())}
        party = Node.objects.filter(kind__family=Family.PARTY)
        self.party = set(party.filter(code__in=list(self.placed.nodes)).values_list("pk", flat=True))
        self.new: list[tuple[object, ...]] = []
        self.changed: list[OrganisationLife] = []

    def planned(self) -> Plan:
        """Compare every row that is in reach and may be so."""
        for row in self.reading.rows:
            node = self.placed.node_of(row)
            if node is None:
                continue
            if node.pk not in self.party:
                self.object(row, "node", f"“{node.name}”不是党组织，没有组织生活")
            elif not filled(row, FIELDS):
                self.object(row, "time", "时间、地点、内容至少写一项")
            else:
                self.look_at(row, node)
        return self.plan()

    def look_at(self, row: Row, node: Node) -> None:
        """A first arrangement, or what changes of the one there is."""
        values, known = filled(row, FIELDS), self.known.get(node.pk)
        if known is None:
            self.counts["new"] += 1
            self.new.append((node.pk, *(values.get(name, "") for name in FIELDS), self.placed.since(row)))
            return
        differs = [name for name, value in values.items() if self.compare(row, name, getattr(known, name), value)]
        for name in differs:
            setattr(known, name, values[name])
        if differs:
            self.changed.append(known)
        self.counts["changed" if differs else "unchanged"] += 1

    def apply(self) -> None:
        """Enter new arrangements, correct those that changed."""
        insert_rows(OrganisationLife, ["node", *FIELDS, "since"], self.new)
        OrganisationLife.objects.bulk_update(self.changed, FIELDS, batch_size=300)
        announce(OrganisationLife, [*(int(str(one[0])) for one in self.new), *(one.node_id for one in self.changed)])
