"""A restricted record on paper, for the few who may read it."""

from mulin.papers.machine.paper import FormRow, FormTable, Label, Paper, Paragraph, Value
from mulin.papers.rules import Pen
from mulin.restricted.models import RestrictedRecord


def decided(record: RestrictedRecord, pen: Pen) -> tuple[FormRow, ...]:
    """By which decision, and until when a probation is longer: only what there is."""
    said = (("决定文号", str(record.decision)), ("预备期延长至", record.until))
    return tuple(
        FormRow((Label(name), Value(pen.held(value), columns=3, align="left")), height=11)
        for name, value in said
        if value
    )


def compose(record: RestrictedRecord, pen: Pen, reason: str) -> Paper:
    """One record, with what it was printed for."""

    def pair(one: str, value: object, other: str, second: object) -> FormRow:
        return FormRow((Label(one), Value(pen.held(value)), Label(other), Value(pen.held(second))), height=11)

    rows = (
        pair("姓名", record.member.name, "所在党组织", record.node.name),
        pair("种类", record.get_kind_display(), "日期", record.day),
        *decided(record, pen),
        FormRow((Label("内容"), Value(pen.held(str(record.text)), columns=3, align="left")), height=90),
    )
    return Paper(
        id="restricted_record",
        title="限定范围的记录",
        subtitle="内部资料，限指定人员阅看",
        blocks=(FormTable((1, 1.6, 1, 1.6), rows), Paragraph(f"打印用途：{reason}", indent=False)),
        printed_at=pen.printed_at,
    )
