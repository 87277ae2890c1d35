"""What a workbook of members who came would change: new people registered and received, papers put in order."""

from typing import Any

from mulin.foundation.bulk import chunks, insert_rows
from mulin.foundation.encryption import blind_indexes
from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.members.actions.guests import Guest, enter_guests
from mulin.members.actions.importing.matching import Known, known_by
from mulin.members.actions.moving import tie_problem
from mulin.members.actions.residing import settle
from mulin.members.choices import Stage, TieKind
from mulin.organisations.actions.importing.planning import Planner, filled
from mulin.relations.choices import AbsenceState, PermitShown
from mulin.relations.models import Absence, Stay
from mulin.tree.actions.bulk import nodes_by_code, reaches_path
from mulin.tree.models import Kind, Node

TAKEN = ("from_text", "reason", "came_on", "permit_shown", "permit_number", "permit_steps", "work", "reported_on")
MENDABLE = ("permit_shown", "permit_number", "permit_steps", "work", "reported_on")


def plan_stays(reading: Reading, *, by: User) -> Plan:
    """What a workbook of members who came would do."""
    return StayPlanner(reading, by).planned()


class StayPlanner(Planner):
    """Rows of members who came, with the organisations that receive them."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by)
        self.nodes: dict[str, Node] = nodes_by_code(set(reading.column("host")))
        kinds = Kind.objects.in_bulk()
        for node in self.nodes.values():
            node.kind = kinds[node.kind_id]
        self.reach = reaches_path(by, "relations.manage")
        self.indexes = self.indexes_of(reading)
        self.known = self.matched(reading)
        self.live = live_stays([one.id for one in self.known.values()])
        self.guests: list[tuple[Row, Guest]] = []
        self.received: list[tuple[Row, Known]] = []
        self.changed: list[tuple[Stay, set[str]]] = []

    def indexes_of(self, reading: Reading) -> dict[int, tuple[str, str]]:
        """The blind indexes of identity numbers and phones by row."""
        identities = blind_indexes(reading.column("identity_number"))
        phones = blind_indexes(reading.column("phone"))
        numbers = [row.number for row in reading.rows]
        return dict(zip(numbers, zip(identities, phones, strict=True), strict=True))

    def matched(self, reading: Reading) -> dict[int, Known]:
        """The members on the register whom rows name, by row."""
        by_code = {one.code: one for one in known_by("code", set(reading.column("code")) - {""})}
        identities = {pair[0] for pair in self.indexes.values()} - {""}
        by_identity = {one.identity_index: one for one in known_by("identity_index", identities)}
        found = {}
        for row in reading.rows:
            one = by_code.get(row["code"]) if row["code"] else by_identity.get(self.indexes[row.number][0])
            if one is not None:
                found[row.number] = one
        return found

    def planned(self) -> Plan:
        """Look at every row that is right."""
        for row in self.reading.rows:
            host = self.host_of(row)
            if host is not None and self.is_right(row):
                self.look_at(row, host)
        return self.plan()

    def host_of(self, row: Row) -> Node | None:
        """The organisation that receives; an objection at its cell where it cannot."""
        node = self.nodes.get(row["host"])
        if node is None:
            self.object(row, "host", f"没有编码为“{row['host']}”的党组织")
        elif not self.reach(node.path, node.place_path):
            self.object(row, "host", "不在您的管理范围")
        elif tie_problem(TieKind.HOST, node) or (node.until is not None and node.until <= self.today):
            self.object(row, "host", f"“{node.name}”不是在用的党组织")
        else:
            return node
        return None

    def is_right(self, row: Row) -> bool:
        """Object to what nobody can have meant. Missing papers are no objection, only missing steps are."""
        before = len(self.errors)
        known = self.known.get(row.number)
        if row["came_on"] > self.today:
            self.object(row, "came_on", "接收日期不能晚于今天")
        if row["permit_shown"] != PermitShown.IN_ORDER and not row["permit_steps"]:
            self.object(row, "permit_steps", "活动证不全时请写明怎样补办；不能因此拒绝接收")
        if known is None and row["code"]:
            self.object(row, "code", "名册中没有这个编号，新来的请不填编号")
        elif known is None and not row["identity_number"]:
            self.object(row, "identity_number", "新来的党员请填写身份证号")
        elif known is not None and known.left_on is not None:
            self.object(row, "name", f"该党员曾于 {known.left_on} 离开，请逐个接收")
        elif known is not None and known.name != row["name"]:
            self.object(row, "name", f"编号或身份证号是“{known.name}”的，请核对")
        return len(self.errors) == before

    def look_at(self, row: Row, host: Node) -> None:
        """Somebody new, somebody of ours who is received now, or somebody who is here already."""
        known = self.known.get(row.number)
        if known is None:
            identity, phone = self.indexes[row.number]
            guest = Guest(
                row["name"], row["gender"] or "", row["identity_number"], identity, row["phone"], phone,
                row["stage"] or Stage.FULL.value, host.pk, row["came_on"],
            )  # fmt: skip
            self.guests.append((row, guest))
            self.counts["new"] += 1
        elif known.id in self.live:
            self.look_at_stay(row, self.live[known.id], host)
        else:
            self.received.append((row, known))
            self.counts["new"] += 1

    def look_at_stay(self, row: Row, stay: Stay, host: Node) -> None:
        """Somebody who is here: papers, work and report may be put right, the branch may not."""
        if stay.host_id != host.pk:
            self.object(row, "host", f"已由“{stay.host.name}”接收；改换党支部请先登记离开")
            return
        fields = {
            name for name, value in filled(row, MENDABLE).items() if self.compare(row, name, getattr(stay, name), value)
        }
        for name in fields:
            setattr(stay, name, row[name])
        if fields:
            self.changed.append((stay, fields))
        self.counts["changed" if fields else "unchanged"] += 1

    def apply(self) -> None:
        """Register and receive who is new, receive who is known, put right who is here."""
        ids = enter_guests([guest for _, guest in self.guests])
        rows: list[tuple[int, Row, int | None]] = [
            (key, row, None) for key, (row, _) in zip(ids, self.guests, strict=True)
        ]
        away = absences_of([known.id for _, known in self.received])
        rows += [(known.id, row, away.get(known.id)) for row, known in self.received]
        insert_rows(
            Stay,
            ["member", "host", "absence", *TAKEN],
            ((key, self.nodes[row["host"]].pk, absence, *stay_values(row)) for key, row, absence in rows),
        )
        by_day: dict[Any, dict[int, int]] = {}
        for row, known in self.received:
            by_day.setdefault(row["came_on"], {})[known.id] = self.nodes[row["host"]].pk
        for day, places in by_day.items():
            settle(places, TieKind.HOST, on=day)
        names = set().union(*(fields for _, fields in self.changed)) if self.changed else set()
        if names:
            Stay.objects.bulk_update([stay for stay, _ in self.changed], sorted(names), batch_size=300)


def stay_values(row: Row) -> tuple[Any, ...]:
    """What a row says of a stay; empty cells of text stay empty texts."""
    return tuple(row[name] if name in ("came_on", "reported_on") else row[name] or "" for name in TAKEN)


def live_stays(member_ids: list[int]) -> dict[int, Stay]:
    """The stays that go on, by member."""
    return {
        stay.member_id: stay
        for chunk in chunks(member_ids)
        for stay in Stay.objects.filter(member_id__in=chunk, ended_on__isnull=True).select_related("host")
    }


def absences_of(member_ids: list[int]) -> dict[int, int]:
    """The absences on which members of ours came, by member."""
    return {
        member: key
        for chunk in chunks(member_ids)
        for member, key in Absence.objects.filter(member_id__in=chunk, state=AbsenceState.AWAY).values_list(
            "member_id", "pk"
        )
    }
