"""What a workbook of registrations with regions would change: hundreds of rows in a handful of queries."""

import datetime
from collections import defaultdict
from typing import Any

from mulin.audit.actions import log
from mulin.foundation.bulk import chunks
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.members.actions.moving import tie_problem
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.members.permissions import members_visible_to
from mulin.organisations.actions.importing.planning import Planner, filled
from mulin.registration import permissions, queries
from mulin.registration.actions.regions import locked_live, register_with_region
from mulin.registration.models import RegionRegistration
from mulin.tree.actions.bulk import nodes_by_code
from mulin.tree.models import Node

SHOP = ("shop", "badge_on", "demonstration_on")


def plan_regions(reading: Reading, *, by: User) -> Plan:
    """What a workbook of registrations with regions would do."""
    return RegionPlanner(reading, by).planned()


class RegionPlanner(Planner):
    """Rows of members with the region they register with, the shop they run and its badge."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by)
        self.regions = nodes_by_code(reading.column("region_code"))
        self.problems = {one.code: self.region_problem(one) for one in self.regions.values()}
        self.people = self.named_people()
        self.live = self.live_rows()
        self.groups: dict[tuple[int, datetime.date], list[int]] = defaultdict(list)
        self.shops: dict[int, dict[str, Any]] = {}
        self.seen: set[int] = set()

    def region_problem(self, region: Node) -> str:
        """Why nobody can be registered with a region by this person; nothing when they can."""
        against = permissions.register_with_region.reason_against(self.by, region)
        if against or queries.region_rulings(region, self.today):
            return against or tie_problem(TieKind.REGION, region)
        return f"“{region.name}”没有实施党员向区域登记报到的制度"

    def named_people(self) -> dict[str, list[Member]]:
        """Whom the codes and names of the file may mean, of those this person sees."""
        words = {one for name in ("code", "name") for one in self.reading.column(name) if one}
        seen = members_visible_to(self.by).filter(left_on__isnull=True).only("pk", "code", "name")
        found: dict[str, dict[int, Member]] = defaultdict(dict)
        for chunk in chunks(sorted(words)):
            for one in (*seen.filter(code__in=chunk), *seen.filter(name__in=chunk)):
                found[one.code][one.pk] = found[one.name][one.pk] = one
        return {word: list(people.values()) for word, people in found.items()}

    def live_rows(self) -> dict[int, RegionRegistration]:
        """Where these people are registered now."""
        ids = {one.pk for people in self.people.values() for one in people}
        rows = RegionRegistration.objects.filter(ended_on__isnull=True).select_related("region")
        return {row.member_id: row for chunk in chunks(sorted(ids)) for row in rows.filter(member_id__in=chunk)}

    def planned(self) -> Plan:
        """Look at every row."""
        for row in self.reading.rows:
            region, member = self.region(row), self.member(row)
            if region is not None and member is not None and self.is_in_order(row, region, member):
                self.take(row, region, member)
        return self.plan()

    def region(self, row: Row) -> Node | None:
        """The region of a row; an objection stands at its cell."""
        found = self.regions.get(row["region_code"])
        problem = f"没有编码为“{row['region_code']}”的区域党组织" if found is None else self.problems[found.code]
        if problem:
            self.object(row, "region_code", problem)
            return None
        return found

    def member(self, row: Row) -> Member | None:
        """The member whom a row names: by code, else by a name that one person has, there or at all."""
        code = row["code"]
        named = [one for one in self.people.get(code or row["name"], ()) if one.name == row["name"]]
        here = [one for one in named if self.stands_in(one, row["region_code"])]
        fitting = here if len(here) == 1 else named
        if len(fitting) == 1:
            return fitting[0]
        said = f"有 {len(fitting)} 名“{row['name']}”，请填写党员编号" if fitting else "名册中没有这名党员，请核对"
        self.object(row, "code" if code or fitting else "name", said)
        return None

    def stands_in(self, member: Member, code: str) -> bool:
        """Is the member registered with this region now?"""
        standing = self.live.get(member.pk)
        return standing is not None and standing.region.code == code

    def is_in_order(self, row: Row, region: Node, member: Member) -> bool:
        """Once a file; days in their order, none to come; a badge hangs in a shop."""
        if member.pk in self.seen:
            self.object(row, "name", "这名党员在文件中出现了两次")
            return False
        self.seen.add(member.pk)
        kept = self.kept(region, member)
        days = {name: row[name] or kept[name] for name in ("registered_on", "badge_on", "demonstration_on")}
        days["registered_on"] = kept["registered_on"] or row["registered_on"] or self.today
        problem = day_problem(days, row["shop"] or kept["shop"], self.today)
        if not problem and not self.stands_in(member, region.code) and member.pk in self.live:
            standing = self.live[member.pk]
            if days["registered_on"] < standing.registered_on:
                problem = ("registered_on", f"不能早于在“{standing.region.name}”登记的日期 {standing.registered_on}")
        if problem:
            self.object(row, *problem)
        return not problem

    def kept(self, region: Node, member: Member) -> dict[str, Any]:
        """What is written of the member in this region."""
        standing = self.live.get(member.pk)
        names = ("registered_on", *SHOP)
        if standing is None or standing.region_id != region.pk:
            return dict.fromkeys(names)
        return {name: getattr(standing, name) for name in names}

    def take(self, row: Row, region: Node, member: Member) -> None:
        """Count a row that is right."""
        kept, given = self.kept(region, member), filled(row, SHOP)
        if kept["registered_on"] is None:
            self.groups[region.pk, row["registered_on"] or self.today].append(member.pk)
            self.counts["new"] += 1
            self.shops[member.pk] = given
            return
        changed = {name: value for name, value in given.items() if self.compare(row, name, kept[name], value)}
        self.shops[member.pk] = changed
        self.counts["changed" if changed else "unchanged"] += 1

    def apply(self) -> None:
        """Register who is new, region by region, then hang the badges."""
        regions = {one.pk: one for one in self.regions.values()}
        for (region_id, day), member_ids in self.groups.items():
            register_with_region(member_ids, regions[region_id], on=day, by=self.by)
        wanted = {key: given for key, given in self.shops.items() if given}
        rows = locked_live(wanted)
        if len(rows) != len(wanted):
            raise Refused("预览以后有党员终止了区域登记，请重新上传")
        for row in rows:
            for name, value in wanted[row.member_id].items():
                setattr(row, name, value)
        RegionRegistration.objects.bulk_update(rows, SHOP, batch_size=500)
        by_region: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            by_region[row.region_id].append(row.member_id)
        for region_id, ids in by_region.items():
            log(self.by, "登记亮牌和示范店", regions[region_id], node_id=region_id, changes={"党员": ids})


def day_problem(days: dict[str, Any], shop: str | None, today: datetime.date) -> tuple[str, str] | None:
    """What is wrong with the days of a row, with the column where it stands; nothing when they are in order."""
    badge, named = days["badge_on"], days["demonstration_on"]
    for name, day in days.items():
        if day is not None and day > today:
            return name, "不能晚于今天"
    if badge is not None and not shop:
        return "shop", "亮牌须写明经营户名称"
    if badge is not None and badge < days["registered_on"]:
        return "badge_on", f"不能早于登记日期 {days['registered_on']}"
    if named is not None and (badge is None or named < badge):
        return "demonstration_on", "须先亮牌，再评为示范店"
    return None
