"""报到登记卡（一式两份）, 基本情况登记卡 and 联系卡: what the unit fills in, the community seals, and both keep."""

import datetime
from collections.abc import Iterator

from mulin.papers.machine.paper import (
    Block,
    CardPart,
    FormRow,
    FormTable,
    Label,
    Opinion,
    Paper,
    Paragraph,
    Tick,
    Ticks,
    TwoPartCard,
    Value,
)
from mulin.papers.queries.contacts import phone_of
from mulin.papers.rules import Pen
from mulin.registration.choices import Rank
from mulin.registration.models import Registration

COPIES = (("第一联", "unit"), ("第二联", "community"))
"""What the card's halves are called where the clause says nothing."""
KEEPERS = {"unit": "单位党组织留存", "community": "社区党组织存档"}


def compose_card(row: Registration, pen: Pen) -> Paper:
    """The card in two parts, each with both seals; the clause says who keeps which."""
    said = row.campaign.ruling.clause.copies if row.campaign else ()
    copies = [(one.name, one.kept_by) for one in said] if len(said) == len(COPIES) else COPIES
    upper, lower = (
        CardPart(f"党员报到登记卡（{name}　{KEEPERS[keeper]}）", card_part(row, pen)) for name, keeper in copies
    )
    return Paper(
        id="registration_card",
        title="",
        blocks=(TwoPartCard(upper, lower),),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
        page_numbers=False,
    )


def card_part(row: Registration, pen: Pen) -> tuple[Block, ...]:
    """One half: who, where from, where to, and the seals of both organisations with their date lines."""
    member = row.member
    gender = member.get_gender_display() if member.gender else ""
    sent, received = Opinion(date=pen.held(row.sent_on)), Opinion(date=pen.held(row.received_on))
    pairs = (
        (Label("姓名"), Value(pen.held(member.name)), Label("性别"), Value(pen.held(gender))),
        (Label("单位职务"), Value(pen.held(row.job)), Label("联系电话"), Value(phone_of(member, pen))),
        (Label("居住地址"), Value(pen.held(row.address), columns=3, align="left")),
        (Label("所在党组织"), Value(pen.held(row.unit), columns=3, align="left")),
        (Label("报到社区"), Value(pen.held(row.community), columns=3, align="left")),
    )
    seals = FormRow((Label("单位党组织\n派遣"), sent, Label("社区党组织\n接收"), received), height=46)
    return (
        Paragraph(f"编号：{pen.held(row.number, 12)}", indent=False, align="right"),
        FormTable((1, 1.6, 1, 1.6), (*(FormRow(cells, height=7) for cells in pairs), seals)),
    )


def year_of(day: datetime.date | None) -> str:
    """The year alone: the community needs an age for the right post, not a birthday."""
    return f"{day.year}年" if day else ""


def compose_basic(row: Registration, pen: Pen) -> Paper:
    """基本情况登记卡, filled in by the unit: everything the community has to know to find the right post."""
    rows = (*who(row, pen), *where(row, pen), *offered(row, pen))
    opinion = FormRow((Label("单位党组织\n意见"), Opinion(columns=3)), height=52)
    return Paper(
        id="basic_card",
        title="在职党员基本情况登记卡",
        number=pen.held(row.number, 12),
        blocks=(FormTable((1, 1.6, 1, 1.6), (*rows, opinion)),),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def who(row: Registration, pen: Pen) -> Iterator[FormRow]:
    """The person."""
    member = row.member
    gender = member.get_gender_display() if member.gender else ""
    yield pair("姓名", pen.held(member.name), "性别", pen.held(gender))
    yield pair("出生年份", pen.held(year_of(member.born_on)), "入党年份", pen.held(year_of(member.admitted_on)))
    yield pair("党员身份", pen.held(member.get_stage_display()), "联系电话", phone_of(member, pen))


def where(row: Registration, pen: Pen) -> Iterator[FormRow]:
    """Where the person works, lives and serves."""
    ranks = tuple(Tick(str(label), row.rank == value and not pen.blank) for value, label in Rank.choices)
    pen.count(held=0 if pen.blank else 1)
    yield pair("所在党组织", pen.held(row.unit), "单位职务", pen.held(row.job))
    yield FormRow((Label("职级"), Ticks(ranks, columns=3, align="left")))
    yield FormRow((Label("居住地址"), Value(pen.held(row.address), columns=3, align="left")))
    yield pair("报到社区", pen.held(row.community), "分划到", pen.held(row.place))


def offered(row: Registration, pen: Pen) -> Iterator[FormRow]:
    """What the person can do and wishes, with room to write."""
    for label, value in (
        ("特长", row.skills),
        ("愿意提供\n的服务", row.wishes),
        ("对社区服务\n的需求", row.needs),
        ("身体状况", row.health),
        ("家庭情况", row.family),
    ):
        yield FormRow((Label(label), Value(pen.held(value), columns=3, align="left")), height=14)


def pair(first: str, said: str, second: str, also: str) -> FormRow:
    """Two labelled values in a row."""
    return FormRow((Label(first), Value(said), Label(second), Value(also)))


def compose_contact(row: Registration, pen: Pen) -> Paper:
    """联系卡: how member, unit and community reach each other; what the member offers and asks."""
    member = row.member
    rows = (
        FormRow((Label("党员"), Value(pen.held(member.name)), Label("联系电话"), Value(phone_of(member, pen)))),
        FormRow((Label("单位党组织"), Value(pen.held(row.unit), columns=3, align="left"))),
        FormRow((Label("社区党组织"), Value(pen.held(row.community), columns=3, align="left"))),
        FormRow((Label("居住地址"), Value(pen.held(row.address), columns=3, align="left"))),
        FormRow((Label("职业（职务）"), Value(pen.held(row.job)), Label("特长"), Value(pen.held(row.skills)))),
        FormRow((Label("愿意提供\n的服务"), Value(pen.held(row.wishes), columns=3, align="left")), height=16),
        FormRow((Label("对社区服务\n的需求"), Value(pen.held(row.needs), columns=3, align="left")), height=16),
        FormRow((Label("社区联系人"), Value(), Label("联系电话"), Value())),
    )
    return Paper(
        id="contact_card",
        title="在职党员联系卡",
        number=pen.held(row.number, 12),
        blocks=(FormTable((1, 1.6, 1, 1.6), rows),),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
        page_numbers=False,
    )
