"""Which row is the header, and which column is which."""

from dataclasses import dataclass, field
from typing import Any

from mulin.foundation.normalisation import compact
from mulin.foundation.spreadsheets.declaration import CellError, Column, Sheet, letter_of
from mulin.foundation.spreadsheets.grid import Grid

HEADER_WITHIN = 20
_FURTHER = "请从系统下载模板，对照修改"


@dataclass
class Header:
    """``row`` is the header's index from 0; ``at`` the index of each declared column by its name."""

    row: int
    at: dict[str, int] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)


def title_key(title: Any) -> str:
    """Titles compare without width, spaces, case, and the star of required columns."""
    return compact(str(title)).replace("*", "")


def find_header(grid: Grid, sheet: Sheet) -> Header | None:
    """The row near the top with the most known titles, at least two; nothing when there is none."""
    known = _titles(sheet)
    best, most = -1, 1 if len(sheet.columns) > 1 else 0
    for index, row in enumerate(grid.rows[:HEADER_WITHIN]):
        matches = len({known[key].name for key in map(title_key, row) if key in known})
        if matches > most:
            best, most = index, matches
    return _map_columns(grid, sheet, best, known) if best >= 0 else None


def _titles(sheet: Sheet) -> dict[str, Column]:
    return {title_key(title): column for column in sheet.columns for title in (column.title, *column.aliases)}


def _map_columns(grid: Grid, sheet: Sheet, row: int, known: dict[str, Column]) -> Header:
    header = Header(row)
    for index, cell in enumerate(grid.rows[row]):
        title = str(cell).strip()
        column = known.get(title_key(title))
        problem = ""
        if not title:
            problem = _untitled(grid, row, index)
        elif column is None:
            problem = f"没有“{title}”这一列，请删除该列或改正列标题。{_FURTHER}"
        elif column.name in header.at:
            problem = f"“{column.title}”这一列重复，前面 {letter_of(header.at[column.name])} 列已有"
        else:
            header.at[column.name] = index
        if problem:
            header.errors.append(CellError(row + 1, letter_of(index), title, title, problem))
    header.errors.extend(
        CellError(row + 1, "", "", "", f"缺少“{column.title}”这一列（没有内容也要保留）。{_FURTHER}")
        for column in sheet.columns
        if column.name not in header.at and not column.read_only
    )
    return header


def _untitled(grid: Grid, row: int, index: int) -> str:
    filled = any(cells[index] not in ("", None) for cells in grid.rows[row + 1 :])
    return "这一列有内容却没有列标题，请补上标题或删除该列" if filled else ""
