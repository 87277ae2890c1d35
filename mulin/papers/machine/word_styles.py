"""How Word is told about pages, fonts and rules: the small pieces of WordprocessingML that python-docx has no name for.

The fonts named here are the ones on the users' computers; Word files carry no fonts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from mulin.papers.machine.paper import Paper

FANG_SONG = "仿宋_GB2312"
TITLE_SONG = "方正小标宋简体"
HEI = "黑体"
KAI = "楷体_GB2312"
SONG = "宋体"
LATIN = "Times New Roman"
BLACK = RGBColor(0, 0, 0)
RED = RGBColor(0xD7, 0x00, 0x0F)
GREY = RGBColor(0x80, 0x80, 0x80)


@dataclass(frozen=True, slots=True)
class Face:
    """How a run of text looks: the font's name, its size in points, and whether it is bold or red."""

    font: str
    size: float
    bold: bool = False
    color: RGBColor | None = None


FORM_TEXT = Face(SONG, 10.5)
BOARD_TEXT = Face(SONG, 14)
FORM_IN_LETTER = Face(FANG_SONG, 12)
FORM_TITLE = Face(TITLE_SONG, 16)
PLACEHOLDER = Face(SONG, 10.5, color=GREY)
SMALL = Face(SONG, 8.5)
LETTER_TEXT = Face(FANG_SONG, 16)
LETTER_TITLE = Face(TITLE_SONG, 22)
LETTERHEAD = Face(TITLE_SONG, 30, color=RED)
LETTER_IMPRINT = Face(FANG_SONG, 14)
PAGE_NUMBER = Face(SONG, 14)
HEADINGS = {1: Face(HEI, 16), 2: Face(KAI, 16), 3: Face(FANG_SONG, 16, bold=True)}
FORM_HEADINGS = {1: Face(HEI, 12), 2: Face(HEI, 11), 3: Face(SONG, 10.5, bold=True)}

_AFTER_GRID = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")
_WHAT_FOLLOWS = {
    "w:tblBorders": ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"),
    "w:tcBorders": ("w:shd", "w:noWrap", "w:tcMar", "w:vAlign"),
    "w:pBdr": ("w:shd", "w:tabs", "w:snapToGrid", *_AFTER_GRID),
    "w:snapToGrid": _AFTER_GRID,
}
"""Word is strict about the order of properties: which ones come after each that we add."""


def write(paragraph: Any, text: str, face: Face) -> Any:
    """Add a run of text in this face, keeping its spaces; answers with the run."""
    run = paragraph.add_run(text)
    run.font.name = LATIN
    run.font.size = Pt(face.size)
    run.font.bold = face.bold
    if face.color is not None:
        run.font.color.rgb = face.color
    run._r.rPr.rFonts.set(qn("w:eastAsia"), face.font)
    for element in run._r.findall(qn("w:t")):
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def space(paragraph: Any, *, before: float = 0, after: float = 0, line: float | None = None) -> None:
    """Room around a paragraph and, if given, the exact height of its lines, in points."""
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    if line is not None:
        layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        layout.line_spacing = Pt(line)


def field(paragraph: Any, code: str, face: Face) -> None:
    """A field that Word computes: PAGE or NUMPAGES."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        element = OxmlElement("w:fldChar") if kind else OxmlElement("w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        write(paragraph, "", face)._r.append(element)


def set_usual_face(document: Any, face: Face, *, letter: bool) -> None:
    """What somebody writes into the document gets this face.

    In a letter each character gives way a quarter of a point, so that 28 of them take the 156 mm of a line.
    """
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = LATIN, Pt(face.size)
    # Without the language, programs take fonts of other countries, where full stops stand in the middle of the line.
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    look = normal.element.rPr
    look.rFonts.set(qn("w:eastAsia"), face.font)
    if letter:
        tighter = OxmlElement("w:spacing")
        tighter.set(qn("w:val"), "-5")
        look.insert(look.index(look.find(qn("w:sz"))), tighter)
        _close_up_digits(normal.element.get_or_add_pPr())


def _close_up_digits(layout: Any) -> None:
    """No space of its own between Chinese characters and digits: 2022年6月30日 as the standard prints it."""
    for tag in ("w:autoSpaceDE", "w:autoSpaceDN"):
        element = OxmlElement(tag)
        element.set(qn("w:val"), "0")
        layout.insert_element_before(element, "w:snapToGrid", *_AFTER_GRID)


def set_page(section: Any, paper: Paper) -> float:
    """Set the page of this style; answers with the width of its text in millimetres."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    if paper.style == "document":
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(9)
        _set_line_grid(section)
        return 156
    if paper.style == "landscape_table":
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.orientation = 1
    if paper.style == "board":
        section.page_width, section.page_height = Mm(420), Mm(297)
        section.orientation = 1
    if paper.style == "greeting":
        section.page_height, section.orientation = Mm(148), 1
    section.left_margin = section.right_margin = Mm(28 if paper.style == "greeting" else 18)
    section.top_margin, section.bottom_margin = Mm(14), Mm(16)
    section.footer_distance = Mm(8)
    return {"form": 174, "board": 384, "greeting": 154}.get(paper.style, 261)


def _set_line_grid(section: Any) -> None:
    """22 lines a page: the line pitch in twips.

    Characters are not on a grid: Word and LibreOffice reckon it differently.
    """
    for former in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(former)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), "579")
    section._sectPr.append(grid)


def set_borders(properties: Any, tag: str, sides: dict[str, str], size: int = 4, color: RGBColor = BLACK) -> None:
    """Rules around a table (``w:tblBorders``), a cell (``w:tcBorders``) or a paragraph (``w:pBdr``).

    ``sides`` says the kind of rule for each side, such as ``single``, ``dotted`` or ``nil``; ``size`` is in 1/8 point.
    """
    borders = OxmlElement(tag)
    for side, kind in sides.items():
        element = OxmlElement(f"w:{side}")
        for name, value in (("val", kind), ("sz", str(size)), ("space", "0"), ("color", str(color))):
            element.set(qn(f"w:{name}"), value)
        borders.append(element)
    properties.insert_element_before(borders, *_WHAT_FOLLOWS[tag])


def leave_line_grid(paragraph: Any) -> None:
    """Let this paragraph keep its own line height: text in tables would else stand as wide apart as a letter's."""
    element = OxmlElement("w:snapToGrid")
    element.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(element, *_WHAT_FOLLOWS["w:snapToGrid"])


def keep_clear_of_rules(table: Any, distance: float) -> None:
    """Leave so many millimetres between the rules of a table and the first and last line of its texts."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(round(distance * 56.7)))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def keep_with_next(rows: Any) -> None:
    """Let these rows stand on the page of what follows them."""
    for cell in (cell for row in rows for cell in row.cells):
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def repeat_as_header(row: Any) -> None:
    """Let this row of a table stand at the top of each page."""
    element = OxmlElement("w:tblHeader")
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


def keep_whole(row: Any) -> None:
    """Never let a page end inside this row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
