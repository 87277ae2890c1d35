"""Which kind of list a workbook holds, for people who do not say."""

from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import archive
from mulin.foundation.spreadsheets.declaration import Sheet
from mulin.foundation.spreadsheets.grid import open_grid
from mulin.foundation.spreadsheets.header import find_header
from mulin.foundation.spreadsheets.registry import all_sheets


def recognise(content: bytes) -> str:
    """The kind whose columns the header matches best, its name on the sheet deciding between equals.

    ``Refused`` when no kind fits or the file cannot be taken.
    """
    checked = archive.check(content)
    best, kind = 0.0, ""
    for entry in all_sheets():
        grid = open_grid(content, checked, entry.sheet.title)
        header = find_header(grid, entry.sheet)
        if header is None:
            continue
        likeness = len(header.at) / len(asked(entry.sheet)) - len(header.errors) / 100
        likeness += 1 if grid.name.strip() == entry.sheet.title else 0
        if likeness > best:
            best, kind = likeness, entry.sheet.kind
    if not kind:
        names = "、".join(entry.sheet.title for entry in all_sheets())
        raise Refused(f"看不出这是哪一种表格（可导入：{names}），请从系统下载模板填写")
    return kind


def asked(sheet: Sheet) -> list[str]:
    """The columns people fill in."""
    return [column.name for column in sheet.columns if not column.read_only]
