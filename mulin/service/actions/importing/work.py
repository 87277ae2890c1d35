"""What every workbook of service asks of its rows: known or new, which community, which resident."""

from abc import ABC, abstractmethod
from collections import defaultdict
from typing import Any

from django.db.models import QuerySet

from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.members.queries import with_tie_names
from mulin.organisations.actions.importing.planning import Planner
from mulin.service.permissions import manage_service
from mulin.service.queries.places import COMMUNITY, residents
from mulin.tree.actions.bulk import nodes_by_code
from mulin.tree.models import Node


class Work(Planner):
    """The rows of one file, sorted by what they would do; communities and their residents are read once."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by)
        self.nodes = nodes_by_code(reading.column("community"))
        self.people: dict[int, dict[str, list[Any]]] = {}

    def apply_and_log(self) -> None:
        """Write what was counted; who brings the workbook in writes the one entry into the log."""
        self.apply()

    def community(self, row: Row) -> Node | None:
        """The community of a row, if this person may manage its service; a mistake is noted instead."""
        found = self.nodes.get(row["community"])
        if found is None or found.kind_id != COMMUNITY:
            self.object(row, "community", f"没有编码为“{row['community']}”的社区")
            return None
        against = manage_service.reason_against(self.by, found)
        if against:
            self.object(row, "community", against)
        return None if against else found

    def resident(self, row: Row) -> tuple[Node, Member] | None:
        """The community of a row and who lives there; a mistake is noted where either is not found."""
        community = self.community(row)
        member = self.member(row, community) if community else None
        return (community, member) if community and member else None

    def member(self, row: Row, community: Node) -> Member | None:
        """The resident of a row; a mistake is noted when there is none, or several."""
        unit = row["unit"] or ""
        named = self.known_at(community).get(row["name"], [])
        fitting = [one for one in named if not unit or unit in (one.home_organisation_name or "") or unit == one.code]
        if len(fitting) != 1:
            reason = f"“{community.name}”有 {len(fitting)} 位“{row['name']}”，请填写单位或编号"
            self.object(row, "name", reason if fitting else f"“{community.name}”居住的党员里没有“{row['name']}”")
            return None
        found: Member = fitting[0]
        return found

    def known_at(self, community: Node) -> dict[str, list[Any]]:
        """The residents of a community by name, each with the names of both ties; read once."""
        if community.pk not in self.people:
            known: dict[str, list[Any]] = defaultdict(list)
            for one in with_tie_names(residents(community, self.today), self.today).order_by("pk"):
                known[one.name].append(one)
            self.people[community.pk] = known
        return self.people[community.pk]


class NumberedWork(Work, ABC):
    """The rows of a file whose list gives each row a number, so that it comes back to the one it came from.

    ``standing``: of what this person sees, what rows name by its number.
    """

    def __init__(self, reading: Reading, by: User, seen: QuerySet[Any]) -> None:
        super().__init__(reading, by)
        self.standing = self.numbered(seen)

    def planned(self) -> Plan:
        """Look at every row."""
        for row in self.reading.rows:
            self.look_at(row)
        return self.plan()

    def look_at(self, row: Row) -> None:
        """What has a number came out of the list, what has none is told from paper."""
        if row["number"]:
            self.look_at_known(row)
        else:
            self.look_at_new(row)

    def look_at_known(self, row: Row) -> None:
        """What came out of the list may be repeated; only what is no fact may be changed by a workbook."""
        standing = self.named_by_number(row, self.standing)
        if standing is not None and not self.contradicts(row, self.facts_of(standing)):
            self.look_at_standing(row, standing)

    @abstractmethod
    def facts_of(self, standing: Any) -> dict[str, Any]:
        """What the workbook says of what stands, by column, and may not say otherwise."""

    def look_at_standing(self, row: Row, standing: Any) -> None:
        """A row that says what stands: as a rule it stays so."""
        self.counts["unchanged"] += 1

    @abstractmethod
    def look_at_new(self, row: Row) -> None:
        """A row that names a resident."""
