"""What importing a list of teams would do: found them, put them right, put members in; nobody leaves by a list."""

from collections import defaultdict
from typing import Any

from mulin.foundation.normalisation import normalise
from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.records.rules import Attendee, read_names
from mulin.service.actions.assembling import Gathering, gather
from mulin.service.actions.importing.work import Work
from mulin.service.choices import TeamKind
from mulin.service.models import Team, TeamMembership
from mulin.service.queries.naming import fits
from mulin.tree.models import Node

SAID = ("kind", "field", "duty", "meets")


def plan_service_teams(reading: Reading, *, by: User) -> Plan:
    """What a workbook of teams would do."""
    return TeamPlanner(reading, by).planned()


class TeamPlanner(Work):
    """Rows of teams by community and name."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by)
        live = Team.objects.filter(community__in=self.nodes.values(), until__isnull=True)
        self.standing = {(one.community_id, normalise(one.name)): one for one in live.select_related("community")}
        self.inside: dict[int, dict[int, str]] = defaultdict(dict)
        self.leaders: dict[int, str] = {}
        rows = TeamMembership.objects.filter(team__in=self.standing.values(), until__isnull=True)
        for team_id, member_id, name, leads in rows.values_list("team_id", "member_id", "member__name", "is_leader"):
            self.inside[team_id][member_id] = name
            if leads:
                self.leaders[team_id] = name
        self.gatherings: dict[tuple[int, str], Gathering] = {}

    def planned(self) -> Plan:
        """Look at every row."""
        seen: set[tuple[int, str]] = set()
        for row in self.reading.rows:
            community = self.community(row)
            if community is None:
                continue
            key = (community.pk, row["name"])
            if key in seen:
                self.object(row, "name", f"“{row['name']}”写了两行，请合并为一行")
            else:
                seen.add(key)
                self.look_at(row, community, self.standing.get(key))
        return self.plan()

    def look_at(self, row: Row, community: Node, team: Team | None) -> None:
        """One team with who is in it."""
        if team is None and not row["field"]:
            self.object(row, "field", "新成立的团组请填写定岗（服务内容）")
            return
        inside = self.inside.get(team.pk, {}) if team else {}
        mistakes = len(self.errors)
        changes = self.changes(row, team) if team else {}
        joining = self.joining(row, community, inside)
        leader_id = self.leader(row, inside | {one.pk: one.name for one in joining}, team)
        if len(self.errors) > mistakes:
            return
        gathering = Gathering(team or self.founded(row, community), changes, joining, leader_id)
        if team is None or changes or joining or leader_id:
            self.gatherings[community.pk, row["name"]] = gathering
            self.counts["changed" if team else "new"] += 1
        else:
            self.counts["unchanged"] += 1

    def founded(self, row: Row, community: Node) -> Team:
        """A team that is to be founded."""
        said = {name: row[name] or "" for name in ("name", "field", "duty", "meets")}
        return Team(community=community, since=self.today, kind=row["kind"] or TeamKind.POST_TEAM, **said)

    def changes(self, row: Row, team: Team) -> dict[str, Any]:
        """What filled cells say of a team otherwise."""
        found = {}
        for name in SAID:
            if self.compare(row, name, normalise(getattr(team, name)), row[name]):
                found[name] = row[name]
        return found

    def joining(self, row: Row, community: Node, inside: dict[int, str]) -> list[Member]:
        """Whom a row names who is not in the team yet. A mistake is noted for who is not found or not clear."""
        read = read_names(row["people"] or "")
        names = set(inside.values())
        doubtful = [one for one in read.doubtful if one not in names]
        if doubtful:
            self.object(row, "people", f"“{doubtful[0]}”不像姓名，姓名之间请用顿号分开")
        found = [self.found(row, community, one) for one in read.people if one.unit or one.name not in names]
        fresh = {one.pk: one for one in found if one is not None and one.pk not in inside}
        if inside and fresh:
            together = "、".join([*inside.values(), *(one.name for one in fresh.values())])
            self.compare(row, "people", "、".join(inside.values()), together)
        return list(fresh.values())

    def found(self, row: Row, community: Node, said: Attendee) -> Member | None:
        """The resident whom a name means."""
        fitting = [one for one in self.known_at(community).get(said.name, []) if fits(one, said)]
        if len(fitting) != 1:
            several = f"有几位同名的党员：{said.name}。请在姓名后用括号写上单位或编号"
            nobody = f"“{community.name}”居住的党员里没有“{said.name}”"
            self.object(row, "people", several if fitting else nobody)
            return None
        member: Member = fitting[0]
        return member

    def leader(self, row: Row, people: dict[int, str], team: Team | None) -> int | None:
        """Who leads a team from now on; nobody where the row says nothing new. A mistake is noted."""
        named = row["leader"]
        before = self.leaders.get(team.pk, "") if team else ""
        if not named or named == before:
            return None
        fitting = [key for key, name in people.items() if name == named]
        if len(fitting) != 1:
            several = f"团组里有几位“{named}”，请在团组页面明确团组长"
            self.object(row, "leader", several if fitting else f"“{named}”不在这个团组，请在“成员”里写上")
            return None
        if team is not None:
            self.compare(row, "leader", before, named)
        return fitting[0]

    def apply(self) -> None:
        """Found what is new, put right what stands."""
        gather(list(self.gatherings.values()), by=self.by)
