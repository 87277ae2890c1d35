"""6,000 activities of eighteen months with 120,000 attendances: what happened, written down once."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from mulin.demo.plan.invention import Invention, Row
from mulin.demo.plan.places import WEAK, Place, Places
from mulin.foundation.periods import periods_between

FIRST, LAST = datetime.date(2021, 1, 1), datetime.date(2022, 6, 30)
LAPSE = datetime.date(2021, 9, 1)
ACTIVITIES, ATTENDANCES = 6000, 120_000
NOTICE_DAYS = 7


@dataclass(frozen=True)
class Rhythm:
    """A kind of activity that places of one kind hold so often; ``own`` gives its own fields."""

    kind: str
    host: str
    period: str
    times: int = 1
    title: str = ""
    people: int = 0
    notice: bool = False
    own: str = ""
    text: str = ""


RHYTHMS = (
    Rhythm("regional_committee_meeting", "street", "quarter", 1, "“大工委”会议", 18, notice=True, own="problems=3"),
    Rhythm("growth_session", "street", "two_months", 1, "社会组织社工成长营", 30),
    Rhythm("parlour_session", "street", "two_months", 1, "睦邻客厅工作坊", 24),
    Rhythm("public_good_call", "street", "year", 1, "社区公益创投", 30, notice=True, own="entered=8；excellent=3"),
    Rhythm("contest", "street", "year", 1, "亮晒比选", 40, notice=True),
    Rhythm("three_lists", "community", "year", 1, "三张清单", own="needs=12；resources=18；projects=9"),
    Rhythm("joint_meeting", "community", "quarter", 1, "“大党委”会议", 24, notice=True),
    Rhythm("community_deliberation", "community", "quarter", 1, "居民议事会", 26, own="resolved=2"),
    Rhythm("ordered_service", "community", "quarter", 1, "居家养老订单服务", 20),
    Rhythm("needs_to_teams", "community", "quarter", 1, "需求清单"),
    Rhythm("unit_feedback", "community", "half_year", 1, "向单位反馈在职党员表现"),
    Rhythm("points_exchange", "community", "month", 1, "“嘉园卡”积分兑换", own="special_services=2"),
    Rhythm("theme_day", "community", "month", 1, "主题党日", 40),
    Rhythm("red_property_meeting", "compound", "quarter", 1, "“红色物业”联动议事", 14),
    Rhythm("team_service", "compound", "quarter", 1, "团组入户服务", 16),
    Rhythm("four_party_council", "compound", "half_year", 1, "四方议事会", 14, notice=True, own="disclosed=1"),
    Rhythm("neighbour_service", "compound", "month", 1, "睦邻服务日", 20),
    Rhythm("neighbour_festival", "compound", "year", 1, "睦邻节", 60),
    Rhythm("neighbour_activity", "compound", "half_year", 1, "邻里联谊", 36),
    Rhythm("party_worker_training", "building", "half_year", 1, "党务工作者培训", 16),
    Rhythm("member_recruitment", "building", "year", 1, "发展党员", own="recruited=2"),
    Rhythm("alliance_service", "building", "quarter", 1, "楼宇联盟助企日", 22),
    Rhythm("agency_service", "building", "month", 1, "红色代办", own="handled=14"),
    Rhythm("culture_activity", "building", "quarter", 1, "楼宇午间文化", 40),
    Rhythm("alliance_meeting", "circle", "quarter", 1, "商圈红色联盟会", 20, notice=True),
    Rhythm("quality_pledge", "circle", "half_year", 1, "品质服务承诺", 24),
    Rhythm("post_shown", "circle", "year", 1, "党员亮岗", own="posts=8"),
    Rhythm("grid_council", "circle", "quarter", 1, "微网格议事", 14),
    Rhythm("lecture", "circle", "quarter", 1, "初心讲堂", 36),
    Rhythm("volunteer_rota", "circle", "month", 2, "志愿轮值", 10),
    Rhythm("volunteer_rota", "grid", "month", 2, "志愿同行轮值", 8),
    Rhythm("ordered_service", "social", "quarter", 1, "订单式服务", 20),
    Rhythm("post_shown", "social", "year", 1, "党员亮岗", own="posts=3"),
    Rhythm("commissioned_project", "social", "year", 1, "承接项目"),
    Rhythm("pairing", "social", "half_year", 1, "与社区结对服务", 18),
)


@dataclass
class Crowd:
    """Who may take part where: names by community, used in turn."""

    names: dict[str, list[str]]
    invention: Invention
    everyone: list[str] = field(default_factory=list)

    def taking_part(self, community: str, number: int) -> list[str]:
        """So many members of a community, or of the whole street."""
        return self.invention.some(self.names.get(community) or self.everyone, number)


def hosts(places: Places, units: list[Row]) -> dict[str, list[Place]]:
    """Who holds activities, by kind; social organisations as places of their community."""
    found = {kind: places.of(kind) for kind in ("street", "community", "grid", "compound", "building", "circle")}
    found["social"] = [
        Place(
            row["code"],
            "social",
            row["name"],
            "",
            row["located_in"],
            zeal=0.99 if number < 6 else 0.86 if number < 30 else 0.5,
        )
        for number, row in enumerate(units)
        if row["kind"] == "social"
    ]
    return found


def plan_activities(places: Places, units: list[Row], members: list[Row], invention: Invention) -> list[Row]:
    """Exactly 6,000 activities; attendance is spread so that it comes to about 120,000."""
    names: dict[str, list[str]] = {}
    for row in members:
        names.setdefault(row["residence"], []).append(row["name"])
    crowd = Crowd(names, invention, [row["name"] for row in members])
    rows: list[Row] = []
    for rhythm in RHYTHMS:
        for host in hosts(places, units)[rhythm.host]:
            rows += held(rhythm, host, crowd)
    theme_days = Rhythm("theme_day", "branch", "month", 1, "支部主题党日", 30)
    extra = [row for host in branches(places) for row in held(theme_days, host, crowd)]
    rows += extra[: max(0, ACTIVITIES - len(rows))]
    rows = rows[:ACTIVITIES]
    even_out(rows, crowd)
    rows.sort(key=lambda row: (row["day"], row["host"], row["kind"]))
    return rows


def branches(places: Places) -> list[Place]:
    """The branches of compounds and grids as hosts."""
    standing = [place for place in places.of("compound") if place.zeal != WEAK][:60] + places.of("grid")
    return [Place(f"DZB{place.code}", "branch", place.name, "", place.community) for place in standing]


def held(rhythm: Rhythm, host: Place, crowd: Crowd) -> Iterator[Row]:
    """The activities of one rhythm at one host, as zealously as it works."""
    chance = crowd.invention
    for period in periods_between(rhythm.period, FIRST, LAST):
        for turn in range(rhythm.times):
            last = min(period.last, LAST)
            day = chance.day(max(period.first, FIRST), last)
            if (host.lapses and day >= LAPSE) or not chance.chance(host.zeal):
                continue
            yield {
                "host": host.code,
                "kind": rhythm.kind,
                "title": f"{period.name}{rhythm.title}" + (f"（{turn + 1}）" if rhythm.times > 1 else ""),
                "day": day,
                "place": f"{host.name}活动室",
                "notice_on": day - datetime.timedelta(days=NOTICE_DAYS) if rhythm.notice else None,
                "agenda": "通报上次事项办理情况；讨论本期事项；明确分工和时限。" if rhythm.notice else "",
                "minutes": rhythm.text or f"{rhythm.title}如期进行，议定事项已分工到人，下次会议通报结果。",
                "people": crowd.taking_part(host.community, rhythm.people) if rhythm.people else [],
                "fields": rhythm.own,
                "size": rhythm.people,
            }


def even_out(rows: list[Row], crowd: Crowd) -> None:
    """Add or leave out people at the larger events until the attendances come to the planned number."""
    total = sum(len(row["people"]) for row in rows)
    open_rows = [row for row in rows if row["people"]]
    index = 0
    while total != ATTENDANCES and open_rows and index < 50 * len(open_rows):
        row = open_rows[index % len(open_rows)]
        index += 1
        if total > ATTENDANCES and len(row["people"]) > 5:
            row["people"].pop()
            total -= 1
        elif total < ATTENDANCES:
            fresh = crowd.taking_part("", 1)[0]
            if fresh not in row["people"]:
                row["people"].append(fresh)
                total += 1
