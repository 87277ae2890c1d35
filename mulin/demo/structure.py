"""Organisations of the demo street as the regulations ask: a region, floor groups, fixed life, organs with rosters."""

import datetime
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from mulin.demo.plan.invention import Invention
from mulin.demo.plan.places import STREET
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import registered, write_export
from mulin.identity.models import User
from mulin.tree.actions import NewNode, found, move
from mulin.tree.models import Node
from mulin.web.actions import exchange

REGION, COMMITTEE = "SH9901", "DGW9901"
COMPLETE = ("SQ9901", "SQ9902")
"""Communities where every floor has its group."""
SINCE = datetime.date(2021, 3, 1)
EVERY_SO_MANY_LACKS = 7
"""So many organisations and duty points have a gap that the pages then show."""
SEED = 20210301
Row = dict[str, Any]
Say = Callable[[str], None]


def arrange_structure(by: User, say: Say) -> None:
    """Through the product's own actions and imports, after the regulations are in force."""
    started = time.perf_counter()
    invention = Invention(SEED)
    bring_in("organisations", list(floor_groups()), by)
    found_region(by)
    bring_in("lives", list(lives()), by)
    bring_in("seats", list(seats(invention)), by)
    say(f"组织架构和机构名单，{time.perf_counter() - started:.1f} 秒")


def bring_in(kind: str, rows: list[Row], by: User) -> None:
    """One workbook through the import; a wrong cell stops the build."""
    done = exchange.bring_in(write_export(registered(kind).sheet, rows).read(), kind, by=by)
    if not done.applied:
        raise Refused(f"演示数据有错误：{done.title} {'；'.join(str(error) for error in done.errors[:5])}")


def floor_groups() -> Iterator[Row]:
    """A party group for every stairway of the complete communities whose compound has a branch."""
    branches = set(Node.objects.filter(kind="branch").values_list("code", flat=True))
    for community in Node.objects.filter(code__in=COMPLETE).order_by("code"):
        blocks = Node.objects.filter(kind="block", path__startswith=community.path)
        for block in blocks.select_related("kind").order_by("code"):
            compound = block.parents.get(relation="belongs", until=None).parent
            if f"DZB{compound.code}" in branches:
                yield {
                    "code": f"DXZ{block.code}",
                    "kind": "党小组",
                    "name": f"{block.name}党小组",
                    "belongs_to": f"DZB{compound.code}",
                    "located_in": block.code,
                    "since": SINCE,
                }


def found_region(by: User) -> None:
    """1+N+1 in the first circle: the joint committee, its branches, the branch of the service centre, the league."""
    circle, committee = Node.objects.get(code=REGION), Node.objects.get(code=COMMITTEE)
    street = Node.objects.get(code=STREET[0])
    new = NewNode("regional_organisation", f"{circle.name}联合党委", committee, circle, f"QYZ{REGION}", since=SINCE)
    region = found(new, reason="区域化党建试点", by=by)
    here = Node.objects.filter(kind="branch", place_path__startswith=circle.place_path).exclude(pk=region.pk)
    for branch in here.order_by("code"):
        move(branch, region, relation="belongs", on=SINCE, reason="划入区域党组织", by=by)
    centre = NewNode(
        "service_centre_organisation", f"{circle.name}党员服务中心党支部", region, circle, f"FWZ{REGION}", since=SINCE
    )
    found(centre, reason="区域化党建试点", by=by)
    league = NewNode("mass_organisation", f"{circle.name}团委", street, circle, f"QT{REGION}", since=SINCE)
    found(league, reason="区域化党建试点", by=by)


def lives() -> Iterator[Row]:
    """Fixed time, place and content of nearly every organisation of a community, compound or floor."""
    organisations = Node.objects.filter(kind__in=("general_branch", "branch", "party_group"), until=None)
    for number, node in enumerate(organisations.order_by("code")):
        if number % EVERY_SO_MANY_LACKS:
            yield {
                "node": node.code,
                "time": f"每月{number % 20 + 5}日 19:00",
                "place": "党群服务中心活动室" if node.kind_id == "general_branch" else "党群家园",
                "content": "学习、议事、志愿服务" if number % (EVERY_SO_MANY_LACKS + 4) else "",
                "since": SINCE,
            }


def seats(invention: Invention) -> Iterator[Row]:
    """The rosters of the street, its communities, duty points, offices and schools."""
    turn = count()

    def seat(node: Node, organ: str, position: str, title: str = "", hours: str = "") -> Row:
        person = {"name": invention.person(), "title": title, "hours": hours, "since": SINCE}
        return {"node": node.code, "organ": organ, "position": position, "number": 1} | person

    street = Node.objects.get(code=STREET[0])
    yield seat(street, "社区党建工作协调议事委员会（协调委员会）", "主任", "街道党工委书记")
    for title in ("街道党工委副书记", "派出所所长", "小学校长"):
        yield seat(street, "社区党建工作协调议事委员会（协调委员会）", "委员", title)
    for community in Node.objects.filter(kind="community", until=None).order_by("code"):
        yield seat(community, "社区“双联双管”工作机构", "负责人", "社区党总支书记")
        yield seat(community, "社区“双联双管”工作机构", "报到接收人员", "社区工作者")
        yield seat(community, "社区党建联席会", "主持（社区党支部）", "社区党总支书记")
        yield seat(community, "社区党建联席会", "辖区单位党组织代表", "驻区单位党支部书记")
        yield seat(community, "社区在职党员联络站", "联络员", "社区工作者")
    for compound in Node.objects.filter(kind="compound", until=None).order_by("code"):
        if next(turn) % EVERY_SO_MANY_LACKS:
            yield seat(compound, "小区报到点", "值守人员", "党员志愿者", "周一至周五 18:30—20:30，周末 9:00—11:00")
    for unit in Node.objects.filter(kind__in=("agency", "institution"), until=None).order_by("code"):
        yield seat(unit, "单位“双联双管”工作机构", "党组织书记（专职）", "党支部书记")
        yield seat(unit, "单位“双联双管”工作机构", "单位一把手", "主要负责人")
        if next(turn) % EVERY_SO_MANY_LACKS:
            yield seat(unit, "单位“双联双管”工作机构", "专门负责报到工作的党员领导班子成员", "班子成员")
