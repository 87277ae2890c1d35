"""The tables of a paper in Word: forms with their spans and seal boxes, tables of data, facts and ruled lines."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm

from mulin.papers.machine.grid import is_narrow, places
from mulin.papers.machine.paper import (
    SEAL_SIDE,
    UNDATED,
    BlankLines,
    DataTable,
    Facts,
    FormCell,
    FormTable,
    Label,
    Opinion,
    Picture,
    Ticks,
    Value,
)
from mulin.papers.machine.word_styles import (
    FORM_LABEL,
    FORM_TEXT,
    PLACEHOLDER,
    Face,
    keep_clear_of_rules,
    keep_whole,
    leave_line_grid,
    repeat_as_header,
    set_borders,
    space,
    write,
)

SIDES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
PHOTO_HEIGHT = 30
"""Millimetres of a photo in a cell."""
_ALL_ROUND = dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), "single")
_BOLD_LABEL = Face(FORM_LABEL.font, FORM_LABEL.size, bold=True)


def add_form(place: Any, table: FormTable, width: float) -> None:
    """A ruled form with the same spans as in the description."""
    made = ruled_table(place, len(table.rows), widths(table.columns, width))
    grid = [list(row.cells) for row in made.rows]
    corners = places(table)
    for y, row in enumerate(table.rows):
        _at_least(made.rows[y], row.height)
        for cell, (top, left) in zip(row.cells, corners[y], strict=True):
            last = grid[top + cell.rows - 1][left + cell.columns - 1]
            target = grid[top][left]
            if (cell.rows, cell.columns) != (1, 1):
                target = target.merge(last)
            _fill(target, cell, narrow=is_narrow(table, left, cell.columns))


def add_data_table(place: Any, table: DataTable, width: float) -> None:
    """A table whose header is repeated on each page."""
    columns = [column.width for column in table.columns]
    made = ruled_table(place, 1 + len(table.rows) + table.blank_rows, widths(tuple(columns), width))
    keep_clear_of_rules(made, 0.6)
    cells = made._cells
    repeat_as_header(made.rows[0])
    for column, cell in zip(table.columns, cells, strict=False):
        put(cell, column.title, _BOLD_LABEL, "center")
    for position, text in enumerate(text for row in table.rows for text in row):
        put(cells[len(columns) + position], text, FORM_TEXT, table.columns[position % len(columns)].align)
    for row in list(made.rows):
        _at_least(row, table.row_height)


def add_facts(place: Any, facts: Facts, width: float, face: Face = FORM_TEXT) -> None:
    """Labels with their underlined values, without a frame."""
    pairs = -(-len(facts.facts) // facts.columns)
    made = ruled_table(place, pairs, widths((1.1, 3) * facts.columns, width), framed=False)
    cells = made._cells
    for fact, label, value in zip(facts.facts, cells[::2], cells[1::2], strict=False):
        put(label, fact.label, face, "right")
        write(label.paragraphs[0], "：", face)
        put(value, fact.value, face, "left")
        set_borders(value._tc.get_or_add_tcPr(), "w:tcBorders", {"bottom": "single"})


def add_blank_lines(place: Any, lines: BlankLines, width: float) -> None:
    """Ruled lines to write on."""
    made = ruled_table(place, lines.count, widths((1,), width), framed=False)
    for row in made.rows:
        _at_least(row, lines.height)
        set_borders(row.cells[0]._tc.get_or_add_tcPr(), "w:tcBorders", {"bottom": "single"})


def ruled_table(place: Any, rows: int, column_widths: list[float], *, framed: bool = True) -> Any:
    """A table of fixed column widths (millimetres), with thin black rules unless not ``framed``."""
    made = place.add_table(rows, len(column_widths), **_cell_width(place, sum(column_widths)))
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    if framed:
        set_borders(made._tbl.tblPr, "w:tblBorders", _ALL_ROUND)
    for column, width in zip(made._tbl.tblGrid.findall(qn("w:gridCol")), column_widths, strict=True):
        column.set(qn("w:w"), str(round(width * 56.7)))
    for position, cell in enumerate(made._cells):
        cell.width = Mm(column_widths[position % len(column_widths)])
    return made


def widths(shares: tuple[float, ...], width: float) -> list[float]:
    """Relative widths as millimetres of this whole width."""
    return [width * share / sum(shares) for share in shares]


def put(cell: Any, text: str, face: Face, align: str) -> None:
    """Write one text into a cell, in the middle of its height."""
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = SIDES[align]
    space(paragraph)
    leave_line_grid(paragraph)
    write(paragraph, text, face)


def _cell_width(place: Any, width: float) -> dict[str, Any]:
    """A table inside a cell or a footer must be told its width."""
    return {} if hasattr(place, "sections") or hasattr(place, "_tc") else {"width": Mm(width)}


def _at_least(row: Any, height: float) -> None:
    """The least height of a row; it never breaks over two pages."""
    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    keep_whole(row)


def _fill(target: Any, cell: FormCell, *, narrow: bool) -> None:
    """Write what one cell of a form holds."""
    match cell:
        case Label():
            put(target, cell.text, FORM_LABEL, "center")
        case Picture():
            _fill_picture(target, cell)
        case Value():
            put(target, cell.text, FORM_TEXT, cell.align)
        case Ticks():
            _fill_ticks(target, cell)
        case Opinion():
            _fill_opinion(target, cell, narrow=narrow)


def _fill_ticks(target: Any, ticks: Ticks) -> None:
    """Options with a box before each."""
    put(target, "", FORM_TEXT, ticks.align)
    paragraph = target.paragraphs[0]
    for position, option in enumerate(ticks.options):
        box = "☑" if option.checked else "☐"
        write(paragraph, ("　" if position else "") + box, Face("Segoe UI Symbol", 11))
        write(paragraph, option.text, FORM_TEXT)


def _fill_opinion(target: Any, opinion: Opinion, *, narrow: bool) -> None:
    """The opinion; beside it, or below it in a narrow cell, the space for the seal with signer and date line."""
    if not opinion.seal:
        put(target, opinion.text, FORM_TEXT, "left")
        _write_signing(target, opinion)
        return
    if narrow:
        put(target, opinion.text, FORM_TEXT, "left")
    else:
        space(target.paragraphs[0], line=1)
    width = max(target.width.mm - 4, SEAL_SIDE + 1)
    inner = ruled_table(target, 1, [width - SEAL_SIDE, SEAL_SIDE], framed=False)
    inner.rows[0].height, inner.rows[0].height_rule = Mm(SEAL_SIDE), WD_ROW_HEIGHT_RULE.AT_LEAST
    beside, seal = inner.rows[0].cells
    if not narrow:
        put(beside, opinion.text, FORM_TEXT, "left")
        beside.vertical_alignment = WD_ALIGN_VERTICAL.TOP
    _fill_seal_space(seal, opinion)
    space(target.paragraphs[-1], line=1)


def _fill_picture(target: Any, picture: Picture) -> None:
    """The photo, as high as its row; without one the words that one belongs here."""
    put(target, "" if picture.content else "（照片）", PLACEHOLDER, "center")
    if picture.content:
        target.paragraphs[0].add_run().add_picture(BytesIO(picture.content), height=Mm(PHOTO_HEIGHT))


def _fill_seal_space(seal: Any, opinion: Opinion) -> None:
    """The dotted square with 盖章 in its middle, signer and date at its foot."""
    sides = dict.fromkeys(("top", "left", "bottom", "right"), "dotted")
    set_borders(seal._tc.get_or_add_tcPr(), "w:tcBorders", sides)
    put(seal, "（盖章）", PLACEHOLDER, "center")
    seal.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
    space(seal.paragraphs[0], after=34)
    _write_signing(seal, opinion)


def _write_signing(place: Any, opinion: Opinion) -> None:
    """Who signs, and the date line."""
    for text in _signing_lines(opinion):
        paragraph = place.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        space(paragraph, after=3)
        leave_line_grid(paragraph)
        write(paragraph, text, FORM_TEXT)


def _signing_lines(opinion: Opinion) -> Iterator[str]:
    """The lines under an opinion."""
    if opinion.signer:
        yield opinion.signer
    yield opinion.date or UNDATED
