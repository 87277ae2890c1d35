"""Papers as PDF: read back, they hold what the description says, on the pages it should take."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from mulin.papers.machine import fonts, one_line
from mulin.papers.machine.blanks import blank
from mulin.papers.machine.fonts import MissingCharacters, missing_characters, printable_characters
from mulin.papers.machine.paper import (
    Column,
    DataTable,
    Fact,
    Facts,
    FormRow,
    FormTable,
    Label,
    Opinion,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    Tick,
    Ticks,
    Value,
)
from mulin.papers.machine.pdf import render_many, render_pdf
from mulin.papers.machine.wording import texts_of
from tests.papers.machine import paper_examples
from tests.papers.machine.paper_reading import MILLIMETRE, pages_of, placed_texts, without_spaces, words_of_pdf

EXAMPLES = (
    paper_examples.application_form(),
    paper_examples.notice(),
    paper_examples.sign_in_sheet(),
    paper_examples.card(),
)
SPECIAL = "& < > \" ' # $ * _ @ \\ [甲] {乙} `丙` ~ // /* -- = + {{ words }} {% raw %} #set text(red) \\u{4e00}"


def one_value(text: str) -> Paper:
    form = FormTable((1, 3), (FormRow((Label("内容"), Value(text, align="left"))),))
    table = DataTable((Column("内容"),), ((text,),))
    return Paper(id="one", title="一张纸", blocks=(form, table, Paragraph(text)))


def without_footers(paper: Paper, words: str) -> str:
    """A text may run over the foot of a page, so the footers are taken out of what was read."""
    for footer in ("—1—", "—2—", f"打印时间：{without_spaces(paper.printed_at)}"):
        words = words.replace(footer, "")
    return words


@pytest.mark.parametrize("paper", EXAMPLES, ids=lambda paper: paper.id)
def test_every_text_of_a_paper_is_read_back_from_the_pdf(paper):
    words = words_of_pdf(render_pdf(paper))
    running = without_footers(paper, words)
    for text in texts_of(paper):
        assert without_spaces(text) in running + words


@pytest.mark.parametrize("paper", EXAMPLES, ids=lambda paper: paper.id)
def test_the_fonts_have_every_character_of_the_examples(paper):
    assert missing_characters(paper) == set()


@pytest.mark.parametrize("name", ["𠮷", "𬱖", "𠅤", "龘", "㐂", "䶮", "𫖯", "阿依古丽·买买提"])
def test_rare_characters_of_names_print(name):
    words = words_of_pdf(render_pdf(one_value(f"姓名{name}同志")))
    assert words.count(f"姓名{name}同志") == 3


def test_a_character_that_no_font_has_is_named_and_refused():
    unknown = next(chr(code) for code in range(0x2B820, 0x2CEA1) if chr(code) not in printable_characters())
    paper = one_value(f"王{unknown}")
    assert missing_characters(paper) == {unknown}
    with pytest.raises(MissingCharacters, match=rf"{unknown}（U\+{ord(unknown):04X}）") as refusal:
        render_pdf(paper)
    assert refusal.value.characters == {unknown}
    with pytest.raises(MissingCharacters):
        list(render_many([one_value("王"), paper]))


def test_signs_that_mean_something_to_a_typesetter_print_literally():
    words = words_of_pdf(render_pdf(one_value(SPECIAL)))
    assert words.count(without_spaces(SPECIAL)) == 3


@pytest.mark.row("Q06")
def test_the_application_form_is_one_page_filled_or_blank():
    form = paper_examples.application_form()
    assert len(pages_of(render_pdf(form))) == 1
    assert len(pages_of(render_pdf(blank(form)))) == 1


def test_a_blank_form_keeps_its_labels_and_loses_its_values():
    words = words_of_pdf(render_pdf(blank(paper_examples.application_form())))
    for label in ("社区概况", "户籍户数", "示范型小区", "街道意见", "（盖章）", "年月日", "SB-2021-0007"):
        assert label in words
    for value in ("海棠", "2,134", "9,871", "邻里课堂", "党群家园"):
        assert value not in words


def test_a_blank_sheet_keeps_fixed_columns_and_a_blank_card_both_its_halves():
    sheet = words_of_pdf(render_pdf(blank(paper_examples.sign_in_sheet())))
    assert "阿依古丽·买买提" in sheet
    assert "网格党支部书记" not in sheet
    assert "海棠社区三楼会议室" not in sheet
    card = words_of_pdf(render_pdf(blank(paper_examples.card())))
    assert "社区留存联" in card
    assert "单位回执联" in card
    assert "王小满" not in card


def test_the_header_of_a_long_table_stands_on_each_page_and_pages_are_counted():
    first, second = pages_of(render_pdf(paper_examples.sign_in_sheet(40)))
    for page in (first, second):
        assert "序号姓名单位及职务签名备注" in page
    assert "第1页，共2页" in first
    assert "第2页，共2页" in second


def test_a_ticked_box_is_drawn_and_an_unticked_one_is_not():
    def strokes(checked):
        ticks = Ticks((Tick("示范型", checked=checked), Tick("标准型")))
        paper = Paper(id="t", title="勾", blocks=(FormTable((1,), (FormRow((ticks,)),)),))
        content = PdfReader(BytesIO(render_pdf(paper))).pages[0].get_contents().get_data()
        return len(re.findall(rb"\bl\b", content))

    assert strokes(True) == strokes(False) + 2


def test_the_space_for_the_seal_is_45_millimetres_wide_and_high():
    sealed, unsealed = (
        Paper(id="s", title="章", blocks=(FormTable((1,), (FormRow((Opinion(text="同意", seal=seal),)),)),))
        for seal in (True, False)
    )
    side = f"{45 * MILLIMETRE:.3f}".encode()
    assert PdfReader(BytesIO(render_pdf(sealed))).pages[0].get_contents().get_data().count(side) >= 2
    assert side not in PdfReader(BytesIO(render_pdf(unsealed))).pages[0].get_contents().get_data()


def test_an_official_document_has_22_lines_of_28_characters_a_page():
    text = "党建引领基层治理" * 200
    paper = Paper(id="d", title="测试", style="document", blocks=(Paragraph(text),))
    page = PdfReader(BytesIO(render_pdf(paper))).pages[1].extract_text()
    lines = [line for line in page.splitlines() if "—" not in line and line.strip()]
    assert [len(line.strip()) for line in lines] == [28] * 22


def test_an_official_document_keeps_the_binding_margin_and_numbers_pages_outside():
    paper = Paper(id="d", title="测试", style="document", blocks=(Paragraph("字" * 2000, indent=False),))
    pages = placed_texts(render_pdf(paper))[:3]
    assert [round(min(x for text, x, _ in page if "字" in text)) for page in pages] == [28, 26, 28]
    assert [next(x for text, x, _ in page if "—" in text) > 105 for page in pages] == [True, False, True]


def test_the_foot_of_an_official_document_goes_to_the_next_page_rather_than_over_its_text():
    paper = paper_examples.notice()
    lengths = []
    for lines in range(1, 12):
        longer = replace(paper, blocks=(*paper.blocks[:-2], *(Paragraph("补充。"),) * lines, *paper.blocks[-2:]))
        pages = placed_texts(render_pdf(longer))
        foot = next(y for text, _, y in pages[-1] if text.startswith("抄送"))
        above = [y for text, _, y in pages[-1] if y > foot]
        assert not above or min(above) > foot + 6
        lengths.append(len(pages))
    assert lengths == sorted(lengths)
    assert (lengths[0], lengths[-1]) == (2, 3)


def test_what_follows_a_page_break_stands_on_the_next_page():
    paper = Paper(id="b", title="两页", blocks=(Paragraph("前"), PageBreak(), Paragraph("后")))
    first, second = pages_of(render_pdf(paper))
    assert "前" in first
    assert "后" in second


def test_many_papers_come_in_files_of_so_many_each_on_pages_of_its_own():
    files = [pages_of(file) for file in render_many((paper_examples.card(n) for n in range(5)), chunk=2)]
    assert [len(pages) for pages in files] == [2, 2, 1]
    for number, page in enumerate(page for pages in files for page in pages):
        assert f"编号：KP{number:06d}" in page


def test_papers_of_different_styles_may_share_a_file_and_each_counts_its_own_pages():
    (file,) = render_many([paper_examples.sign_in_sheet(), paper_examples.notice(), paper_examples.sign_in_sheet()])
    pages = pages_of(file)
    assert "第2页，共2页" in pages[1]
    assert "—1—" in pages[2]
    assert "第1页，共2页" in pages[4]


@pytest.mark.parametrize("paper", EXAMPLES, ids=lambda paper: paper.id)
def test_the_same_paper_gives_the_same_file(paper):
    assert render_pdf(paper) == render_pdf(paper)


def test_a_landscape_table_lies_on_its_side():
    paper = Paper(id="l", title="清单", style="landscape_table", blocks=(DataTable((Column("项目"),), (("甲",),)),))
    box = PdfReader(BytesIO(render_pdf(paper))).pages[0].mediabox
    assert box.width > box.height


def test_rows_and_facts_of_one_line_are_as_high_as_if_they_were_measured(monkeypatch):
    table = DataTable(
        (Column("项目", width=2, align="left"), Column("数")), (("甲乙", "1"), ("", ""), ("丙", "W")), blank_rows=2
    )
    paper = Paper(id="t", title="表", blocks=(Facts((Fact("姓名", "王"), Fact("单位"))), table, Paragraph("后")))
    known = placed_texts(render_pdf(paper))
    monkeypatch.setattr(one_line, "fits", lambda text, room: False)
    assert [[(text, round(x, 2), round(y, 2)) for text, x, y in page] for page in known] == [
        [(text, round(x, 2), round(y, 2)) for text, x, y in page] for page in placed_texts(render_pdf(paper))
    ]


def test_a_text_that_may_need_two_lines_makes_its_row_higher():
    def foot(text):
        table = DataTable((Column("甲"), Column("乙")), ((text, ""),))
        (page,) = placed_texts(
            render_pdf(Paper(id="t", title="表", blocks=(table, Paragraph("后")), page_numbers=False))
        )
        return next(y for words, _, y in page if words == "后")

    assert foot("字" * 22) == pytest.approx(foot("字"))
    for long in ("字" * 24, "甲\n乙", "Щ中" * 20, "WW " * 14):
        assert foot(long) < foot("字") - 2


def test_no_character_that_prints_is_wider_than_the_widest_we_reckon_with():
    assert all(not one_line.fits(dash, 1000) for dash in ("⸺", "⸻"))
    for path in {path for wheel in fonts._WHEELS for path in (wheel.serif_path(), wheel.sans_path())}:
        with TTFont(path, lazy=True) as font:
            unit, widths = font["head"].unitsPerEm, font["hmtx"].metrics
            for code, glyph in font.getBestCmap().items():
                assert widths[glyph][0] <= one_line.widest(chr(code)) * unit or chr(code) in "⸺⸻", chr(code)
                if one_line.FIGURES.fullmatch(chr(code)):
                    assert widths[glyph][0] <= one_line.NARROW * unit, chr(code)
                elif not one_line.SQUARE.fullmatch(chr(code)):
                    assert widths[glyph][0] <= one_line.WIDEST * unit or chr(code) in "⸺⸻", chr(code)


@pytest.mark.parametrize("style", ["form", "document"])
def test_a_signature_takes_the_text_before_it_along_to_the_last_page(style):
    for lines in range(20, 75, 3):
        texts = (Paragraph("正文。" * 9),) * lines
        paper = Paper(
            id="l", title="函", style=style, blocks=(*texts, Paragraph("特此函告。"), Signature("街道党工委"))
        )
        last = pages_of(render_pdf(paper))[-1]
        assert "街道党工委" in last
        assert "特此函告。" in last


def test_a_long_batch_comes_in_order_and_stops_at_a_character_that_no_font_has():
    names = [f"{number}号" for number in range(9)]
    files = render_many((Paper(id="n", title=name, blocks=(), page_numbers=False) for name in names), chunk=2)
    assert [page for file in files for page in pages_of(file)] == names
    with pytest.raises(MissingCharacters):
        list(render_many([one_value("王"), one_value("\x07")], chunk=1))
