"""党员组织关系介绍信 in three parts: the stub stays with the sender, the letter and the receipt go with the member."""

from mulin.papers.machine.paper import (
    Block,
    CardPart,
    Fact,
    Facts,
    FormRow,
    FormTable,
    Label,
    Paper,
    Paragraph,
    Signature,
    TwoPartCard,
    Value,
)
from mulin.papers.queries.contacts import phone_of
from mulin.papers.rules import Pen
from mulin.relations.models import Transfer


def without_letter(transfer: Transfer) -> str:
    """Why there is no letter (yet)."""
    if transfer.source is None:
        return "区外转入的介绍信由对方开具"
    return "" if transfer.letter is not None else "还没有开介绍信"


def compose(transfer: Transfer, pen: Pen) -> Paper:
    """The letter: stub, letter, receipt, with lines to cut along and seals across them."""
    below = TwoPartCard(
        CardPart("党员组织关系介绍信（第二联）", letter_part(transfer, pen)),
        CardPart("党员组织关系介绍信回执（第三联）", receipt_part(transfer, pen)),
    )
    return Paper(
        id="transfer_letter",
        title="",
        blocks=(
            TwoPartCard(CardPart("党员组织关系介绍信存根（第一联）", stub_part(transfer, pen)), CardPart("", (below,))),
        ),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
        page_numbers=False,
    )


def number_of(transfer: Transfer, pen: Pen) -> str:
    """第2021-0001号."""
    letter = transfer.letter
    return f"第{pen.held(letter.number if letter else None, 9)}号"


def stub_part(transfer: Transfer, pen: Pen) -> tuple[Paragraph | FormTable, ...]:
    """What the sender keeps."""
    letter = transfer.letter
    return (
        Paragraph(number_of(transfer, pen), indent=False, align="right"),
        FormTable(
            columns=(1, 2, 1, 2),
            rows=(
                FormRow(
                    (
                        Label("姓名"),
                        Value(pen.held(transfer.member)),
                        Label("转接原因"),
                        Value(pen.held(transfer.reason)),
                    ),
                    height=8,
                ),
                FormRow(
                    (
                        Label("由"),
                        Value(pen.held(transfer.source_name)),
                        Label("转往"),
                        Value(pen.held(transfer.target_name)),
                    ),
                    height=8,
                ),
                FormRow(
                    (
                        Label("开具日期"),
                        Value(pen.held(letter.issued_on if letter else None)),
                        Label("有效期至"),
                        Value(pen.held(letter.valid_until if letter else None)),
                    ),
                    height=8,
                ),
            ),
        ),
    )


def letter_part(transfer: Transfer, pen: Pen) -> tuple[Paragraph | Facts | Signature, ...]:
    """What the member brings to the organisation that receives."""
    member, letter = transfer.member, transfer.letter
    stage = member.get_stage_display() if member else None
    gender = member.get_gender_display() if member and member.gender else None
    who = f"{pen.held(member, 5)}同志（{pen.held(gender, 2)}，{pen.held(stage, 5)}）"
    return (
        Paragraph(number_of(transfer, pen), indent=False, align="right"),
        Paragraph(f"{pen.held(transfer.target_name, 14)}：", indent=False),
        Paragraph(f"{who}由{pen.held(transfer.source_name, 14)}转来你处，请接转组织关系。"),
        Facts(
            (
                Fact("身份证号", pen.held(member.masked_identity if member else None)),
                Fact("联系电话", phone_of(member, pen)),
                Fact("开具日期", pen.held(letter.issued_on if letter else None)),
                Fact("有效期至", pen.held(letter.valid_until if letter else None)),
            )
        ),
        Signature(pen.held(transfer.source_name, 12), pen.held(letter.issued_on if letter else None)),
    )


def receipt_part(transfer: Transfer, pen: Pen) -> tuple[Block, ...]:
    """What comes back to the sender, who is released by it."""
    introduced = f"{number_of(transfer, pen)}介绍信介绍的{pen.held(transfer.member, 5)}同志"
    return (
        Paragraph(f"回执编号：{pen.held(transfer.receipt_number, 10)}", indent=False, align="right"),
        Paragraph(f"{pen.held(transfer.source_name, 14)}：", indent=False),
        Paragraph(f"你处{introduced}，其组织关系已转到我处，特此回复。"),
        Facts((Fact("经办人"), Fact("联系电话"))),
        Signature(pen.held(transfer.target_name, 12), pen.held(transfer.received_on)),
    )
