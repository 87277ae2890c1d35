"""积分公示表 of a branch, and 积分单 of one member: what was published, and every entry of the year."""

from mulin.foundation.clock import today
from mulin.foundation.points import for_the_eye
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.papers.machine.paper import (
    DAY,
    SERIAL,
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
from mulin.points.models import PointsEntry, PointsSheet
from mulin.points.queries.balances import balances
from mulin.points.queries.terms import Scheme, scheme_under, schemes_of

WIDEST = 6
"""Characters of a part's name that stand in one line over its points."""
ROW = 7.2
"""Height of a row in millimetres: with 25 of them a sheet by hand is one page."""

ENTRY_COLUMNS = (
    Column("日期", characters=DAY),
    Column("事项", 2.2, "left"),
    Column("分值", characters=4),
    Column("说明", 3, "left"),
)


def compose_sheet(sheet: PointsSheet, pen: Pen) -> Paper:
    """The sheet that hangs in the branch: by category and name."""
    scheme = scheme_under(sheet.programme_id, sheet.scheme)
    names = ("本期", *(name for _part, name in scheme.part_names()), "本年累计")
    columns = (
        SERIAL,
        Column("姓名"),
        Column("类别", 1.2),
        *(Column(name, characters=min(len(name), WIDEST)) for name in names),
    )
    rows = () if pen.blank else tuple(sheet_rows(sheet, scheme, pen))
    objections = f"对以上内容有异议的，请在{pen.held(sheet.objections_until, 10)}前向党支部提出。"
    return Paper(
        id="points_sheet",
        title=f"{pen.held(scheme.quarter(sheet.first).name, 8)}党员积分公示表",
        subtitle=pen.held(sheet.branch, 10),
        blocks=(
            DataTable(columns, rows, blank_rows=pen.rows_by_hand(), row_height=ROW),
            Paragraph(objections if sheet.objections_until else "对以上内容有异议的，请向党支部提出。"),
            Signature(pen.held(sheet.branch, 8), pen.held(sheet.published_on)),
        ),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def sheet_rows(sheet: PointsSheet, scheme: Scheme, pen: Pen) -> list[tuple[str, ...]]:
    """A line for each member."""
    return [
        (
            str(number),
            pen.held(one.member),
            pen.held(one.category),
            for_the_eye(one.gained),
            *(for_the_eye(one.parts.get(part, 0)) for part, _name in scheme.part_names()),
            for_the_eye(one.total),
        )
        for number, one in enumerate(sheet.lines.select_related("member").order_by("pk"), 1)
    ]


def compose_account(member: Member, pen: Pen) -> Paper:
    """What one member has this year, with every entry behind it."""
    home = member.tied_on(TieKind.HOME_ORGANISATION, today())
    blocks: list[Block] = [
        Facts((Fact("姓名", pen.held(member)), Fact("所在党组织", pen.held(home) if home else ""))),
    ]
    for scheme in schemes_of(member):
        blocks += scheme_blocks(member, scheme, pen)
    if home is not None:
        blocks.append(Signature(pen.held(home, 8), pen.held(today())))
    return Paper(
        id="points_account",
        title=f"{pen.held(str(today().year), 4)}年度党员积分单",
        blocks=tuple(blocks),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def scheme_blocks(member: Member, scheme: Scheme, pen: Pen) -> list[Block]:
    """The parts and the entries of one scheme."""
    balance = balances(scheme.terms, scheme.id, [member.pk], today().year)[member.pk]
    said = [(name, balance.parts.get(part, 0)) for part, name in scheme.part_names()] + [("合计", balance.total)]
    facts = tuple(Fact(name, "" if pen.blank else f"{for_the_eye(value)} 分") for name, value in said)
    entries = PointsEntry.objects.filter(member=member, scheme=scheme.id, day__year=today().year).order_by("day", "pk")
    rows = tuple(
        (pen.held(one.day), scheme.rule_name(one.rule), for_the_eye(one.points), one.why or one.get_origin_display())
        for one in entries
    )
    listed = DataTable(ENTRY_COLUMNS, () if pen.blank else rows, blank_rows=pen.rows_by_hand())
    return [Heading(scheme.name, 2), Facts(facts), listed if rows or pen.blank else Paragraph("本年度还没有记分。")]


def without_schemes(member: Member) -> str:
    """Where no regulation gives points there is nothing to print."""
    return "" if schemes_of(member) else "这名党员所在的组织没有实施积分办法"
