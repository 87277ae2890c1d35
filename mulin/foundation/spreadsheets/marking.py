"""The user's own file, handed back with the wrong cells in red and said why."""

import io
from collections.abc import Sequence

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from mulin.foundation.spreadsheets import archive
from mulin.foundation.spreadsheets.declaration import CellError, Sheet
from mulin.foundation.spreadsheets.grid import EXPLANATIONS, open_grid, part_of
from mulin.foundation.spreadsheets.marking_large import mark_large

_RED = PatternFill("solid", start_color="FFFFC7CE", end_color="FFFFC7CE")
_AUTHOR = "睦邻"
_LARGE = 20_000
_MOST_COMMENTS = 2000  # more make the file too slow to open; the sheet of explanations has them all


def mark(content: bytes, sheet: Sheet, errors: Sequence[CellError]) -> bytes:
    """The same workbook with wrong cells filled red, a comment on each, and a sheet 错误说明 in front of
    people.

    Values, formats and other sheets stay. Beyond 20,000 rows the cells have no comments.
    A file marked earlier has its old explanations replaced.
    """
    checked = archive.check(content)
    name = open_grid(content, checked, sheet.title).name
    part = part_of(checked, name)
    if checked.parts[part].count(b"<row ") > _LARGE:
        marked = mark_large(content, part, errors)
        if marked is not None:
            return marked
    book = openpyxl.load_workbook(io.BytesIO(content))
    worksheet = book[name]
    merged = {cell: area for area in worksheet.merged_cells.ranges for cell in area.cells}
    located = [error for error in errors if error.row and error.letter]
    for number, error in enumerate(located):
        _mark_cell(worksheet, merged, error, commented=number < _MOST_COMMENTS)
    _explain(book, errors)
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def _mark_cell(worksheet: Worksheet, merged: dict, error: CellError, *, commented: bool) -> None:
    cell = worksheet[f"{error.letter}{error.row}"]
    area = merged.get((cell.row, cell.column))
    if area is not None:
        cell = worksheet.cell(area.min_row, area.min_col)
    cell.fill = _RED
    if not commented:
        return
    earlier = cell.comment.text + "\n" if cell.comment and cell.comment.author == _AUTHOR else ""
    if error.message not in earlier:
        cell.comment = Comment(f"{earlier}{error.message}", _AUTHOR, width=260, height=90)


def _explain(book: openpyxl.Workbook, errors: Sequence[CellError]) -> None:
    if EXPLANATIONS in book.sheetnames:
        del book[EXPLANATIONS]
    sheet = book.create_sheet(EXPLANATIONS)
    sheet.append(["行", "列", "列标题", "内容", "问题"])
    for error in errors:
        sheet.append([error.row or "", error.letter, error.title, error.value, error.message])
    for row in sheet.iter_rows(min_row=2, min_col=3, max_col=5):
        for cell in row:
            cell.data_type = "s"  # what a user typed never becomes a formula
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDE", (8, 8, 18, 28, 60), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet.column_dimensions[letter].alignment = Alignment(wrap_text=True)
    sheet.freeze_panes = "A2"
