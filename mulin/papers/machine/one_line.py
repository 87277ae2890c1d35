"""Which rows of tables and facts take one line for certain.

typst lays out a row of unknown height twice, to measure it and to draw it, and a row of known height once. So we say
beforehand which rows cannot be higher than one line: their texts fit even if every character were as wide as the
widest one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from mulin.papers.machine.grid import EM, column_widths
from mulin.papers.machine.paper import DataTable, Facts, FormCell, FormTable, Label, Paper, Style, Value

TYPE_AREA: dict[Style, float] = {"form": 174, "landscape_table": 261, "board": 384, "document": 156, "greeting": 154}
"""Millimetres from margin to margin."""

WIDEST, NARROW, BESIDE = 1.2, 0.6, 0.25
"""Ems that any other character takes at most (Щ is 1.15 wide), that a figure takes, and what typst puts between a
Chinese character and another one."""

SQUARE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff0f\uff1a-\uff20\U00020000-\U0003ffff]+")
"""Chinese characters and their punctuation: one em wide at most, and nothing is put between them."""

FIGURES = re.compile("[-0-9.:/]+")
"""What dates and numbers are written with."""

_NEVER = re.compile(r"[\n⸺⸻]")
"""A line break, and dashes as long as two and three characters."""

UNKNOWN = 1000
"""More lines than a page has."""

_TABLE_INSET, _FACT_INSET, _FORM_INSET, _FACT_GAP = 2.8, 2.0, 3.6, 5.0


@lru_cache(maxsize=4096)
def fits(text: str, room: float) -> bool:
    """Does this text take one line for certain in a room of so many millimetres?"""
    if len(text) * (WIDEST + 2 * BESIDE) * EM <= room or widest(text) * EM <= room:
        return not _NEVER.search(text)
    return False


def widest(text: str) -> float:
    """The ems that a text takes at most."""
    others = [run for run in SQUARE.split(text) if run]
    signs = "".join(others)
    figures = len(signs) - len(FIGURES.sub("", signs))
    square = len(text) - len(signs)
    return square + WIDEST * (len(signs) - figures) + NARROW * figures + 2 * BESIDE * len(others)


@lru_cache(maxsize=4096)
def lines_at_most(text: str, room: float) -> int:
    """No more lines than so many for certain, in a room of so many millimetres.

    Chinese text breaks anywhere, but up to three characters go down with a sign that may not begin a line. Of other
    text we know nothing: a word may be as long as a line.
    """
    if fits(text, room):
        return 1
    pieces = text.split("\n")
    if len(pieces) > 1:
        return sum(lines_at_most(piece, room) for piece in pieces)
    certain = int(room / EM) - 3
    return -(-len(text) // certain) if certain > 0 and SQUARE.fullmatch(text) and not _NEVER.search(text) else UNKNOWN


def one_line_rows(table: DataTable, style: Style) -> dict[str, Any]:
    """For the templates: how wide is each column, does the header take one line, and does each row?"""
    widths = column_widths(table, TYPE_AREA[style])
    rooms = [width - _TABLE_INSET for width in widths]
    return {
        "widths": widths,
        "one_line_header": all(map(fits, (column.title for column in table.columns), rooms)),
        "one_line": [all(map(fits, row, rooms)) for row in table.rows],
    }


def one_line_form(form: FormTable, style: Style) -> dict[str, Any]:
    """For the templates: does each row hold labels and values of one line alone?

    Never where a cell spans rows, nor in official documents and on boards, which set forms larger.
    """
    spans = any(cell.rows > 1 for row in form.rows for cell in row.cells)
    if style in {"document", "board"} or spans:
        return {"one_line": [False] * len(form.rows)}
    room = TYPE_AREA[style] / sum(form.columns)
    return {"one_line": [_is_plain(row.cells, form.columns, room) for row in form.rows]}


def _is_plain(cells: tuple[FormCell, ...], columns: tuple[float, ...], room: float) -> bool:
    """Do all cells of a row take one line? ``room``: millimetres of a column of the width 1."""
    left = 0
    for cell in cells:
        width = sum(columns[left : left + cell.columns]) * room - _FORM_INSET
        if not isinstance(cell, Label | Value) or not fits(cell.text, width):
            return False
        left += cell.columns
    return True


def one_line_facts(facts: Facts, style: Style) -> dict[str, Any]:
    """For the templates: do all labels and values take one line each? Official documents set them larger: never."""
    labels = sum(facts.label_room) + facts.columns
    gaps = (facts.columns - 1) * _FACT_GAP
    room = (TYPE_AREA[style] - labels * EM - gaps) / facts.columns - 2 * _FACT_INSET
    certain = style != "document" and all(
        fits(fact.value, room) and (SQUARE.fullmatch(fact.label) or not fact.label) for fact in facts.facts
    )
    return {"one_line": certain}


def one_line_head(paper: Paper) -> bool:
    """Do title and subtitle take one line each beside the QR code? They are set in 18 and 12 pt."""
    room = (TYPE_AREA[paper.style] - 40) * 10.5
    return fits(paper.title, room / 18) and fits(paper.subtitle, room / 12)
