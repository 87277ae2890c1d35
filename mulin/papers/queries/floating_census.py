"""流入党员摸底表: who of elsewhere is in a community this year, with the figures that were reported."""

from mulin.papers.machine.paper import (
    DAY,
    SERIAL,
    BlankLines,
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
from mulin.relations.models import CensusReturn, Stay
from mulin.relations.queries.floating import stays_within

COLUMNS = (
    SERIAL,
    Column("姓名", characters=4),
    Column("原所在党组织", 2.2, "left"),
    Column("编入党支部", 2.2, "left"),
    Column("接收日期", characters=DAY),
    Column("活动证", characters=3),
    Column("备注", 1.2),
)


def compose(found: CensusReturn, pen: Pen) -> Paper:
    """The form of one community: filled from the register, or empty with lines to write on."""
    stays = [] if pen.blank else list(stays_within(found.community))
    rows = tuple(line(number, stay, pen) for number, stay in enumerate(stays, 1))
    return Paper(
        id="floating_census",
        title=f"{pen.held(str(found.census.year), 4)}年度流入党员摸底表",
        subtitle=pen.held(found.community, 10),
        blocks=(
            Facts(
                (
                    Fact("流入党员数", number_of(found.counted, pen)),
                    Fact("持有效活动证", number_of(found.with_permit, pen)),
                    Fact("编入党组织", number_of(found.placed, pen)),
                    Fact("愿转入组织关系", number_of(found.wishing_transfer, pen)),
                )
            ),
            DataTable(COLUMNS, rows, blank_rows=pen.rows if pen.blank else 0),
            Heading("思想状况", 2),
            BlankLines(2) if pen.blank or not found.thoughts else Paragraph(pen.given(found.thoughts)),
            Signature(f"{pen.held(found.community, 8)}党组织", pen.held(found.done_on)),
        ),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def number_of(figure: int | None, pen: Pen) -> str:
    """A figure with its unit, once it was reported."""
    return f"{pen.held(figure)}人" if figure is not None and not pen.blank else ""


def line(number: int, stay: Stay, pen: Pen) -> tuple[str, ...]:
    """One member who came."""
    permit = "待补办" if stay.permit_is_owed else "有效"
    said = (stay.member, stay.from_text, stay.host, stay.came_on, permit, stay.work)
    return (str(number), *(pen.held(one) for one in said))
