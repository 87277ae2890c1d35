"""The forms of a paper in Word: cells with their spans, options to tick, photos, opinions with the space for a seal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from mulin.papers.machine.grid import is_narrow, places
from mulin.papers.machine.paper import (
    SEAL_SIDE,
    UNDATED,
    FormCell,
    FormTable,
    Label,
    Named,
    Opinion,
    Picture,
    Ticks,
    Value,
)
from mulin.papers.machine.word_styles import FORM_TEXT, GREY, Face, leave_line_grid, set_borders, space, write
from mulin.papers.machine.word_tables import at_least, put, ruled_table, widths

PHOTO_HEIGHT = 30
"""Millimetres of a photo in a cell."""
ROOM_TO_SIGN = 8
"""Characters between who signs and the date."""
_CELL_MARGINS = 4
_OPTION_ROOM = 3
"""Characters that an option takes besides its text: its box and the gap to the next one."""


def add_form(place: Any, table: FormTable, width: float, face: Face = FORM_TEXT) -> None:
    """A ruled form with the same spans as in the description."""
    made = ruled_table(place, len(table.rows), widths(table.columns, width))
    grid = [list(row.cells) for row in made.rows]
    corners = places(table)
    for y, row in enumerate(table.rows):
        at_least(made.rows[y], row.height)
        for cell, (top, left) in zip(row.cells, corners[y], strict=True):
            last = grid[top + cell.rows - 1][left + cell.columns - 1]
            target = grid[top][left]
            if (cell.rows, cell.columns) != (1, 1):
                target = target.merge(last)
            Filling(target, face, is_narrow(table, left, cell.columns)).fill(cell)


@dataclass(frozen=True, slots=True)
class Filling:
    """A cell in Word that is being filled: ``narrow`` when words and a seal do not stand side by side in it."""

    target: Any
    face: Face
    narrow: bool

    def fill(self, cell: FormCell) -> None:
        """Write what one cell of a form holds."""
        match cell:
            case Label():
                put(self.target, cell.text, self.face, "center")
            case Value():
                put(self.target, cell.text, self.face, cell.align)
            case Named():
                self._fill_named(cell)
            case Picture():
                self._fill_picture(cell)
            case Ticks():
                self._fill_ticks(cell)
            case Opinion():
                self._fill_opinion(cell)

    def _fill_named(self, named: Named) -> None:
        """The name in large letters, what is said below it."""
        put(self.target, named.name, Face(self.face.font, self.face.size * 1.25, bold=True), "left")
        put(self.target, named.text, self.face, "left", self.target.add_paragraph())

    def _fill_picture(self, picture: Picture) -> None:
        """The photo, as high as its row; without one the words that one belongs here."""
        put(self.target, "" if picture.content else "（照片）", self._faint(), "center")
        if picture.content:
            self.target.paragraphs[0].add_run().add_picture(BytesIO(picture.content), height=Mm(PHOTO_HEIGHT))

    def _fill_ticks(self, ticks: Ticks) -> None:
        """Options with a box before each; where one line is too short, in columns, so that none is broken."""
        room = Pt((ticks.longest + _OPTION_ROOM) * self.face.size)
        across = max(1, int(Mm(self.target.width.mm - _CELL_MARGINS) / room))
        in_columns = across < len(ticks.options)
        put(self.target, "", self.face, "left" if in_columns else ticks.align)
        paragraph = self.target.paragraphs[0]
        if in_columns:
            for stop in range(1, across):
                paragraph.paragraph_format.tab_stops.add_tab_stop(room * stop, WD_TAB_ALIGNMENT.LEFT)
        for position, option in enumerate(ticks.options):
            gap = "" if not position else "　" if not in_columns else "\t" if position % across else "\n"
            write(paragraph, gap, self.face)
            write(paragraph, "☑" if option.checked else "☐", Face("Segoe UI Symbol", self.face.size + 0.5))
            write(paragraph, option.text, self.face)

    def _fill_opinion(self, opinion: Opinion) -> None:
        """The opinion; beside it, or below it in a narrow cell, the space for the seal with signer and date line."""
        if not opinion.seal:
            put(self.target, opinion.text, self.face, "left")
            self._write_signature(opinion)
            return
        below = self.narrow or opinion.seal_below
        if below:
            put(self.target, opinion.text, self.face, "left")
        else:
            space(self.target.paragraphs[0], line=1)
        width = max(self.target.width.mm - _CELL_MARGINS, SEAL_SIDE + 1)
        inner = ruled_table(self.target, 1, [width - SEAL_SIDE, SEAL_SIDE], framed=False)
        inner.rows[0].height, inner.rows[0].height_rule = Mm(SEAL_SIDE), WD_ROW_HEIGHT_RULE.AT_LEAST
        beside, seal = inner.rows[0].cells
        if not below:
            put(beside, opinion.text, self.face, "left")
            beside.vertical_alignment = WD_ALIGN_VERTICAL.TOP
        self._fill_seal_space(seal, opinion)
        space(self.target.paragraphs[-1], line=1)

    def _fill_seal_space(self, seal: Any, opinion: Opinion) -> None:
        """The dotted square with 盖章 in its middle, signer and date at its foot."""
        sides = dict.fromkeys(("top", "left", "bottom", "right"), "dotted")
        set_borders(seal._tc.get_or_add_tcPr(), "w:tcBorders", sides, color=GREY)
        put(seal, "（盖章）", self._faint(), "center")
        seal.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
        space(seal.paragraphs[0], after=34)
        for text, side in _below_seal(opinion):
            self._write_line(seal, text, side, FORM_TEXT)

    def _write_signature(self, opinion: Opinion) -> None:
        """Who signs with room for the name, and the date line: one line, or two in a narrow cell."""
        signing = self._write_line(self.target, opinion.signer, WD_ALIGN_PARAGRAPH.RIGHT, self.face)
        if opinion.signer:
            write(signing, "　" * ROOM_TO_SIGN, self.face)
        if opinion.signer and self.narrow:
            signing = self._write_line(self.target, "", WD_ALIGN_PARAGRAPH.RIGHT, self.face)
        write(signing, opinion.date or UNDATED, self.face)

    @staticmethod
    def _write_line(place: Any, text: str, side: WD_ALIGN_PARAGRAPH, face: Face) -> Any:
        """One more line at the foot of a cell. Beside a seal it is as small as in any form: a date has to fit."""
        paragraph = place.add_paragraph()
        paragraph.alignment = side
        space(paragraph, after=3)
        leave_line_grid(paragraph)
        write(paragraph, text, face)
        return paragraph

    def _faint(self) -> Face:
        """For what is no part of the text."""
        return Face(self.face.font, self.face.size, color=GREY)


def _below_seal(opinion: Opinion) -> Iterator[tuple[str, WD_ALIGN_PARAGRAPH]]:
    """The lines at the foot of the space for a seal."""
    if opinion.signer:
        yield opinion.signer, WD_ALIGN_PARAGRAPH.CENTER
    yield opinion.date or UNDATED, WD_ALIGN_PARAGRAPH.RIGHT
