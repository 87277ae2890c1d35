"""Cards of a batch are drawn where one alone has tables: each text stands at the same place, in as many rules."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from mulin.papers.machine.drawn import Frames
from mulin.papers.machine.one_line import UNKNOWN, lines_at_most
from mulin.papers.machine.paper import (
    Column,
    DataTable,
    FormRow,
    FormTable,
    Label,
    Opinion,
    Paper,
    Picture,
    Tick,
    Ticks,
    Value,
)
from mulin.papers.machine.pdf import render_many, render_pdf
from tests.papers.machine.paper_reading import placed_texts

FOUR = (1, 1.6, 1, 1.6)
LONG = "认真学习，服务群众。" * 12


def form(job: str = "科员", own_view: str = "") -> FormTable:
    """Who the card is about, with a tall row for words of one's own."""
    return FormTable(
        FOUR,
        (
            FormRow((Label("姓名"), Value("王小满"), Label("单位职务"), Value(job)), height=8),
            FormRow((Label("本人自评"), Value(own_view, columns=3, align="left")), height=22),
            FormRow((Label("期间"), Value("2026年上半年"), Label("次数"), Value("6 次")), height=8),
        ),
    )


def opinions(text: str = "", signer: str = "") -> FormTable:
    """Two opinions with their seals, side by side."""
    cells = (Label("社区\n意见"), Opinion(text, signer, "2026年7月1日"), Label("单位\n意见"), Opinion())
    return FormTable(FOUR, (FormRow(cells, height=56),))


def card(*blocks: FormTable | DataTable, number: str = "") -> Paper:
    return Paper(
        id="card",
        title="反馈卡",
        subtitle="2026年上半年",
        blocks=blocks,
        number=number,
        reference_url="https://mulin.example/feedback/1/",
        printed_at="2026年7月1日 09:00",
        page_numbers=False,
    )


DONE = DataTable((Column("日期"), Column("活动", 4, "left")), (("2026-03-04", "政策宣讲"), ("", "")), blank_rows=2)
CARDS = {
    "short": card(form(), DONE, opinions()),
    "numbered": card(form(), DONE, number="FK-001"),
    "a job of two lines": card(form("某某区某某局某某科科长兼办公室主任"), DONE),
    "an own view of five lines": card(form(own_view=LONG), DONE),
    "an own view that nobody can reckon": card(form(own_view="Reading a book with the neighbours, " * 7)),
    "an opinion of a line": card(opinions("同意。")),
    "an opinion of many lines": card(opinions(LONG), DONE),
}


def drawings(paper: Paper) -> Iterable[object]:
    """What each block of this card is in a batch."""
    frames = Frames()
    return [frames.drawn(block, paper.style) for block in paper.blocks]


def where(pdf: bytes) -> list[set[tuple[str, float, float]]]:
    """Each text of each page with its place, to a hundredth of a millimetre."""
    return [{(text, round(x, 1), round(y, 1)) for text, x, y in page} for page in placed_texts(pdf)]


@pytest.mark.parametrize("paper", CARDS.values(), ids=CARDS)
def test_a_card_of_a_batch_has_its_texts_where_it_has_them_alone(paper: Paper) -> None:
    assert all(drawings(paper))
    (batch,) = render_many([paper, paper])
    (alone,) = where(render_pdf(paper))
    assert where(batch) == [alone, alone]


@pytest.mark.parametrize(
    "table",
    [
        FormTable((1, 3), (FormRow((Label("网格", rows=2), Value("一"))), FormRow((Value("二"),)))),
        FormTable((1, 3), (FormRow((Label("类型"), Ticks((Tick("示范"),)))),)),
        FormTable((1, 3), (FormRow((Label("照片"), Picture())),)),
        FormTable((1, 9), (FormRow((Label("意见"), Opinion())),)),
        opinions("同意。", "李书记"),
        FormTable((1, 3), (FormRow((Label("一个长得一行写不下的栏目名称，真的很长"), Value())),)),
        FormTable((1, 3), tuple(FormRow((Label("行"), Value())) for _ in range(20))),
        replace(DONE, rows=(("2026-03-04", LONG),)),
        replace(DONE, blank_rows=20),
    ],
    ids=["spans", "ticks", "picture", "wide seal", "signer", "long label", "long form", "long text", "long table"],
)
def test_what_may_grow_in_other_ways_stays_a_table(table: FormTable | DataTable) -> None:
    assert drawings(card(table)) == [None]


def test_cards_of_one_shape_share_their_frames() -> None:
    frames = Frames()
    for name in ("王", "李", "张"):
        frames.drawn(form(name), "form")
    assert len(frames.described) == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 1), ("十个字的一句话正好", 1), ("甲\n乙", 2), ("字" * 40, 4), ("a book " * 9, UNKNOWN)],
)
def test_lines_are_reckoned_on_the_safe_side(text: str, number: int) -> None:
    assert lines_at_most(text, 50) == number
