"""报到情况统计表: how many are registered, by unit and by community, on the day of printing."""

from collections.abc import Iterable

from mulin.foundation.clock import today
from mulin.papers.machine.paper import SERIAL, Block, Column, DataTable, Fact, Facts, Heading, Paper
from mulin.papers.rules import Pen
from mulin.registration import queries
from mulin.registration.models import Campaign
from mulin.registration.rules import Tally, percentage
from mulin.tree.models import Node

COLUMNS = (
    SERIAL,
    Column("名称", align="left"),
    *(Column(name, characters=3) for name in ("应报到", "已列入", "待接收", "已报到", "第一联", "报到率")),
)

ROWS_BY_HAND = 12
"""Rows of each table on a blank sheet: both stand on one page."""


def compose(campaign: Campaign, pen: Pen) -> Paper:
    """The table of a campaign, units first, then communities, each with its sum."""
    units, communities = queries.by_unit(campaign), queries.by_community(campaign)
    total = sum((tally for _node, tally in units), Tally())
    blocks: tuple[Block, ...] = (
        Facts(
            (
                Fact("统计日期", pen.held(today())),
                Fact("报到截止", pen.held(campaign.received_by)),
                Fact("应报到", f"{pen.held(total.members)}人" if not pen.blank else ""),
                Fact("报到率", pen.held(percentage(total.rate))),
            )
        ),
        Heading("一、按单位"),
        table(units, pen),
        Heading("二、按社区"),
        table(communities, pen),
    )
    return Paper(
        id="registration_coverage",
        title="党员报到情况统计表",
        subtitle=f"（{pen.held(campaign.name, 10)}）",
        blocks=blocks,
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def table(rows: Iterable[tuple[Node, Tally]], pen: Pen) -> DataTable:
    """One table with its sum at the end."""
    if pen.blank:
        return DataTable(COLUMNS, (), blank_rows=ROWS_BY_HAND)
    found = list(rows)
    lines = [line(str(number), node.name, tally, pen) for number, (node, tally) in enumerate(found, 1)]
    lines.append(line("", "合计", sum((tally for _node, tally in found), Tally()), pen))
    return DataTable(COLUMNS, tuple(lines))


def line(number: str, name: str, tally: Tally, pen: Pen) -> tuple[str, ...]:
    """One line of a table."""
    figures = (tally.members, tally.listed, tally.sent, tally.received, tally.slips, percentage(tally.rate))
    return (number, pen.held(name), *(pen.held(one) for one in figures))
