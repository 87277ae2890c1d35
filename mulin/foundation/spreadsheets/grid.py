"""The cells of a workbook's one sheet, as typed, and what about them cannot be trusted."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets.archive import Archive

INSTRUCTIONS, EXPLANATIONS = "填写说明", "错误说明"
_NOT_DATA = frozenset({INSTRUCTIONS, EXPLANATIONS})
_HAS_FORMULA = re.compile(rb"<f[ >/]")
_FORMULA = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*<f[ >/]')
_ERROR_VALUE = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*?\bt="e"')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"

_UNREADABLE = "文件无法读取，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"
FORMULA_MESSAGE = "是公式，请复制后“选择性粘贴—数值”"
ERROR_MESSAGE = "是错误值（如 #REF!、#N/A），请改为实际内容"
MERGED_MESSAGE = "与右边的单元格合并了，请取消合并后逐格填写"

Place = tuple[int, int]


@dataclass
class Grid:
    """Rows of raw values from A1 on; ``faults`` maps (row, column), both from 0, to a sentence."""

    name: str
    rows: list[list[Any]]
    faults: dict[Place, str] = field(default_factory=dict)


def open_grid(content: bytes, archive: Archive, title: str) -> Grid:
    """The sheet that holds the data: the one named like the list, else the only one with content."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = _data_sheets(workbook)
        sheet = _choose(workbook, names, title)
        rows = sheet.to_python(skip_empty_area=False)
        grid = Grid(sheet.name, rows)
        _fill_merged(grid, sheet)
    except (CalamineError, ValueError, OSError) as error:
        raise Refused(_UNREADABLE) from error
    _note_faults(grid, archive.parts[part_of(archive, grid.name)])
    return grid


def sheet_names(content: bytes) -> list[str]:
    """The visible worksheets of a checked workbook that may hold data."""
    try:
        return _data_sheets(CalamineWorkbook.from_filelike(io.BytesIO(content)))
    except (CalamineError, ValueError, OSError) as error:
        raise Refused(_UNREADABLE) from error


def _data_sheets(workbook: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible
        and sheet.typ == SheetTypeEnum.WorkSheet
        and sheet.name not in _NOT_DATA
    ]


def _choose(workbook: CalamineWorkbook, names: list[str], title: str) -> CalamineSheet:
    if title in names:
        return workbook.get_sheet_by_name(title)
    filled = [sheet for sheet in map(workbook.get_sheet_by_name, names) if sheet.height]
    if not filled:
        raise Refused("文件里没有内容，请从系统下载模板填写")
    if len(filled) > 1:
        others = "、".join(sheet.name for sheet in filled)
        raise Refused(f"文件里有几张有内容的工作表（{others}），请只留一张，或把要导入的一张命名为“{title}”")
    return filled[0]


def _fill_merged(grid: Grid, sheet: CalamineSheet) -> None:
    """One value over several rows holds for each of them; over several columns it is a mistake."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(grid.rows) or left >= len(grid.rows[top]):
            continue
        value = grid.rows[top][left]
        if right > left:
            if value != "":
                grid.faults[top, left] = MERGED_MESSAGE
            continue
        for row in grid.rows[top + 1 : bottom + 1]:
            row[left] = value


def _note_faults(grid: Grid, xml: bytes) -> None:
    """The reader gives a formula's last value and nothing for #REF!: neither was typed by anybody."""
    if _HAS_FORMULA.search(xml):
        grid.faults.update((place, FORMULA_MESSAGE) for place in _places(_FORMULA, xml))
    if b't="e"' in xml:
        for place in _places(_ERROR_VALUE, xml):
            grid.faults.setdefault(place, ERROR_MESSAGE)


def _places(pattern: re.Pattern[bytes], xml: bytes) -> Iterator[Place]:
    for letters, number in pattern.findall(xml):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        yield int(number) - 1, column - 1


def part_of(archive: Archive, name: str) -> str:
    """The path of a sheet's own part, found by way of the workbook's relations."""
    try:
        # archive.check has refused whatever declares an entity
        book = ElementTree.fromstring(archive.parts["xl/workbook.xml"])  # noqa: S314
        links = ElementTree.fromstring(archive.parts["xl/_rels/workbook.xml.rels"])  # noqa: S314
    except (KeyError, ElementTree.ParseError) as error:
        raise Refused("文件的内部结构不规范，请用 Excel 或 WPS 打开后另存再导入") from error
    targets = {link.get("Id"): link.get("Target", "") for link in links.iter(f"{_PACKAGE}Relationship")}
    for sheet in book.iter(f"{_MAIN}sheet"):
        if sheet.get("name") == name:
            target = targets.get(sheet.get(_RELATION), "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if path in archive.parts:
                return path
    raise Refused("文件的内部结构不规范，请用 Excel 或 WPS 打开后另存再导入")
