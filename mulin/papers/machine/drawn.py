"""Tables of cards as drawings: rules and labels the same on all cards, and the values of each at their places.

typst's tables cost it three times what their texts do: each cell is realised, measured and tagged. The cards of a batch
share their forms; so a form is drawn once a chunk as a frame (rules and labels, whose layout typst remembers), and a
card says only which frame it takes and which values stand in it. The sheet looks the same to the hair. A drawing is no
table to a screen reader, though: papers printed one by one, with their structure, keep their tables.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from itertools import accumulate, groupby, pairwise
from typing import Any

from mulin.papers.machine.grid import EM, column_widths, is_narrow
from mulin.papers.machine.one_line import TYPE_AREA, lines_at_most
from mulin.papers.machine.paper import SEAL_SIDE, DataTable, FormCell, FormRow, FormTable, Label, Opinion, Style, Value

Described = dict[str, Any]

LEADING = 0.35
"""Of a character, between two lines."""

FORM_INSET, FORM_MARGIN = 1.6, 1.2
"""Millimetres between a rule and the words of a form: at the sides; above and below."""

TABLE_INSET, TABLE_MARGIN = 1.4, 0.6

STYLES: frozenset[Style] = frozenset({"form", "landscape_table"})
"""Where forms are set in 10.5 pt."""

HIGHEST = 120
"""Millimetres: a higher table may have to break over two pages, and stays a table."""


class Frames:
    """The frames that the cards of one chunk take, each described once."""

    def __init__(self) -> None:
        self.described: list[Described] = []
        self._known: dict[Hashable, int] = {}

    def drawn(self, block: Any, style: Style) -> list[Described] | None:
        """This block as drawings below one another, or nothing when only a table will do."""
        if style not in STYLES:
            return None
        if isinstance(block, FormTable):
            return self._form(block, TYPE_AREA[style])
        return self._table(block, TYPE_AREA[style]) if isinstance(block, DataTable) else None

    def _frame(self, key: Hashable, made: Any, *details: Any) -> int:
        """The number of the frame of this shape, described when it is new."""
        number = self._known.get(key)
        if number is None:
            number = self._known[key] = len(self.described)
            self.described.append(made(*details))
        return number

    def _form(self, form: FormTable, width: float) -> list[Described] | None:
        """Rows of a height known beforehand make one drawing; any other is one of its own, whose height is asked."""
        millimetres = width / sum(form.columns)
        if not all(_can_be_drawn(form, row, millimetres) for row in form.rows):
            return None
        if sum(row.height for row in form.rows) > HIGHEST:
            return None
        made: list[Described] = []
        for is_known, group in groupby(form.rows, lambda row: _is_known(row, form.columns, millimetres)):
            rows = [*group]
            made += [self._run(form.columns, rows)] if is_known else [self._row(form, row, width) for row in rows]
        for upper, lower in pairwise(made):
            upper["joined"]["below"] = lower["joined"]["above"] = True
        return made

    def _run(self, columns: tuple[float, ...], rows: list[FormRow]) -> Described:
        """Rows of known heights."""
        key = (columns, tuple([(row.height, tuple([_shape(cell) for cell in row.cells])) for row in rows]))
        texts = [cell.text for row in rows for cell in row.cells if isinstance(cell, Value)]
        return _drawing("Drawn", self._frame(key, _form_frame, columns, rows), texts)

    def _row(self, form: FormTable, row: FormRow, width: float) -> Described:
        """A row that is as high as its words need."""
        key = (form.columns, width, row.height, tuple([_shape(cell) for cell in row.cells]))
        texts = [_texts(cell) for cell in row.cells if isinstance(cell, Value | Opinion)]
        return _drawing("DrawnRow", self._frame(key, _row_frame, form.columns, row, width), texts)

    def _table(self, table: DataTable, width: float) -> list[Described] | None:
        """A table of data whose rows take one line each."""
        widths = column_widths(table, width)
        rooms = [room - 2 * TABLE_INSET for room in widths]
        rows = ([column.title for column in table.columns], *table.rows)
        if not all(lines_at_most(text, room) == 1 for row in rows for text, room in zip(row, rooms, strict=True)):
            return None
        number = len(table.rows) + table.blank_rows
        if (number + 1) * table.row_height > HIGHEST:
            return None
        key = (table.columns, width, number, table.row_height)
        texts = [text for row in table.rows for text in row]
        return [_drawing("Drawn", self._frame(key, _table_frame, table, number, widths), texts)]


def _drawing(kind: str, frame: int, texts: Sequence[Any]) -> Described:
    """One drawing of a card; ``joined``: to what stands above and below it, without a gap."""
    return {"type": kind, "frame": frame, "texts": texts, "joined": {}}


def _shape(cell: FormCell) -> Hashable:
    """What all cards of a shape have in common in a cell."""
    if isinstance(cell, Label):
        return cell.text, cell.columns
    return cell.__class__, cell.columns, cell.align if isinstance(cell, Value) else None


def _texts(cell: Value | Opinion) -> list[str]:
    """What stands in a cell of one card."""
    return [cell.text, cell.date] if isinstance(cell, Opinion) else [cell.text]


def _can_be_drawn(form: FormTable, row: FormRow, millimetres: float) -> bool:
    """Labels that fit, values and opinions above their seals; none spans rows."""
    left = 0
    for cell in row.cells:
        fits = isinstance(cell, Value) or (
            _fits(cell, row, sum(form.columns[left : left + cell.columns]) * millimetres)
            if isinstance(cell, Label)
            else isinstance(cell, Opinion) and _stands_above_its_seal(form, left, cell)
        )
        if cell.rows > 1 or not fits:
            return False
        left += cell.columns
    return left == len(form.columns)


def _stands_above_its_seal(form: FormTable, left: int, opinion: Opinion) -> bool:
    """Words above the space for the seal, in which nothing but a date stands."""
    is_above = opinion.seal_below or is_narrow(form, left, opinion.columns)
    return opinion.seal and is_above and not opinion.signer


def _is_known(row: FormRow, columns: Sequence[float], millimetres: float) -> bool:
    """Is a row as high as asked, for certain? ``millimetres``: of a column of the width 1."""
    left = 0
    for cell in row.cells:
        width = sum(columns[left : left + cell.columns]) * millimetres
        if not isinstance(cell, Label | Value) or not _fits(cell, row, width):
            return False
        left += cell.columns
    return True


def _fits(cell: Label | Value, row: FormRow, width: float) -> bool:
    """Does a text take no more than the height of its row, for certain?"""
    number = lines_at_most(cell.text, width - 2 * FORM_INSET)
    return number == 1 or (number + (number - 1) * LEADING) * EM + 2 * FORM_MARGIN <= row.height


def _edges(columns: Iterable[float]) -> list[float]:
    """Where columns begin and the last one ends, in percent of the whole width."""
    edges = [0.0, *accumulate(columns)]
    return [100 * edge / edges[-1] for edge in edges]


def _form_frame(columns: tuple[float, ...], rows: list[FormRow]) -> Described:
    """The frame of rows of a form."""
    edges, heights = _edges(columns), [max(row.height, EM + 2 * FORM_MARGIN) for row in rows]
    tops = [0.0, *accumulate(heights)]
    rules = _across(tops)
    labels, places = [], []
    for row, top, height in zip(rows, tops, heights, strict=False):
        rules.append([0, top, 0, top + height])
        left = 0
        for cell in row.cells:
            right = left + cell.columns
            rules.append([edges[right], top, edges[right], top + height])
            place = [edges[left], top, edges[right] - edges[left], height]
            if isinstance(cell, Label):
                labels.append([*place, "center", cell.text])
            elif isinstance(cell, Value):
                places.append([*place, cell.align])
            left = right
    return {"height": tops[-1], "inset": FORM_INSET, "bold": False, "rules": rules, "labels": labels, "places": places}


def _row_frame(columns: tuple[float, ...], row: FormRow, width: float) -> Described:
    """The frame of a row of a form whose height each card finds out; ``room`` is in millimetres."""
    edges, left, cells, labels = _edges(columns), 0, [], []
    for cell in row.cells:
        right = left + cell.columns
        place = {"x": edges[left], "width": edges[right] - edges[left]}
        if isinstance(cell, Label):
            labels.append([*place.values(), cell.text])
        else:
            align = cell.align if isinstance(cell, Value) else "left"
            room = width * place["width"] / 100 - 2 * FORM_INSET
            cells.append(place | {"room": room, "align": align, "sealed": isinstance(cell, Opinion)})
        left = right
    sealed = SEAL_SIDE + 2 * FORM_MARGIN if any(cell["sealed"] for cell in cells) else 0
    height = max(row.height, sealed, EM + 2 * FORM_MARGIN)
    borders = [0.0, *(edges[end] for end in accumulate(cell.columns for cell in row.cells))]
    insets = {"inset": FORM_INSET, "margin": FORM_MARGIN}
    return insets | {"height": height, "edges": borders, "labels": labels, "cells": cells}


def _table_frame(table: DataTable, number: int, widths: list[float]) -> Described:
    """The frame of a table of data with its header."""
    edges = _edges(widths)
    height = EM + 2 * max(TABLE_MARGIN, (table.row_height - EM) / 2)
    tops = [height * row for row in range(number + 2)]
    spans = [(left, right - left) for left, right in pairwise(edges)]
    labels = [
        [left, 0, width, height, "center", one.title] for (left, width), one in zip(spans, table.columns, strict=True)
    ]
    places = [
        [left, top, width, height, one.align]
        for top in tops[1:-1]
        for (left, width), one in zip(spans, table.columns, strict=True)
    ]
    return {
        "height": tops[-1],
        "inset": TABLE_INSET,
        "bold": True,
        "rules": [*_across(tops), *([edge, 0, edge, tops[-1]] for edge in edges)],
        "labels": labels,
        "places": places,
    }


def _across(tops: Iterable[float]) -> list[list[float]]:
    """Rules from margin to margin at these heights."""
    return [[0, top, 100, top] for top in tops]
