"""What a workbook of members would change."""

import datetime
from functools import cached_property
from typing import Any

from django.db.models import Max

from mulin.foundation.identifiers import birthday_of
from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.members.actions.importing.matching import Known, match
from mulin.members.actions.importing.writing import TieChange, Writing, write
from mulin.members.actions.moving import tie_problem
from mulin.members.choices import TieKind
from mulin.members.models import FormerCategory
from mulin.organisations.actions.importing.planning import Planner, filled
from mulin.tree.actions.bulk import nodes_by_code, reaches_path
from mulin.tree.models import Kind, Node

PLAIN = ("name", "gender", "born_on", "category", "stage", "admitted_on")
SEALED = ("identity_number", "phone")
TIES = {"home_organisation": TieKind.HOME_ORGANISATION, "residence": TieKind.RESIDENCE}


def plan_members(reading: Reading, *, by: User) -> Plan:
    """What a workbook of members would do."""
    return MemberPlanner(reading, by).planned()


class MemberPlanner(Planner):
    """Rows of members with both their ties."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by)
        self.nodes: dict[str, Node] = nodes_by_code({code for name in TIES for code in reading.column(name)})
        kinds = Kind.objects.in_bulk()
        for node in self.nodes.values():
            node.kind = kinds[node.kind_id]
        self.names = {node.pk: node.code for node in self.nodes.values()}
        self.reach = reaches_path(by, "members.manage")
        self.matches = match(reading.rows, self.nodes)
        self.reached_before = self.former_homes()
        self.writing = Writing()
        self.problem_of: dict[tuple[TieKind, str], str] = {}

    def former_homes(self) -> dict[int, Node]:
        """The organisations and communities to which the file's members are tied now."""
        ids = {tie.node_id for one in self.matches.by_row.values() for tie in one.ties.values()}
        found = {node.pk: node for node in self.nodes.values()}
        missing = sorted(ids - found.keys())
        for start in range(0, len(missing), 5000):
            found.update(Node.objects.in_bulk(missing[start : start + 5000]))
        self.names |= {pk: node.code for pk, node in found.items()}
        return found

    def planned(self) -> Plan:
        """Compare every row that is in reach and names one person only."""
        for row in self.reading.rows:
            known = self.matches.by_row.get(row.number)
            if not self.is_right(row, known):
                continue
            if known is None:
                self.writing.new.append((row, *self.matches.indexes[row.number]))
                self.counts["new"] += 1
            else:
                self.counts["changed" if self.look_at(row, known) else "unchanged"] += 1
        return self.plan()

    def is_right(self, row: Row, known: Known | None) -> bool:
        """Object to what the register, the tree or the person's reach forbids."""
        before = len(self.errors)
        if row.number in self.matches.ambiguous:
            self.object(row, "name", "该党组织有重名党员，请填写编号或身份证号")
        if known is not None:
            self.check_known(row, known)
        owner = self.matches.owner_of.get(self.matches.indexes[row.number][0])
        if owner is not None and (known is None or owner.id != known.id):
            self.object(row, "identity_number", "这个身份证号已登记为另一名党员")
        for name, kind in TIES.items():
            self.check_tie(row, name, kind, known)
        self.check_days(row)
        return len(self.errors) == before

    def check_known(self, row: Row, known: Known) -> None:
        """A member who left, or is led by others, is not changed by this file."""
        home = known.ties.get(TieKind.HOME_ORGANISATION)
        node = self.reached_before[home.node_id] if home else None
        if known.left_on is not None:
            self.object(row, "name", f"该党员已于 {known.left_on} 离开")
        elif node is not None and not self.reach(node.path, node.place_path):
            self.object(row, "name", "不在您的管理范围")

    def check_tie(self, row: Row, name: str, kind: TieKind, known: Known | None) -> None:
        """A tie leads to a node that is there, of the right family, for the home organisation within reach."""
        code = row[name]
        if not code:
            return
        problem = self.problem_of.get((kind, code))
        if problem is None:
            problem = self.problem_of[kind, code] = self.reason_against(kind, code)
        if problem:
            self.object(row, name, problem)
        elif known is not None:
            live = known.ties.get(kind)
            if live and live.node_id != self.nodes[code].pk and self.effective(row) < live.since:
                self.object(row, "effective", f"现有关系自 {live.since} 起，新的关系不能更早")

    def reason_against(self, kind: TieKind, code: str) -> str:
        """Why nobody can be tied to the node of this code by this file; asked once for all its rows."""
        node = self.nodes.get(code)
        if node is None:
            return f"没有编码为“{code}”的组织"
        if tie_problem(kind, node):
            return tie_problem(kind, node)
        if node.until is not None and node.until <= self.today:
            return f"“{node.name}”已于 {node.until} 撤并"
        if kind == TieKind.HOME_ORGANISATION and not self.reach(node.path, node.place_path):
            return "不在您的管理范围"
        return ""

    def check_days(self, row: Row) -> None:
        """The birthday is that of the identity number and lies before the admission."""
        born: datetime.date | None = row["born_on"]
        if row["identity_number"]:
            birthday = birthday_of(row["identity_number"])
            if born is not None and born != birthday:
                self.object(row, "born_on", "与身份证号中的出生日期不一致")
            born = birthday
        if born is not None and row["admitted_on"] is not None and row["admitted_on"] <= born:
            self.object(row, "admitted_on", "入党日期必须晚于出生日期")

    def look_at(self, row: Row, known: Known) -> bool:
        """Note what a row changes for a member who is registered."""
        values = filled(row, PLAIN)
        changes: dict[str, Any] = {
            name: value for name, value in values.items() if self.compare(row, name, getattr(known, name), value)
        }
        identity, phone = self.matches.indexes[row.number]
        for name, index, before in (
            ("identity_number", identity, known.identity_index),
            ("phone", phone, known.phone_index),
        ):
            if index and index != before:
                self.compare(row, name, "", row[name])
                changes |= {name: row[name], name.replace("_number", "") + "_index": index}
        if changes:
            self.writing.changed[known.id] = changes
        if "category" in changes:
            self.look_at_category(row, known)
        moved = [self.look_at_tie(row, known, name, kind) for name, kind in TIES.items()]
        return bool(changes) or any(moved)

    @cached_property
    def category_changed(self) -> dict[int, datetime.date]:
        """When members last changed their category; asked once, by the first row that changes one."""
        rows = FormerCategory.objects.order_by().values_list("member_id")
        return dict(rows.annotate(last=Max("until")))

    def look_at_category(self, row: Row, known: Known) -> None:
        """Note from which day another category holds: later than any change before, and not ahead."""
        since, last = self.effective(row), self.category_changed.get(known.id)
        self.writing.category_since[known.id] = since
        if since > self.today:
            self.object(row, "effective", "类别变更的日期不能晚于今天")
        elif last is not None and since <= last:
            self.object(row, "effective", f"上一次变更类别是 {last}，这一次的日期须更晚")

    def look_at_tie(self, row: Row, known: Known, name: str, kind: TieKind) -> bool:
        """Note a tie that leads elsewhere."""
        live = known.ties.get(kind)
        before = self.names.get(live.node_id, "") if live else ""
        if not self.compare(row, name, before, row[name]):
            return False
        self.writing.ties.append(TieChange(known.id, kind, self.nodes[row[name]].pk, self.effective(row), live))
        return True

    def apply(self) -> None:
        """Write members, ties and the search index."""
        write(self.writing, self.nodes)
