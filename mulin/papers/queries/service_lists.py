"""Lists of service: needs of the quarter, rosters of teams and groups, volunteers' half-year, the year's deeds."""

import datetime
from collections.abc import Iterable

from mulin.foundation.clock import today
from mulin.foundation.periods import period_of
from mulin.papers.machine.paper import (
    DAY,
    SERIAL,
    BlankLines,
    Block,
    Column,
    DataTable,
    Fact,
    Facts,
    Heading,
    Paper,
    Paragraph,
    Signature,
)
from mulin.papers.rules import Pen
from mulin.service import queries
from mulin.service.models import Team
from mulin.tree.models import Node


def without_needs(community: Node) -> str:
    """Why there is no list of needs."""
    return "" if queries.needs_at(community).exists() else "没有未办结的需求"


def numbered(rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Rows with their serial numbers."""
    return tuple((str(number), *row) for number, row in enumerate(rows, 1))


def listed(columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...], pen: Pen, spare: int = 0) -> DataTable:
    """The rows with some to spare; by hand as many empty ones as were asked for."""
    return DataTable(columns, (), blank_rows=pen.rows) if pen.blank else DataTable(columns, rows, blank_rows=spare)


def compose_needs(community: Node, pen: Pen) -> Paper:
    """需求清单: what the community asks its teams to do in the period."""
    period = queries.needs_period(community, today()) or period_of("quarter", today())
    rows = numbered(
        (
            pen.held(one.title),
            pen.held(one.spot.name if one.spot else ""),
            pen.held(one.field),
            pen.held(one.wanted_by),
            pen.held(one.team.name if one.team else ""),
        )
        for one in queries.needs_at(community)
    )
    columns = (
        SERIAL,
        Column("需求", 3, "left"),
        Column("小区或楼栋", 1.4),
        Column("服务内容", 1.2),
        Column("希望何时前", characters=DAY),
        Column("承办团组", 1.8),
    )
    return Paper(
        id="needs_list",
        title="社区需求清单",
        subtitle=f"（{period.name}）",
        style="landscape_table",
        blocks=(
            Facts((Fact("社区", pen.held(community)), Fact("交办日期", "")), columns=2),
            listed(columns, rows, pen, spare=3),
        ),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def compose_team(team: Team, pen: Pen) -> Paper:
    """团组花名册: fixed post, duty and time, and the members."""
    rows = numbered(
        (pen.held(one.member.name), pen.held("团组长" if one.is_leader else "成员"), pen.held(one.since), "")
        for one in queries.team_members(team)
    )
    columns = (
        SERIAL,
        Column("姓名", 1),
        Column("身份", 1),
        Column("编入日期", characters=DAY),
        Column("备注", 2),
    )
    facts = (
        Fact("社区", pen.held(team.community)),
        Fact("种类", pen.held(team.get_kind_display())),
        Fact("定岗", pen.held(team.field)),
        Fact("定时", pen.held(team.meets)),
        Fact("定责", pen.held(team.duty)),
    )
    return Paper(
        id="team_roster",
        title=f"{team.name}花名册",
        blocks=(Facts(facts, columns=2), listed(columns, rows, pen)),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def compose_group(group: Node, pen: Pen) -> Paper:
    """党小组花名册: leader with duties, members. Why somebody is in the group stays in the product."""
    community = queries.community_around(group)
    members = list(queries.group_members(group))
    leader = next((one.member.name for one in members if one.is_leader), "")
    duties, virtues = queries.leader_words(community, today()) if community else ((), ())
    rows = numbered(
        (pen.held(one.member.name), pen.held("党小组长" if one.is_leader else "组员"), pen.held(one.since), "")
        for one in members
    )
    columns = (
        SERIAL,
        Column("姓名", 1),
        Column("身份", 1),
        Column("编入日期", characters=DAY),
        Column("备注", 2),
    )
    blocks: list[Block] = [
        Facts((Fact("社区", pen.held(community)), Fact("党小组长", pen.held(leader)))),
        listed(columns, rows, pen),
    ]
    if duties:
        blocks.append(Heading("党小组长职责", level=2))
        blocks += [Paragraph(f"{number}. {duty}。") for number, duty in enumerate(duties, 1)]
    if virtues:
        blocks.append(Paragraph(f"“五个好”：{'、'.join(virtues)}。"))
    return Paper(
        id="group_roster",
        title=f"{group.name}花名册",
        blocks=tuple(blocks),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def compose_summary(community: Node, pen: Pen) -> Paper:
    """党员志愿者服务半年总结和计划: the figures of the half-year from the facts, and room for the plan."""
    period = period_of("half_year", today())
    said = queries.volunteer_figures(community, period.first, min(period.last, today()))
    figures = "，".join(f"{title}{pen.held(value, 3)}{unit}" for title, value, unit in said.figures)
    rows = tuple(
        (pen.held(name), pen.held(members), pen.held(done), pen.held(present))
        for name, members, done, present in said.teams
    )
    columns = (Column("服务队", 2.4, "left"), Column("成员", 1), Column("办结", 1), Column("参加人次", 1))
    waiting = "；".join(pen.held(one) for one in said.open_needs)
    return Paper(
        id="volunteer_summary",
        title="党员志愿者服务总结和计划",
        subtitle=f"（{period.name}）",
        style="document",
        blocks=(
            Heading("一、服务情况"),
            Paragraph(f"{pen.held(community, 8)}{period.name}：{figures}。"),
            *((listed(columns, rows, pen),) if rows else ()),
            Heading("二、居民的新需求"),
            BlankLines(2) if pen.blank else Paragraph(f"{waiting}。" if waiting else "没有未办结的需求。"),
            Heading("三、下一步计划"),
            BlankLines(4),
            Signature(f"{pen.held(community, 8)}党组织"),
        ),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def year_of(day: datetime.date) -> int:
    """The year that is to be summed up: in January still the last one."""
    return (day - datetime.timedelta(days=31)).year


def without_deeds(community: Node) -> str:
    """Why there is no list of the year."""
    return "" if queries.year_list(community, year_of(today())) else "这一年还没有承诺和确认的实事"


def compose_year(community: Node, pen: Pen) -> Paper:
    """年终承诺践诺清单: who pledged what, and which deeds the community confirmed."""
    year = year_of(today())
    rows = numbered(
        (
            pen.held(member.name),
            pen.held("；".join(pledged)),
            pen.held("；".join(one.title for one in deeds)),
            pen.held(str(len(deeds))),
        )
        for member, pledged, deeds in queries.year_list(community, year)
    )
    columns = (
        SERIAL,
        Column("姓名", 1),
        Column("承诺事项", 3, "left"),
        Column("确认的实事", 3, "left"),
        Column("件数", 0.6),
    )
    return Paper(
        id="year_deeds",
        title="在职党员承诺践诺清单",
        subtitle=f"（{year}年）",
        style="landscape_table",
        blocks=(Facts((Fact("社区", pen.held(community)),)), listed(columns, rows, pen)),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )
