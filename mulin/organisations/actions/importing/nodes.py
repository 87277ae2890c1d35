"""Places, party organisations and units from a workbook: founded, renamed, moved and described in sets."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.organisations.actions.importing.details import DetailsWriter
from mulin.organisations.actions.importing.matching import standing_nodes
from mulin.organisations.actions.importing.node_kinds import ORGANISATIONS, PLACES, UNITS, NodeKind
from mulin.organisations.actions.importing.planning import Planner
from mulin.tree.actions.bulk import BulkNode, found_many, placement_problem, reaches_path
from mulin.tree.actions.bulk_changes import Move, move_many, rename_many, set_area_codes
from mulin.tree.choices import BEGINNING, Relation
from mulin.tree.models import Kind, Node
from mulin.tree.queries import allowed_parents

RELATIONS = (("belongs_to", Relation.BELONGS), ("located_in", Relation.LOCATED))


def plan_places(reading: Reading, *, by: User) -> Plan:
    """What a workbook of places would do."""
    return NodePlanner(reading, by, PLACES).planned()


def plan_organisations(reading: Reading, *, by: User) -> Plan:
    """What a workbook of party organisations would do."""
    return NodePlanner(reading, by, ORGANISATIONS).planned()


def plan_units(reading: Reading, *, by: User) -> Plan:
    """What a workbook of units would do."""
    return NodePlanner(reading, by, UNITS).planned()


@dataclass
class Changes:
    """What is to be written to the tree."""

    found: list[Row] = field(default_factory=list)
    names: dict[datetime.date, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    area_codes: dict[int, str] = field(default_factory=dict)
    moves: dict[datetime.date, list[tuple[int, str, Relation]]] = field(default_factory=lambda: defaultdict(list))


class NodePlanner(Planner):
    """Rows of nodes. A row may refer to another row of the same file by its code."""

    def __init__(self, reading: Reading, by: User, kind: NodeKind) -> None:
        super().__init__(reading, by)
        self.kind = kind
        self.reach = reaches_path(by, kind.word)
        self.kinds = Kind.objects.in_bulk()
        self.allowed = {relation: allowed_parents(relation) for relation in Relation.values}
        self.standing = standing_nodes(reading.rows)
        self.rows_by_code = {row["code"]: row for row in reading.rows if row["code"]}
        self.details = DetailsWriter(self, kind.model, kind.fields)
        self.changes = Changes()

    def planned(self) -> Plan:
        """Look at every row; those that refer to a wrong row are wrong too."""
        right = [row for row in self.reading.rows if self.is_right(row)]
        right = self.without_orphans(right)
        for row in right:
            node = self.standing.by_row.get(row.number)
            if node is None:
                self.changes.found.append(row)
                self.details.enter(row, None)
                self.counts["new"] += 1
            else:
                is_changed = self.look_at(row, node)
                self.counts["changed" if is_changed else "unchanged"] += 1
        return self.plan()

    def is_right(self, row: Row) -> bool:
        """Object to what the tree, the person's reach or another unit forbids."""
        before = len(self.errors)
        node = self.standing.by_row.get(row.number)
        if node is None:
            self.check_new(row)
        else:
            self.check_standing(row, node)
        for name, relation in RELATIONS:
            if row[name]:
                self.check_parent(row, name, relation, is_new=node is None)
        self.details.check(row, node)
        return len(self.errors) == before

    def check_new(self, row: Row) -> None:
        """A new node stands under something, and within reach."""
        own = self.kinds[row["kind"]]
        if not row["belongs_to"] and not own.may_be_root:
            self.object(row, "belongs_to", f"{own.name}必须填写上级编码")
        elif not row["belongs_to"] and not self.by.is_built_in:
            self.object(row, "belongs_to", "没有上级的组织不在您的管理范围")
        parents = [row[name] for name, _ in RELATIONS if row[name]]
        if parents and not any(self.reaches_parent(code) for code in parents):
            self.object(row, "belongs_to" if row["belongs_to"] else "located_in", "不在您的管理范围")

    def reaches_parent(self, code: str) -> bool:
        """Is a parent within reach? One founded along is as far in reach as what it stands under."""
        seen = set()
        while code not in seen:
            seen.add(code)
            node = self.standing.by_code.get(code)
            if node is not None:
                return self.reach(node.path, node.place_path)
            row = self.rows_by_code.get(code)
            if row is None:
                return True  # named as missing elsewhere
            code = row["belongs_to"] or row["located_in"]
        return not code and self.by.is_built_in

    def check_standing(self, row: Row, node: Node) -> None:
        """A node keeps its kind and its day of founding, and must be within reach."""
        if not self.reach(node.path, node.place_path):
            self.object(row, "code" if row["code"] else "name", "不在您的管理范围")
        elif node.until is not None and node.until <= self.today:
            self.object(row, "code" if row["code"] else "name", f"“{node.name}”已于 {node.until} 撤并")
        elif node.kind_id != row["kind"]:
            self.object(row, "kind", f"“{node.name}”是{self.kinds[node.kind_id].name}，种类不能改")
        elif row["since"] and row["since"] != node.since:
            self.object(row, "since", "成立日期不能通过导入修改")

    def check_parent(self, row: Row, name: str, relation: Relation, *, is_new: bool) -> None:
        """A parent must be there, of an allowed kind, and for a move within reach."""
        code = row[name]
        node, other = self.standing.by_code.get(code), self.rows_by_code.get(code)
        if code == row["code"] or (node is None and other is None):
            self.object(row, name, f"没有编码为“{code}”的组织" if code != row["code"] else "上级不能是自己")
            return
        kind = node.kind_id if node is not None else other["kind"]  # type: ignore[index]
        problem = placement_problem(row["kind"], kind, relation, self.kinds, self.allowed[relation])
        if problem:
            self.object(row, name, problem)
        elif not is_new and self.is_moved(row, name, relation) and not self.reaches_parent(code):
            self.object(row, name, "新的上级不在您的管理范围")

    def is_moved(self, row: Row, name: str, relation: Relation) -> bool:
        """Does a standing node get another parent?"""
        node = self.standing.by_row[row.number]
        return bool(row[name]) and self.standing.parents.get((node.pk, relation)) != row[name]

    def without_orphans(self, right: list[Row]) -> list[Row]:
        """Leave out rows whose parent is a wrong row of this file, and those below them in turn."""
        while True:
            there = {row["code"] for row in right}
            orphans = [row for row in right if self.missing_parents(row, there)]
            if not orphans:
                return self.without_circles(right)
            for row in orphans:
                name, code = self.missing_parents(row, there)[0]
                self.object(row, name, f"上级“{code}”那一行（第 {self.rows_by_code[code].number} 行）有误，请先改正")
            numbers = {row.number for row in orphans}
            right = [row for row in right if row.number not in numbers]

    def missing_parents(self, row: Row, there: set[str]) -> list[tuple[str, str]]:
        """The parents of a row that neither stand nor will be founded."""
        named = [(name, row[name]) for name, _ in RELATIONS if row[name]]
        return [(name, code) for name, code in named if code not in self.standing.by_code and code not in there]

    def without_circles(self, right: list[Row]) -> list[Row]:
        """Leave out rows that would stand below themselves."""
        above = dict(self.parents_after(right))
        wrong = set()
        for row in right:
            seen, code = {row["code"]}, above.get(row["code"], "")
            while code and code not in seen:
                seen.add(code)
                code = above.get(code, "")
            if code and code == row["code"]:
                self.object(row, "belongs_to", "上级又在它自己之下，请检查上级编码")
                wrong.add(row.number)
        return [row for row in right if row.number not in wrong]

    def parents_after(self, rows: Iterable[Row]) -> Iterable[tuple[str, str]]:
        """What each node belongs to once the file is in, as far as the file speaks of it."""
        by_id = {node.pk: node.code for node in self.standing.by_code.values()}
        for (node_id, relation), code in self.standing.parents.items():
            if relation == Relation.BELONGS and node_id in by_id:
                yield by_id[node_id], code
        for row in rows:
            if row["code"] and row["belongs_to"]:
                yield row["code"], row["belongs_to"]

    def look_at(self, row: Row, node: Node) -> bool:
        """Note what a row changes at a node that stands."""
        on, is_changed = self.effective(row), False
        if self.compare(row, "name", node.name, row["name"]):
            self.changes.names[on][node.pk] = row["name"]
            is_changed = True
        if self.compare(row, "area_code", node.area_code, row.get("area_code")):
            self.changes.area_codes[node.pk] = row["area_code"]
            is_changed = True
        for name, relation in RELATIONS:
            if self.compare(row, name, self.standing.parents.get((node.pk, relation), ""), row[name]):
                self.changes.moves[on].append((node.pk, row[name], relation))
                is_changed = True
        return self.details.enter(row, node) or is_changed

    def apply(self) -> None:
        """Found, rename, move, then write the details; the tree's own actions check everything again."""
        reason = f"导入{self.reading.sheet.title}"
        word = self.kind.word
        found = found_many([self.as_node(row) for row in self.changes.found], reason=reason, by=self.by, word=word)
        made = dict(zip((row.number for row in self.changes.found), found.values(), strict=True))
        ids = {code: node.pk for code, node in self.standing.by_code.items()} | found
        for on, names in self.changes.names.items():
            rename_many(names, on=on, reason=reason, by=self.by, word=word)
        for on, moves in sorted(self.changes.moves.items()):
            wanted = [Move(node_id, ids[code], relation) for node_id, code, relation in moves]
            move_many(wanted, on=on, reason=reason, by=self.by, word=word)
        set_area_codes(self.changes.area_codes, by=self.by, word=word)
        self.details.write(made)

    @staticmethod
    def as_node(row: Row) -> BulkNode:
        """A row as the tree founds it."""
        return BulkNode(
            row["kind"],
            row["name"],
            row["code"],
            row["belongs_to"],
            row["located_in"],
            row.get("area_code", ""),
            row["since"] or BEGINNING,
        )
