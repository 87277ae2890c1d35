"""The printed factual file (写实档案): cover, what happened by kind, and everything in the order of days."""

import datetime
from collections import defaultdict

from mulin.foundation.clock import today
from mulin.members.choices import TWO_SIDES
from mulin.members.models import Member
from mulin.members.queries import timeline
from mulin.papers.machine.paper import (
    DAY,
    SERIAL,
    Block,
    Column,
    DataTable,
    FormRow,
    FormTable,
    Heading,
    Label,
    Paper,
    Paragraph,
    Value,
)
from mulin.papers.rules import Pen, worded_day

FOUR = (1, 1.6, 1, 1.6)
COLUMNS = (
    SERIAL,
    Column("日期", characters=DAY),
    Column("事项", align="left"),
    Column("说明", align="left"),
)


def compose(member: Member, pen: Pen) -> Paper:
    """The whole file of one member. Only the member and the home side print it, so private entries stand in it."""
    titles = timeline.titles()
    entries = timeline.timelines([member.pk], datetime.date.min, today()).get(member.pk, [])
    by_kind: dict[str, list[timeline.Entry]] = defaultdict(list)
    for one in entries:
        by_kind[one.kind].append(one)
    blocks: list[Block] = [cover(member, pen, len(entries)), summary(titles, by_kind, pen)]
    blocks += [Heading("一、按时间"), table(entries, pen)]
    blocks += [Heading("二、分类")]
    for number, (kind, found) in enumerate(by_kind.items(), 1):
        blocks += [Heading(f"（{number}）{titles.get(kind, kind)}", 2), table(found, pen)]
    if not entries:
        blocks.append(Paragraph("还没有纪实。"))
    return Paper(
        id="member_file",
        title="党员写实档案",
        subtitle=f"（截至{worded_day(today())}）",
        blocks=tuple(blocks),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def cover(member: Member, pen: Pen, number: int) -> FormTable:
    """Who it is: no number and no telephone stand on a cover."""
    ties = {kind: member.tied_on(kind, today()) for kind in TWO_SIDES}
    home, residence = (str(ties[kind].name) if ties[kind] else "" for kind in TWO_SIDES)  # type: ignore[union-attr]
    gender = member.get_gender_display() if member.gender else ""

    def pair(one: str, value: object, other: str, second: object) -> FormRow:
        return FormRow((Label(one), Value(pen.held(value)), Label(other), Value(pen.held(second))), height=12)

    return FormTable(
        FOUR,
        (
            pair("姓名", member.name, "性别", gender),
            pair("党员编号", member.code, "类别", member.get_category_display()),
            pair("党员身份", member.get_stage_display(), "入党日期", member.admitted_on),
            pair("所在党组织", home, "居住社区", residence),
            pair("纪实条数", number, "打印日期", today()),
        ),
    )


def summary(titles: dict[str, str], by_kind: dict[str, list[timeline.Entry]], pen: Pen) -> DataTable:
    """How many entries there are of each kind."""
    rows = tuple((pen.held(titles.get(kind, kind)), pen.held(len(found))) for kind, found in by_kind.items())
    return DataTable((Column("种类", 3), Column("条数", 1)), rows)


def table(entries: list[timeline.Entry], pen: Pen) -> DataTable:
    """Entries in the order of days."""
    rows = tuple(
        (str(number), pen.held(one.day), pen.held(one.title), pen.held(one.detail))
        for number, one in enumerate(entries, 1)
    )
    return DataTable(COLUMNS, rows)
