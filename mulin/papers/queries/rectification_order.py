"""责令整改通知书: what is to be mended by when, with a slip for the report and the re-check."""

from mulin.assessments.models import Rectification
from mulin.assessments.queries.composed import rectification_order
from mulin.papers.machine.paper import (
    Block,
    FormRow,
    FormTable,
    Heading,
    Label,
    Opinion,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    Value,
)
from mulin.papers.queries.notices import numbered_for
from mulin.papers.queries.offices import issuing_office
from mulin.papers.rules import Pen, closed


def compose(order: Rectification, pen: Pen) -> Paper:
    """The order as an official document; the slip on its second page comes back with the report."""
    said = rectification_order(order)
    subject = order.holding.subject
    office = issuing_office(subject, order.ordered_on)
    lines = [part for part in said["text"].splitlines() if part.strip()]
    problems = [pen.given(part, 60) for part in lines[: 1 if pen.blank else None]]
    blocks: list[Block] = [
        Paragraph(numbered_for(order.ordered_on.year), indent=False, align="center"),
        Paragraph(f"{pen.held(said['subject'], 8)}：", indent=False),
        Paragraph(
            f"按照《{said['title']}》动态管理要求，对你单位“{pen.held(said['grade'], 5)}”等级进行复评，"
            "发现未能长效保持，现责令整改提升。"
        ),
        Heading("一、整改事项"),
        *(Paragraph(closed(one)) for one in problems),
        Heading("二、整改期限"),
        Paragraph(f"{pen.held(said['deadline'], 10)}前整改到位，并书面报告整改情况。"),
        Heading("三、复查"),
        Paragraph("整改后由街道组织复查。复查合格的，保留等级；逾期未整改或者复查不合格的，撤销等级。"),
        Signature(office, pen.held(said["ordered_on"])),
        PageBreak(),
        Paragraph("责令整改回执", indent=False, align="center", bold=True),
        slip(order, office, pen),
    ]
    return Paper(
        id="rectification_order",
        title="责令整改通知书",
        style="document",
        blocks=tuple(blocks),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def slip(order: Rectification, office: str, pen: Pen) -> FormTable:
    """What the subject reports and what the re-check finds."""
    checked = order.rechecked_on is not None
    report = Opinion(pen.given(order.report), date=pen.held(order.reported_on), columns=3)
    recheck = Opinion(
        pen.given(order.opinion),
        signer=pen.held(office if checked else None),
        date=pen.held(order.rechecked_on),
        columns=3,
    )
    result = Value(pen.held(order.get_state_display() if checked else None), columns=3)
    pairs = (
        (("单位", order.holding.subject), ("等级", order.holding.grade_name)),
        (("下达日期", order.ordered_on), ("整改期限", order.deadline)),
    )
    facts = [
        FormRow(tuple(cell for label, said in row for cell in (Label(label), Value(pen.held(said))))) for row in pairs
    ]
    return FormTable(
        (1, 2, 1, 2),
        (
            *facts,
            FormRow((Label("整改情况"), report), 70),
            FormRow((Label("复查意见"), recheck), 70),
            FormRow((Label("复查结果"), result)),
        ),
    )
