"""What a workbook of members who went away would change."""

from mulin.foundation.bulk import chunks, insert_rows, reserve_ids
from mulin.foundation.encryption import blind_indexes
from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.members.actions.importing.matching import Known, Matches, add_ties, known_by, match_names
from mulin.members.choices import TieKind
from mulin.organisations.actions.importing.planning import Planner
from mulin.relations.choices import AbsenceState
from mulin.relations.models import Absence, Whereabouts
from mulin.tree.actions.bulk import nodes_by_code, reaches_path
from mulin.tree.models import Node


def plan_absences(reading: Reading, *, by: User) -> Plan:
    """What a workbook of members who went away would do."""
    return AbsencePlanner(reading, by).planned()


class AbsencePlanner(Planner):
    """Rows of members with where they went. Who is away already is left as they are."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by)
        self.nodes: dict[str, Node] = nodes_by_code(set(reading.column("home_organisation")))
        self.reach = reaches_path(by, "relations.manage")
        self.matches = matched(reading, self.nodes)
        self.away = away_now([one.id for one in self.matches.by_row.values()])
        self.new: list[tuple[Row, Known]] = []

    def planned(self) -> Plan:
        """Look at every row that names one member of an organisation in reach."""
        for row in self.reading.rows:
            known = self.known_of(row)
            if known is None or not self.days_are_right(row):
                continue
            if known.id in self.away:
                self.counts["unchanged"] += 1
            else:
                self.new.append((row, known))
                self.counts["new"] += 1
        return self.plan()

    def known_of(self, row: Row) -> Known | None:
        """The member of a row; an objection at its cell where there is none, or none in reach."""
        known, node = self.matches.by_row.get(row.number), self.nodes.get(row["home_organisation"])
        if node is None:
            self.object(row, "home_organisation", f"没有编码为“{row['home_organisation']}”的党组织")
        elif not self.reach(node.path, node.place_path):
            self.object(row, "home_organisation", "不在您的管理范围")
        elif row.number in self.matches.ambiguous:
            self.object(row, "name", "该党组织有重名党员，请填写编号或身份证号")
        elif known is None or known.left_on is not None:
            self.object(row, "name", "名册中没有这名党员，请核对，或先导入党员")
        elif node.pk != home_of(known):
            self.object(row, "home_organisation", f"“{row['name']}”不在这个党组织")
        else:
            return known
        return None

    def days_are_right(self, row: Row) -> bool:
        """Nobody reports in the future, or comes back before leaving."""
        before = len(self.errors)
        if row["told_on"] > self.today:
            self.object(row, "told_on", "报告日期不能晚于今天")
        if row["expected_until"] is not None and row["expected_until"] <= row["left_on"]:
            self.object(row, "expected_until", "预计返回日期必须晚于外出日期")
        return len(self.errors) == before

    def apply(self) -> None:
        """Absences with their places."""
        ids = reserve_ids(Absence, len(self.new))
        insert_rows(
            Absence,
            ["id", "member", "home", "told_on", "left_on", "expected_until", "reason", "state"],
            (
                (
                    key, known.id, self.nodes[row["home_organisation"]].pk, row["told_on"], row["left_on"],
                    row["expected_until"], row["reason"], AbsenceState.AWAY.value,
                )
                for key, (row, known) in zip(ids, self.new, strict=True)
            ),
        )  # fmt: skip
        insert_rows(
            Whereabouts,
            ["absence", "place", "host_text", "is_fixed", "since", "told_on"],
            (
                (key, row["place"], row["host_text"] or "", bool(row["is_fixed"]), row["left_on"], row["told_on"])
                for key, (row, _) in zip(ids, self.new, strict=True)
            ),
        )


def matched(reading: Reading, nodes: dict[str, Node]) -> Matches:
    """The members whom rows name by code, by identity number, else by name and organisation."""
    matches = Matches()
    identities = blind_indexes(reading.column("identity_number"))
    by_code = {one.code: one for one in known_by("code", set(reading.column("code")) - {""})}
    by_identity = {one.identity_index: one for one in known_by("identity_index", set(identities) - {""})}
    nameless = []
    for row, identity in zip(reading.rows, identities, strict=True):
        found = by_code.get(row["code"]) if row["code"] else by_identity.get(identity)
        if found is not None:
            matches.by_row[row.number] = found
        elif not row["code"] and not identity:
            nameless.append(row)
    match_names(nameless, nodes, matches)
    add_ties(matches.by_row.values())
    return matches


def away_now(member_ids: list[int]) -> set[int]:
    """Those of these members who are away."""
    rows = Absence.objects.filter(state=AbsenceState.AWAY)
    found: set[int] = set()
    for chunk in chunks(member_ids):
        found |= set(rows.filter(member_id__in=chunk).values_list("member_id", flat=True))
    return found


def home_of(known: Known) -> int | None:
    """The node a member belongs to now."""
    tie = known.ties.get(TieKind.HOME_ORGANISATION)
    return tie.node_id if tie is not None else None
