"""The tables of a paper in Word: tables of data, facts, ruled lines, and what every table is made of."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from mulin.papers.machine.grid import column_widths
from mulin.papers.machine.paper import BlankLines, DataTable, Facts
from mulin.papers.machine.word_styles import (
    FORM_TEXT,
    Face,
    keep_clear_of_rules,
    keep_whole,
    keep_with_next,
    leave_line_grid,
    repeat_as_header,
    set_borders,
    space,
    write,
)

SIDES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_ALL_ROUND = dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), "single")
_BOLD_LABEL = Face(FORM_TEXT.font, FORM_TEXT.size, bold=True)
FEW_LINES = 4
"""So many ruled lines stay on one page."""
_LABEL_MARGINS = 4
"""Millimetres that stay clear beside a label."""


def add_data_table(place: Any, table: DataTable, width: float) -> None:
    """A table whose header is repeated on each page."""
    made = ruled_table(place, 1 + len(table.rows) + table.blank_rows, column_widths(table, width))
    keep_clear_of_rules(made, 0.6)
    cells, across = made._cells, len(table.columns)
    repeat_as_header(made.rows[0])
    for column, cell in zip(table.columns, cells, strict=False):
        put(cell, column.title, _BOLD_LABEL, "center")
    texts = [text for row in table.rows for text in row] + [""] * table.blank_rows * across
    for position, text in enumerate(texts):
        put(cells[across + position], text, FORM_TEXT, table.columns[position % across].align)
    for row in list(made.rows):
        at_least(row, table.row_height)


def add_facts(place: Any, facts: Facts, width: float, face: Face = FORM_TEXT) -> None:
    """Labels with their underlined values, without a frame; labels of one column are as wide as the longest."""
    labels = [(room + 1) * Pt(face.size).mm + _LABEL_MARGINS for room in facts.label_room]
    value = (width - sum(labels)) / facts.columns
    rows = -(-len(facts.facts) // facts.columns)
    made = ruled_table(place, rows, [part for label in labels for part in (label, value)], framed=False)
    cells = made._cells
    for fact, label, room in zip(facts.facts, cells[::2], cells[1::2], strict=False):
        put(label, fact.label, face, "left")
        write(label.paragraphs[0], "：", face)
        put(room, fact.value, face, "left")
        set_borders(room._tc.get_or_add_tcPr(), "w:tcBorders", {"bottom": "single"})


def add_blank_lines(place: Any, lines: BlankLines, width: float) -> None:
    """Ruled lines to write on."""
    made = ruled_table(place, lines.count, widths((1,), width), framed=False)
    if lines.count <= FEW_LINES:
        keep_with_next(made.rows[:-1])
    for row in made.rows:
        at_least(row, lines.height)
        put(row.cells[0], "", FORM_TEXT, "left")
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


def put(cell: Any, text: str, face: Face, align: str, paragraph: Any = None) -> None:
    """Write one text into a cell, in the middle of its height; into its first paragraph unless told another."""
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = paragraph or cell.paragraphs[0]
    paragraph.alignment = SIDES[align]
    space(paragraph)
    leave_line_grid(paragraph)
    write(paragraph, text, face)


def _cell_width(place: Any, width: float) -> dict[str, Any]:
    """A table inside a cell or a footer must be told its width."""
    return {} if hasattr(place, "sections") or hasattr(place, "_tc") else {"width": Mm(width)}


def at_least(row: Any, height: float) -> None:
    """The least height of a row; it never breaks over two pages."""
    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    keep_whole(row)
