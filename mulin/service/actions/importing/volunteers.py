"""What importing a list of volunteers would do: new offers, and what else somebody offers by now."""

from typing import Any

from mulin.foundation.normalisation import normalise
from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.service.actions.importing.work import NumberedWork
from mulin.service.actions.volunteering import Offered, change_offers, insert_offers
from mulin.service.choices import ApplicationState
from mulin.service.models import VolunteerApplication
from mulin.service.permissions import manage_service
from mulin.service.queries.teams import applications_visible_to, services_offered
from mulin.tree.models import Node

LIVE = (ApplicationState.WAITING, ApplicationState.PLACED)
OFFERED = ("skills", "times", "applied_on")


def plan_volunteers(reading: Reading, *, by: User) -> Plan:
    """What a workbook of volunteers would do."""
    return VolunteerPlanner(reading, by).planned()


class VolunteerPlanner(NumberedWork):
    """Rows of volunteers: who offers already is corrected, who does not offers."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by, applications_visible_to(by))
        self.live: dict[int, dict[int, VolunteerApplication]] = {}
        self.services: dict[int, frozenset[str]] = {}
        self.new: dict[int, Offered] = {}
        self.changed: dict[int, dict[str, Any]] = {}

    def look_at(self, row: Row) -> None:
        """Nobody offered in the future."""
        if row["applied_on"] and row["applied_on"] > self.today:
            self.object(row, "applied_on", "申请日期不能晚于今天")
        else:
            super().look_at(row)

    def facts_of(self, standing: VolunteerApplication) -> dict[str, Any]:
        """Whose offer it is; what is offered may change."""
        return {"community": standing.community.code, "name": standing.member.name}

    def look_at_new(self, row: Row) -> None:
        """A row that names a resident."""
        found = self.resident(row)
        if found is None:
            return
        community, member = found
        standing = self.live_at(community).get(member.pk)
        if standing is not None:
            self.look_at_standing(row, standing)
        elif member.pk in self.new:
            self.object(row, "name", f"{member.name}写了两行，请合并为一行")
        elif self.offered(row, community):
            self.add(row, community, member)

    def add(self, row: Row, community: Node, member: Member) -> None:
        """Somebody who has not offered yet."""
        self.counts["new"] += 1
        given = (row["skills"] or "", row["times"] or "", row["applied_on"] or self.today)
        self.new[member.pk] = Offered(member, community, row["services"], *given)

    def look_at_standing(self, row: Row, standing: VolunteerApplication) -> None:
        """Somebody who offers already: what a filled cell says otherwise is corrected while the offer stands."""
        changes = self.changes(row, standing)
        if not changes:
            self.counts["unchanged"] += 1
        elif against := manage_service.reason_against(self.by, standing):
            self.object(row, "community", against)
        elif standing.state not in LIVE:
            self.object(row, "number", "这份申请已经撤回，不能更改；再次申请的请另起一行，不填编号")
        elif "services" not in changes or self.offered(row, standing.community):
            self.counts["changed"] += 1
            self.changed.setdefault(standing.pk, {}).update(changes)

    def changes(self, row: Row, standing: VolunteerApplication) -> dict[str, Any]:
        """What a row says otherwise, by field."""
        found: dict[str, Any] = {}
        if set(row["services"]) != set(standing.services):
            self.compare(row, "services", "、".join(standing.services), "、".join(row["services"]))
            found["services"] = list(row["services"])
        for name in OFFERED:
            kept = getattr(standing, name)
            known = normalise(kept) if isinstance(kept, str) else kept
            if self.compare(row, name, known, row[name]):
                found[name] = row[name]
        return found

    def offered(self, row: Row, community: Node) -> bool:
        """Does a regulation in force name the services of a row? A mistake is noted where it does not."""
        if community.pk not in self.services:
            self.services[community.pk] = frozenset(services_offered(community, self.today))
        known = self.services[community.pk]
        unknown = [one for one in row["services"] if one not in known]
        if not known:
            self.object(row, "services", f"“{community.name}”现行制度没有规定志愿服务项目")
        elif unknown:
            self.object(row, "services", f"现行制度没有“{unknown[0]}”这一项，可填：{'、'.join(sorted(known))}")
        return bool(known) and not unknown

    def live_at(self, community: Node) -> dict[int, VolunteerApplication]:
        """Who offers service to a community, by member."""
        if community.pk not in self.live:
            rows = VolunteerApplication.objects.filter(community=community, state__in=LIVE)
            self.live[community.pk] = {one.member_id: one for one in rows.select_related("community")}
        return self.live[community.pk]

    def apply(self) -> None:
        """Write down who is new, correct who offers already."""
        insert_offers(list(self.new.values()), by=self.by)
        change_offers(self.changed, by=self.by)
