"""流动党员活动证: who is away, where, until when; what the host writes down; what is seen on return."""

from mulin.papers.machine.paper import (
    Column,
    DataTable,
    FormRow,
    FormTable,
    Heading,
    Label,
    Opinion,
    Paper,
    Value,
)
from mulin.papers.rules import Pen
from mulin.relations.models import Absence

ENTRIES = 6
"""Lines for the host to write down what the member took part in."""


def without_permit(absence: Absence) -> str:
    """Why there is no permit."""
    return "" if absence.permit is not None else "这次外出还没有发活动证"


def compose(absence: Absence, pen: Pen) -> Paper:
    """The permit of one absence."""
    permit = absence.permit
    return Paper(
        id="floating_permit",
        title="流动党员活动证",
        number=pen.held(permit.number if permit else None, 12),
        blocks=(
            person(absence, pen),
            Heading("外出地党组织记载", 2),
            DataTable(
                (Column("日期"), Column("参加的活动", 3, "left"), Column("党费交至"), Column("经办人")),
                (),
                blank_rows=ENTRIES,
            ),
            Heading("返回查验", 2),
            check(absence, pen),
        ),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
        page_numbers=False,
    )


def person(absence: Absence, pen: Pen) -> FormTable:
    """Who, from which organisation, where to, from when until when."""
    member, place, permit = absence.member, absence.place, absence.permit
    gender = member.get_gender_display() if member.gender else None
    pairs = (
        (("姓名", member.name), ("性别", gender)),
        (("党员身份", member.get_stage_display()), ("联系电话", member.masked_phone)),
        (("所在党组织", absence.home), ("外出事由", absence.reason)),
        (("外出地点", place), ("外出地党组织", place.host_name if place else None)),
        (("外出日期", absence.left_on), ("预计返回", absence.expected_until)),
        (("发证日期", permit.issued_on if permit else None), ("交证日期", permit.handed_on if permit else None)),
    )
    rows = [
        FormRow(tuple(cell for label, said in row for cell in (Label(label), Value(pen.held(said)))), height=9)
        for row in pairs
    ]
    issued = permit.issued_on if permit else None
    sealed = Opinion(signer=pen.held(absence.home, 8), date=pen.held(issued), columns=3)
    return FormTable((1, 2, 1, 2), (*rows, FormRow((Label("发证党组织"), sealed), 48)))


def check(absence: Absence, pen: Pen) -> FormTable:
    """What is seen on return."""
    permit = absence.permit
    attended = permit.attended if permit else None
    times = f"{pen.held(attended, 3)}次" if attended is not None or pen.blank else ""
    until = pen.held(permit.dues_until if permit else None)
    return FormTable(
        (1, 2, 1, 2),
        (
            FormRow(
                (
                    Label("参加活动"),
                    Value(times),
                    Label("党费交至"),
                    Value(until),
                )
            ),
            FormRow(
                (
                    Label("外出地党组织意见"),
                    Value(pen.given(permit.host_opinion if permit else None), columns=3, align="left"),
                ),
                14,
            ),
            FormRow((Label("外出期间表现"), Value(pen.given(absence.conduct), columns=3, align="left")), 14),
            FormRow(
                (
                    Label("查验日期"),
                    Value(pen.held(permit.checked_on if permit else None)),
                    Label("返回日期"),
                    Value(pen.held(absence.came_back_on)),
                )
            ),
        ),
    )
