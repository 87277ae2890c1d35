"""What a unit's workbook of registrations would change: thousands of rows in a handful of queries."""

from typing import Any

from mulin.foundation.clock import today
from mulin.foundation.encryption import blind_indexes
from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.members.actions.importing.matching import Known, Matches, add_ties, known_by, match_names
from mulin.organisations.actions.importing.planning import Planner, filled
from mulin.registration import queries
from mulin.registration.actions.listing import Listed, insert_listed
from mulin.registration.actions.locking import save_all
from mulin.registration.choices import State
from mulin.registration.models import Campaign, Registration
from mulin.registration.models.registration import PROFILE
from mulin.tree.actions.bulk import nodes_by_code, reaches_path
from mulin.tree.models import Node

SEALED = ("address", "health", "family")
MOVABLE = (State.LISTED, State.REFUSED)


def plan_registrations(reading: Reading, *, by: User) -> Plan:
    """What a workbook of registrations would do."""
    return RegistrationPlanner(reading, by).planned()


class RegistrationPlanner(Planner):
    """Rows of members with the communities they register with."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by)
        codes = {code for name in ("home_organisation", "community") for code in reading.column(name)}
        self.nodes: dict[str, Node] = nodes_by_code(codes)
        self.reach = reaches_path(by, "registrations.send")
        self.members = find_members(reading.rows, self.nodes)
        self.live = queries.profiles([known.id for known in self.members.by_row.values()])
        self.campaigns: dict[str, Campaign | None] = {}
        self.new: dict[int, list[tuple[Row, Listed]]] = {}
        self.changed: dict[int, tuple[Registration, set[str]]] = {}

    def campaign_of(self, unit: Node) -> Campaign | None:
        """The campaign that runs for an organisation; asked once."""
        if unit.code not in self.campaigns:
            self.campaigns[unit.code] = queries.current_campaign(unit)
        return self.campaigns[unit.code]

    def planned(self) -> Plan:
        """Look at every row; those who are new are checked by campaign, all at once."""
        for row in self.reading.rows:
            unit, community = self.sides(row)
            known = self.members.by_row.get(row.number)
            if unit is None or community is None or known is None:
                continue
            standing = self.live.get(known.id)
            if standing is None:
                self.look_at_new(row, known, unit, community)
            else:
                self.look_at_known(row, standing, community)
        self.count_new()
        return self.plan()

    def sides(self, row: Row) -> tuple[Node | None, Node | None]:
        """The organisation and the community of a row; objections stand at their cells."""
        unit, community = self.nodes.get(row["home_organisation"]), self.nodes.get(row["community"])
        if unit is None:
            self.object(row, "home_organisation", f"没有编码为“{row['home_organisation']}”的党组织")
        elif not self.reach(unit.path, unit.place_path):
            self.object(row, "home_organisation", "不在您的管理范围")
            unit = None
        if community is None:
            self.object(row, "community", f"没有编码为“{row['community']}”的社区")
        elif problem := queries.community_problem(community):
            self.object(row, "community", problem)
            community = None
        if row.number in self.members.ambiguous:
            self.object(row, "name", "该党组织有重名党员，请填写编号或身份证号")
        elif row.number not in self.members.by_row:
            self.object(row, "name", "名册中没有这名党员，请核对，或先导入党员")
        elif row["name"] != self.members.by_row[row.number].name:
            self.object(row, "name", "姓名和编号或身份证号不是同一个人，请核对")
            unit = None
        return unit, community

    def look_at_new(self, row: Row, known: Known, unit: Node, community: Node) -> None:
        """Somebody who is not listed yet."""
        campaign = self.campaign_of(unit)
        if campaign is None:
            self.object(row, "home_organisation", "所在区域没有正在开展的报到工作，请先由上级启动")
            return
        profile = filled(row, PROFILE)
        self.new.setdefault(campaign.pk, []).append((row, Listed(known.id, unit.pk, community, profile)))

    def count_new(self) -> None:
        """Object to those who cannot be listed, count the others."""
        campaigns = {one.pk: one for one in self.campaigns.values() if one is not None}
        for key, pairs in self.new.items():
            problems = queries.problems_of_listing(campaigns[key], [(one.member_id, one.unit_id) for _, one in pairs])
            for row, listed in pairs:
                if listed.member_id in problems:
                    self.object(row, "name", problems[listed.member_id])
            self.new[key] = [pair for pair in pairs if pair[1].member_id not in problems]
            self.counts["new"] += len(self.new[key])

    def look_at_known(self, row: Row, standing: Registration, community: Node) -> None:
        """Somebody who is listed or registered: the basic form, and the community while it may change."""
        if self.nodes[row["home_organisation"]].pk != standing.unit_id:
            self.object(row, "home_organisation", f"“{row['name']}”由其他党组织派遣")
            return
        fields = {name for name, value in filled(row, PROFILE).items() if self.differs(row, standing, name, value)}
        if community.pk != standing.community_id:
            if standing.state not in MOVABLE:
                self.object(row, "community", f"已派遣到“{standing.community.name}”，不能改换；迁居请办理重新报到")
                return
            self.compare(row, "community", standing.community.code, community.code)
            standing.community = community
            fields.add("community")
        if fields:
            self.changed[standing.pk] = (standing, fields)
        self.counts["changed" if fields else "unchanged"] += 1

    def differs(self, row: Row, standing: Registration, name: str, value: Any) -> bool:
        """Note a changed field; what is sealed is noted without its content."""
        before = getattr(standing, name)
        if str(before) == str(value):
            return False
        if name not in SEALED:
            self.compare(row, name, before, value)
        setattr(standing, name, value)
        return True

    def apply(self) -> None:
        """List who is new, correct who is listed."""
        campaigns = {one.pk: one for one in self.campaigns.values() if one is not None}
        for key, pairs in self.new.items():
            insert_listed(campaigns[key], [listed for _, listed in pairs], today())
        names = set().union(*(fields for _, fields in self.changed.values())) if self.changed else set()
        if names:
            save_all([one for one, _ in self.changed.values()], sorted(names))


def find_members(rows: list[Row], nodes: dict[str, Node]) -> Matches:
    """The members whom rows name by code, by identity number, else by name and organisation."""
    matches = Matches()
    indexes = blind_indexes(row["identity_number"] for row in rows)
    identities = {row.number: index for row, index in zip(rows, indexes, strict=True)}
    by_code = {one.code: one for one in known_by("code", {row["code"] for row in rows} - {""})}
    by_identity = {one.identity_index: one for one in known_by("identity_index", set(identities.values()) - {""})}
    nameless = []
    for row in rows:
        identity = identities[row.number]
        found = by_code.get(row["code"]) if row["code"] else by_identity.get(identity)
        if found is not None:
            matches.by_row[row.number] = found
        elif not row["code"] and not identity:
            nameless.append(row)
    match_names(nameless, nodes, matches)
    add_ties(matches.by_row.values())
    return matches
