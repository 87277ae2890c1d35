"""Papers as Word files: they open, hold every text literally, and a batch gives what one paper gives."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from mulin.papers.machine import qr_code
from mulin.papers.machine.blanks import blank
from mulin.papers.machine.paper import (
    Column,
    DataTable,
    FormRow,
    FormTable,
    Label,
    Opinion,
    Paper,
    Paragraph,
    Signature,
    Value,
)
from mulin.papers.machine.word import render_word, render_word_many
from mulin.papers.machine.wording import shape_and_texts, texts_of
from tests.papers.machine import paper_examples
from tests.papers.machine.paper_reading import without_spaces, words_of_word

EXAMPLES = (
    paper_examples.application_form(),
    paper_examples.notice(),
    paper_examples.sign_in_sheet(),
    paper_examples.card(),
)
SPECIAL = "& < > \" ' &amp; ]]> {{ words[0] }} {% raw %} {# 注 #} # $ * _ @ \\ 𠮷"


def one_value(text: str) -> Paper:
    form = FormTable((1, 3), (FormRow((Label("内容"), Value(text, align="left"))),))
    return Paper(id="one", title="一张纸", blocks=(form, DataTable((Column("内容"),), ((text,),)), Paragraph(text)))


@pytest.mark.parametrize("paper", EXAMPLES, ids=lambda paper: paper.id)
def test_every_text_of_a_paper_is_read_back_from_the_word_file(paper):
    words = words_of_word(render_word(paper))
    for text in texts_of(paper):
        assert without_spaces(text) in words


@pytest.mark.parametrize("paper", EXAMPLES, ids=lambda paper: paper.id)
def test_a_batch_gives_the_same_file_as_one_paper(paper):
    (quick,) = render_word_many([paper])
    one = render_word(paper)
    assert words_of_word(quick) == words_of_word(one)
    with ZipFile(BytesIO(quick)) as quick_zip, ZipFile(BytesIO(one)) as one_zip:
        assert quick_zip.testzip() is None
        assert sorted(quick_zip.namelist()) == sorted(one_zip.namelist())


def test_each_paper_of_a_batch_holds_its_own_texts_and_its_own_code():
    papers = [paper_examples.card(1, "王小满"), paper_examples.card(2, "李"), blank(paper_examples.card(3))]
    for paper, file in zip(papers, render_word_many(papers), strict=True):
        assert f"编号：{paper.number}" in words_of_word(file)
        with ZipFile(BytesIO(file)) as archive:
            (picture,) = (archive.read(name) for name in archive.namelist() if name.startswith("word/media/"))
        assert picture == qr_code.png(paper.reference_url)


def test_the_code_of_one_paper_leads_to_its_record():
    paper = paper_examples.notice()
    with ZipFile(BytesIO(render_word(paper))) as archive:
        pictures = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    assert pictures == [qr_code.png(paper.reference_url)]


@pytest.mark.parametrize("render", [render_word, lambda paper: next(render_word_many([paper]))])
def test_signs_of_xml_and_of_templates_print_literally(render):
    assert words_of_word(render(one_value(SPECIAL))).count(without_spaces(SPECIAL)) == 3


@pytest.mark.parametrize("render", [render_word, lambda paper: next(render_word_many([paper]))])
def test_line_breaks_stay_and_control_characters_go(render):
    document = docx.Document(BytesIO(render(one_value("第一行\n第二\x0b行"))))
    assert document.paragraphs[-1].text == "第一行\n第二行"


def test_the_form_has_the_same_spans_as_its_description():
    document = docx.Document(BytesIO(render_word(paper_examples.application_form())))
    form = document.tables[1]
    assert len({form.cell(row, 0)._tc for row in range(5)}) == 1
    assert form.cell(0, 3).text == form.cell(0, 6).text == "海棠社区"
    assert form.cell(9, 0)._tc is form.cell(11, 0)._tc
    assert "☑" in form.cell(5, 3).text
    assert "☐" in form.cell(5, 3).text
    assert form.cell(12, 1).tables[0].rows[0].cells[1].width.mm == pytest.approx(45, abs=0.1)


def test_the_header_of_a_table_repeats_and_rows_hold_together():
    table = docx.Document(BytesIO(render_word(paper_examples.sign_in_sheet()))).tables[2]
    assert len(table.rows) == 1 + 40 + 4
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_an_official_document_names_the_users_fonts_and_keeps_the_standard_page():
    document = docx.Document(BytesIO(render_word(paper_examples.notice())))
    section = document.sections[0]
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(edge.mm) for edge in edges] == [37, 35, 28, 26]
    fonts = {run._r.rPr.rFonts.get(qn("w:eastAsia")) for paragraph in document.paragraphs for run in paragraph.runs}
    assert {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"} <= fonts


def test_a_blank_word_form_has_no_values():
    words = words_of_word(render_word(blank(paper_examples.application_form())))
    assert "街道意见" in words
    assert "年月日" in words
    assert "海棠" not in words


def test_papers_that_differ_in_words_alone_share_a_shape():
    shapes = {shape_and_texts(paper_examples.card(number, name))[0] for number, name in ((1, "甲"), (2, "乙乙"))}
    assert len(shapes) == 1
    assert shape_and_texts(paper_examples.sign_in_sheet(3))[0] != shape_and_texts(paper_examples.sign_in_sheet(4))[0]


ORDER = {
    "pPr": "pStyle keepNext keepLines pBdr shd tabs snapToGrid spacing ind contextualSpacing jc rPr sectPr",
    "rPr": "rStyle rFonts b bCs i color spacing sz szCs lang",
    "tcPr": "tcW gridSpan vMerge tcBorders shd tcMar vAlign",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "sectPr": "headerReference footerReference pgSz pgMar cols titlePg docGrid",
}


@pytest.mark.parametrize("paper", EXAMPLES, ids=lambda paper: paper.id)
def test_properties_stand_in_the_order_that_word_insists_on(paper):
    body = docx.Document(BytesIO(render_word(paper))).element.body
    for kind, names in ORDER.items():
        order = names.split()
        for properties in body.iter(qn(f"w:{kind}")):
            found = [order.index(child.tag.split("}")[1]) for child in properties]
            assert found == sorted(found)
            assert kind == "sectPr" or len(found) == len(set(found))


def test_a_seal_stands_below_the_words_of_a_narrow_cell_and_beside_those_of_a_wide_one():
    rows = (FormRow((Opinion("窄处的意见"), Opinion("宽处的意见", columns=2))),)
    paper = Paper(id="o", title="意见", blocks=(FormTable((1, 1, 1), rows),))
    narrow, _, wide = docx.Document(BytesIO(render_word(paper))).tables[1].rows[0].cells
    assert narrow.paragraphs[0].text == "窄处的意见"
    assert wide.paragraphs[0].text == ""
    assert wide.tables[0].cell(0, 0).text == "宽处的意见"


@pytest.mark.parametrize("paper", EXAMPLES, ids=lambda paper: paper.id)
def test_a_word_file_tells_nothing_about_who_made_the_sample_it_grew_from(paper):
    for file in (render_word(paper), *render_word_many([paper])):
        properties = docx.Document(BytesIO(file)).core_properties
        assert (properties.author, properties.comments, properties.created) == ("", "", None)
        with ZipFile(BytesIO(file)) as archive:
            assert not [name for name in archive.namelist() if "thumbnail" in name]


def test_the_number_of_an_official_document_stands_below_its_title_when_there_is_no_letterhead():
    paper = Paper(id="d", title="通知", style="document", number="滨委〔2021〕3号", blocks=(Paragraph("正文。"),))
    for file in (render_word(paper), next(render_word_many([paper]))):
        assert words_of_word(file).startswith("通知滨委〔2021〕3号正文。")
        assert words_of_word(file).count("滨委〔2021〕3号") == 1


@pytest.mark.parametrize("style", ["form", "document"])
def test_a_signature_keeps_together_with_the_text_before_it(style):
    blocks = (Paragraph("前文。"), Paragraph("特此函告。"), Signature("街道党工委", "2021年6月30日"))
    document = docx.Document(BytesIO(render_word(Paper(id="l", title="函", style=style, blocks=blocks))))
    kept = {one.text: bool(one.paragraph_format.keep_with_next) for one in document.paragraphs}
    last = "（盖章）" if style == "form" else "2021年6月30日"
    assert (kept["前文。"], kept["特此函告。"], kept["街道党工委"], kept[last]) == (False, True, True, False)
    after = document.paragraphs[[one.text for one in document.paragraphs].index("特此函告。") + 1 :]
    assert [bool(one.paragraph_format.keep_with_next) for one in after] == [True] * (len(after) - 1) + [False]


def test_a_signature_keeps_together_with_the_last_row_of_a_table_before_it():
    table = DataTable((Column("项目"), Column("数")), (("甲", "1"), ("乙", "2")))
    paper = Paper(id="l", title="函", blocks=(table, Signature("街道党工委", seal=False)))
    document = docx.Document(BytesIO(render_word(paper)))
    rows = document.tables[-1].rows
    kept = [
        {bool(one.paragraph_format.keep_with_next) for cell in row.cells for one in cell.paragraphs} for row in rows
    ]
    assert kept == [{False}, {False}, {True}]
    below = document.paragraphs[[one.text for one in document.paragraphs].index("街道党工委") - 2 :]
    assert [bool(one.paragraph_format.keep_with_next) for one in below] == [True, True, True, False]


def test_word_is_told_that_the_text_is_chinese():
    document = docx.Document(BytesIO(render_word(one_value("正文"))))
    (language,) = document.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:eastAsia")) == "zh-CN"
