"""What every workbook of service asks of its rows: which community, which resident, which row that stands already."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from mulin.foundation.normalisation import normalise
from mulin.foundation.spreadsheets import Reading, Row
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.members.queries import with_tie_names
from mulin.organisations.actions.importing.planning import Planner
from mulin.service.permissions import manage_service
from mulin.service.queries.places import COMMUNITY, residents
from mulin.tree.actions.bulk import chunks, nodes_by_code
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
        if community.pk not in self.people:
            known: dict[str, list[Any]] = defaultdict(list)
            for one in with_tie_names(residents(community, self.today), self.today).order_by("pk"):
                known[one.name].append(one)
            self.people[community.pk] = known
        unit = row["unit"] or ""
        named = self.people[community.pk].get(row["name"], [])
        fitting = [one for one in named if not unit or unit in (one.home_organisation_name or "") or unit == one.code]
        if len(fitting) != 1:
            reason = f"“{community.name}”有 {len(fitting)} 位“{row['name']}”，请填写单位或编号"
            self.object(row, "name", reason if fitting else f"“{community.name}”居住的党员里没有“{row['name']}”")
            return None
        found: Member = fitting[0]
        return found

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
