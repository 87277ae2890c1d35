"""What importing a register of points would do, and doing it: in sets, all or none."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import CellError, Plan, Reading, Row
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.points.actions.recognising import differs, numbered
from mulin.points.actions.registering import open_month, reason_against_cell, register_month
from mulin.points.models import PointsEntry
from mulin.points.permissions import manage_points
from mulin.points.queries.branches import members_of, times_registered
from mulin.points.queries.terms import Scheme, schemes_at
from mulin.rulebook.schema.points import PointsRule
from mulin.tree.models import Node

Register = tuple[int, str, datetime.date]
"""A branch, a scheme and the first day of a month."""


@dataclass
class Work:
    """The rows of one file, sorted by the months they belong to; members of each branch read once."""

    reading: Reading
    by: User
    nodes: dict[str, Node] = field(default_factory=dict)
    schemes: dict[int, list[Scheme]] = field(default_factory=dict)
    people: dict[Register, list[Member]] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    entries: dict[int, PointsEntry] = field(default_factory=dict)
    there: int = 0
    """How many rows tell of entries that stand in the ledger as they say."""

    def __post_init__(self) -> None:
        self.entries = numbered(self.reading.rows, self.by)

    def wrong(self, row: Row, column: str, message: str) -> None:
        """Note a mistake at its cell."""
        self.errors.append(self.reading.error(row, column, message))

    def is_new(self, row: Row) -> bool:
        """Does a row say what the ledger does not hold yet? A mistake is noted where it contradicts the ledger."""
        if not row["number"]:
            return True
        entry = self.entries.get(row["number"])
        if entry is None:
            self.wrong(row, "number", f"没有编号为 {row['number']} 的积分记录；新登记的请不填编号")
            return False
        against = differs(entry, row)
        if against:
            self.wrong(row, *against)
        elif row["times"] == entry.times:
            self.there += 1
        return not against and row["times"] != entry.times

    def branch(self, row: Row) -> Node | None:
        """The branch of a row, if this person may register for it."""
        if not row["branch"]:
            self.wrong(row, "branch", "请填写党支部编码")
            return None
        if not self.nodes:
            codes = {one["branch"] for one in self.reading.rows}
            self.nodes = {one.code: one for one in Node.objects.filter(code__in=codes).select_related("kind")}
        found = self.nodes.get(row["branch"])
        against = manage_points.reason_against(self.by, found) if found else f"没有编码为“{row['branch']}”的党支部"
        if against:
            self.wrong(row, "branch", against)
            return None
        return found

    def rule(self, row: Row, branch: Node) -> tuple[Scheme, PointsRule] | None:
        """The scheme and the rule that a row names."""
        if branch.pk not in self.schemes:
            self.schemes[branch.pk] = schemes_at(branch, today())
        named = [one for one in self.schemes[branch.pk] if row["scheme"] in (None, "", one.name)]
        found = [(scheme, rule) for scheme in named for rule in scheme.by_hand() if rule.name == row["rule"]]
        if len(found) != 1:
            self.wrong(row, "rule", f"“{branch.name}”没有可以手工登记的“{row['rule']}”")
            return None
        return found[0]

    def month(self, row: Row, branch: Node, scheme: Scheme) -> datetime.date | None:
        """The first day of the month of a row, if it is still open."""
        try:
            return open_month(branch, scheme, row["day"]).first
        except Refused as refusal:
            self.wrong(row, "day", str(refusal))
            return None

    def member(self, row: Row, branch: Node, scheme: Scheme, first: datetime.date) -> Member | None:
        """The member of a row; a mistake is noted when there is none, or several."""
        key = (branch.pk, scheme.id, first)
        if key not in self.people:
            self.people[key] = members_of(branch, min(scheme.month(first).last, today()), scheme.clause.tie)
        code = row["code"] or ""
        fitting = [one for one in self.people[key] if one.name == row["name"] and code in ("", one.code)]
        if len(fitting) == 1:
            return fitting[0]
        several = f"“{branch.name}”有 {len(fitting)} 位“{row['name']}”，请填写编号"
        self.wrong(row, "name", several if fitting else f"“{branch.name}”没有党员“{row['name']}”")
        return None


Wanted = dict[tuple[Node, str, datetime.date], dict[tuple[int, str], int]]
"""How often each thing happened, by member and rule, in each register."""


def plan_points_entries(reading: Reading, *, by: User) -> Plan:
    """How often each thing happened in the months of the file; what is registered so already stays.

    Rows that came out of the ledger bear the numbers of their entries: unchanged, they change nothing, however the
    entries came in.
    """
    work = Work(reading, by)
    wanted: Wanted = defaultdict(dict)
    for row in reading.rows:
        read_row(work, row, wanted)
    unchanged = leave_out_known(work, wanted)

    def apply() -> None:
        why = f"从表格导入（{reading.sha256[:12]}）"
        for (branch, scheme_id, first), cells in wanted.items():
            if cells:
                register_month(branch, scheme_id, first, cells, by=by, why=why)

    new = sum(len(cells) for cells in wanted.values())
    return Plan(new=new, unchanged=unchanged + work.there, errors=work.errors, apply=apply)


def read_row(work: Work, row: Row, wanted: Wanted) -> None:
    """One row: a cell of a register, or a mistake."""
    branch = work.branch(row) if work.is_new(row) else None
    named = work.rule(row, branch) if branch else None
    if branch is None or named is None:
        return
    scheme, rule = named
    first = work.month(row, branch, scheme)
    member = work.member(row, branch, scheme, first) if first else None
    if first is None or member is None:
        return
    against = reason_against_cell(scheme, member, rule.id, row["times"])
    cells = wanted[branch, scheme.id, first]
    if against or (member.pk, rule.id) in cells:
        work.wrong(row, "rule", against or "同一人同一事项在这一期写了两行")
    else:
        cells[member.pk, rule.id] = row["times"]


def leave_out_known(work: Work, wanted: Wanted) -> int:
    """Take out what is registered so already. Returns how many cells that were."""
    unchanged = 0
    for (branch, scheme_id, first), cells in wanted.items():
        known = times_registered(scheme_id, work.people[branch.pk, scheme_id, first], first)
        same = [key for key, times in cells.items() if times == (known[key].times if key in known else 0)]
        unchanged += len(same)
        for key in same:
            del cells[key]
    return unchanged
