"""Page footers in Word: page numbers as each style wants them, the paper's number, when it was printed, the QR code."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from mulin.papers.machine.paper import Paper
from mulin.papers.machine.word_styles import PAGE_NUMBER, SMALL, field, space, write

_CODE_HEIGHT = 15
"""Millimetres under the page number: the QR code on the first page, as much white on the others."""


def add_footers(document: Any, paper: Paper, qr_png: bytes) -> None:
    """Give the document the footers of its style."""
    section = document.sections[0]
    if paper.style != "document":
        style = document.styles["Footer"].element.pPr
        style.remove(style.find(qn("w:tabs")))
        _add_form_footer(section.footer.paragraphs[0], paper, section.page_width.mm - 36)
        return
    document.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = True
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        _add_letter_number(footer.paragraphs[0], side)
        space(footer.add_paragraph(), line=_CODE_HEIGHT * 72 / 25.4)
    first = section.first_page_footer
    _add_letter_number(first.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    below = first.add_paragraph()
    space(below)
    if paper.reference_url:
        below.add_run().add_picture(BytesIO(qr_png), width=Mm(_CODE_HEIGHT))
    if paper.printed_at:
        write(below, "　打印时间：", SMALL)
        write(below, paper.printed_at, SMALL)


def _add_letter_number(paragraph: Any, side: Any) -> None:
    """— 1 — in 四号, one character from the edge."""
    paragraph.alignment = side
    space(paragraph)
    edge = "right_indent" if side == WD_ALIGN_PARAGRAPH.RIGHT else "left_indent"
    setattr(paragraph.paragraph_format, edge, Pt(14))
    write(paragraph, "— ", PAGE_NUMBER)
    field(paragraph, "PAGE", PAGE_NUMBER)
    write(paragraph, " —", PAGE_NUMBER)


def _add_form_footer(paragraph: Any, paper: Paper, width: float) -> None:
    """Number at the left, page in the middle, moments at the right."""
    for position, side in ((width / 2, 1), (width, 2)):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(position), side)
    _write_named(paragraph, (("编号：", paper.number), ("　签发日期：", paper.issued_on)))
    write(paragraph, "\t", SMALL)
    if paper.page_numbers:
        for words, code in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES")):
            write(paragraph, words, SMALL)
            field(paragraph, code, SMALL)
        write(paragraph, " 页", SMALL)
    write(paragraph, "\t", SMALL)
    _write_named(paragraph, (("打印时间：", paper.printed_at),))


def _write_named(paragraph: Any, named: tuple[tuple[str, str], ...]) -> None:
    """Each text that is there, after its name."""
    for name, text in named:
        if text:
            write(paragraph, name, SMALL)
            write(paragraph, text, SMALL)
