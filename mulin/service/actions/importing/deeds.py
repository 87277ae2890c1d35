"""What importing a list of deeds would do: new ones wait for the community, those that stand stay as they are."""

import datetime
from typing import Any

from mulin.foundation.normalisation import normalise
from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.service.actions.importing.work import NumberedWork
from mulin.service.actions.reporting import NewDeed, insert_deeds
from mulin.service.models import Deed, Pledge
from mulin.service.queries.pledges import STANDING, deeds_visible_to
from mulin.tree.models import Node

Told = tuple[int, datetime.date, str]
"""By whom, on which day, what: the same deed is not written down twice."""


def plan_deeds(reading: Reading, *, by: User) -> Plan:
    """What a workbook of deeds would do."""
    return DeedPlanner(reading, by).planned()


class DeedPlanner(NumberedWork):
    """Rows of deeds: with a number, of what stands already; without, of what is to be reported."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by, deeds_visible_to(by))
        self.told: dict[int, set[Told]] = {}
        self.pledges: dict[int, dict[tuple[int, str], dict[int, int]]] = {}
        self.new: list[NewDeed] = []

    def facts_of(self, standing: Deed) -> dict[str, Any]:
        """What the workbook says of a deed, by column."""
        return {
            "community": standing.community.code,
            "name": standing.member.name,
            "day": standing.day,
            "title": standing.title,
            "text": standing.text,
            "pledge": standing.pledge.text if standing.pledge else None,
        }

    def look_at_new(self, row: Row) -> None:
        """A deed of a resident, reported once, perhaps for one of their pledges."""
        found = self.resident(row)
        if found is None:
            return
        community, member = found
        key = (member.pk, row["day"], row["title"])
        told = self.told_at(community)
        if row["day"] > self.today:
            self.object(row, "day", "日期不能晚于今天")
        elif key in told:
            self.counts["unchanged"] += 1
        else:
            pledge_id = self.pledge(row, community, member)
            if pledge_id or not row["pledge"]:
                told.add(key)
                self.counts["new"] += 1
                self.new.append(NewDeed(member, community, row["day"], row["title"], row["text"] or "", pledge_id))

    def told_at(self, community: Node) -> set[Told]:
        """The deeds that stand at a community."""
        if community.pk not in self.told:
            rows = Deed.objects.filter(community=community).values_list("member_id", "day", "title")
            self.told[community.pk] = {(member_id, day, normalise(title)) for member_id, day, title in rows}
        return self.told[community.pk]

    def pledge(self, row: Row, community: Node, member: Member) -> int | None:
        """The pledge that a row names: of the year of the deed, else of the latest year. A mistake is noted."""
        if not row["pledge"]:
            return None
        if community.pk not in self.pledges:
            known: dict[tuple[int, str], dict[int, int]] = {}
            rows = Pledge.objects.filter(STANDING, community=community).order_by("-number")
            for member_id, text, year, key in rows.values_list("member_id", "text", "year", "pk"):
                known.setdefault((member_id, normalise(text)), {})[year] = key
            self.pledges[community.pk] = known
        years = self.pledges[community.pk].get((member.pk, row["pledge"]))
        if years is None:
            self.object(row, "pledge", f"{member.name}在“{community.name}”没有这项承诺，请先登记承诺或留空")
            return None
        return years.get(row["day"].year, years[max(years)])

    def apply(self) -> None:
        """Report what is new."""
        insert_deeds(self.new, by=self.by)
