"""Which kind of list a workbook holds, for people who do not say."""

from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import archive
from mulin.foundation.spreadsheets.declaration import Sheet
from mulin.foundation.spreadsheets.grid import Grid, open_grid, sheet_names
from mulin.foundation.spreadsheets.header import find_header
from mulin.foundation.spreadsheets.registry import all_sheets


def recognise(content: bytes) -> str:
    """The kind a worksheet is named after, else the kind whose columns the header matches best.

    ``Refused`` when no kind fits or the file cannot be taken.
    """
    checked = archive.check(content)
    sheets = [entry.sheet for entry in all_sheets()]
    present = sheet_names(content)
    named = [sheet for sheet in sheets if sheet.title in present]
    if len(named) == 1:
        return named[0].kind
    grid = open_grid(content, checked, named[0].title if named else "")
    best = max(sheets, key=lambda sheet: _likeness(grid, sheet), default=None)
    if best is None or _likeness(grid, best) == 0:
        names = "、".join(sheet.title for sheet in sheets)
        raise Refused(f"看不出这是哪一种表格（可导入：{names}），请从系统下载模板填写")
    return best.kind


def _likeness(grid: Grid, sheet: Sheet) -> float:
    """How many of the columns are there, less a little for every one that is wrong."""
    header = find_header(grid, sheet)
    if header is None:
        return 0
    return max(len(header.at) / len(asked(sheet)) - len(header.errors) / 100, 0.01)


def asked(sheet: Sheet) -> list[str]:
    """The columns people fill in."""
    return [column.name for column in sheet.columns if not column.read_only]
