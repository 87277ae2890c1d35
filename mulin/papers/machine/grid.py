"""Where each cell of a form stands once the cells that span several rows and columns are laid around each other."""

from __future__ import annotations

from functools import lru_cache

from mulin.papers.machine.paper import DataTable, FormTable

Spans = tuple[tuple[tuple[int, int], ...], ...]
Places = tuple[tuple[tuple[int, int], ...], ...]

EM = 10.5 * 25.4 / 72
"""Millimetres of a Chinese character in a form."""

CLEAR = 4
"""Millimetres of a cell of a table that stay clear of text, beside the rules."""

_HALF_OF_A_PAGE = 0.55
"""Of the width of a form: then about 5 cm are left beside a seal."""


def places(table: FormTable) -> Places:
    """For each row, for each of its cells, the (row, column) of its upper left corner.

    Raises ValueError when the cells leave a hole, overlap or stick out: such a form would print crooked.
    """
    spans = tuple(tuple((cell.rows, cell.columns) for cell in row.cells) for row in table.rows)
    return _placed(spans, len(table.columns))


def is_narrow(table: FormTable, left: int, columns: int) -> bool:
    """Whether a cell beginning in this column is too narrow for words beside the space for a seal."""
    return sum(table.columns[left : left + columns]) < sum(table.columns) * _HALF_OF_A_PAGE


def column_widths(table: DataTable, width: float) -> list[float]:
    """The columns of a table, in millimetres: those that say their room get it, the others share the rest."""
    said = [column.characters * EM + CLEAR if column.characters else 0 for column in table.columns]
    shares = [0 if column.characters else column.width for column in table.columns]
    rest = (width - sum(said)) / (sum(shares) or 1)
    return [room + rest * share for room, share in zip(said, shares, strict=True)]


@lru_cache(maxsize=256)
def _placed(spans: Spans, width: int) -> Places:
    """The corners for these spans; forms repeat, so the answer is kept."""
    taken: set[tuple[int, int]] = set()
    corners = tuple(
        tuple(_placed_cell(taken, row, span, (len(spans), width)) for span in row_spans)
        for row, row_spans in enumerate(spans)
    )
    if len(taken) != len(spans) * width:
        raise ValueError(f"A form of {len(spans)} rows and {width} columns has holes: {len(taken)} places are covered.")
    return corners


def _placed_cell(
    taken: set[tuple[int, int]], row: int, span: tuple[int, int], size: tuple[int, int]
) -> tuple[int, int]:
    """Put one cell at the first free place of its row and mark all it covers."""
    rows, columns = size
    column = next((column for column in range(columns) if (row, column) not in taken), columns)
    covered = {(row + down, column + right) for down in range(span[0]) for right in range(span[1])}
    if covered & taken or any(y >= rows or x >= columns for y, x in covered):
        raise ValueError(f"A cell in row {row + 1} of a form overlaps another one or sticks out.")
    taken |= covered
    return row, column
