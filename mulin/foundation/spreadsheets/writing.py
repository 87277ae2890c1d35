"""Workbooks going out: blank templates and filled exports, one shape, so that an export imports unchanged."""

import datetime
import io
import tempfile
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from mulin.foundation.spreadsheets.archive import LIMITS, MAX_ROWS
from mulin.foundation.spreadsheets.declaration import TYPED_AS_TEXT, Column, Sheet
from mulin.foundation.spreadsheets.grid import INSTRUCTIONS

_CHOICES = "选项"
_HEADER_ROW = 2
_TYPE_NOTES = {
    "integer": "整数",
    "decimal": "数字",
    "date": "日期，如 2021-03-01",
    "yes_no": "填“是”或“否”",
    "choice": "从下拉列表中选择",
    "identity_number": "18 位居民身份证号码",
    "phone": "手机号码或带区号的固定电话",
    "credit_code": "18 位统一社会信用代码",
    "area_code": "12 位区划代码",
    "list": "多项用顿号“、”分开",
}
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_template(sheet: Sheet) -> bytes:
    """A blank workbook: starred header with notes, drop-downs, one grey example row, instructions."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, **_SAFE}) as book:
        worksheet = _start(book, sheet)
        grey = book.add_format({"font_color": "#888888", "italic": True, "num_format": "@"})
        for index, column in enumerate(sheet.columns):
            worksheet.write_string(_HEADER_ROW + 1, index, column.example, grey)
            worksheet.write_comment(_HEADER_ROW, index, column_note(column), {"x_scale": 1.6})
        _add_choices(book, worksheet, sheet)
        _add_instructions(book, sheet)
    return target.getvalue()


def write_export(sheet: Sheet, rows: Iterable[Mapping[str, Any]], watermark: str = "") -> IO[bytes]:
    """A filled workbook as an open temporary file at its beginning; rows are taken one by one.

    Every text is written as text: nothing a user typed becomes a formula or a link. ``watermark`` says who took the
    list out, when and what for: above the table, at the foot of every printed page and among the file's properties.
    """
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the caller sends and closes it
    with xlsxwriter.Workbook(target, {"constant_memory": True, **_SAFE}) as book:
        worksheet = _start(book, sheet, watermark)
        writers = [_writer(book, worksheet, column) for column in sheet.columns]
        names = [column.name for column in sheet.columns]
        for number, row in enumerate(rows, _HEADER_ROW + 1):
            for index, (name, write) in enumerate(zip(names, writers, strict=True)):
                value = row.get(name)
                if value not in (None, "", ()):
                    write(number, index, value)
    target.seek(0)
    return target


def column_note(column: Column) -> str:
    """What a person must know to fill one column."""
    parts = ["导出时由系统填写，导入时不读取" if column.read_only else "必填" if column.required else "选填"]
    parts += filter(None, [_TYPE_NOTES.get(column.type, ""), column.note])
    if column.month_allowed:
        parts.append("可只写到月，如 2021年3月")
    if column.unique:
        parts.append("不能重复")
    return "；".join(parts)


def _start(book: xlsxwriter.Workbook, sheet: Sheet, watermark: str = "") -> Worksheet:
    """The part that template and export share: title, hint, header, widths, print set-up."""
    worksheet: Worksheet = book.add_worksheet(sheet.title)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(_HEADER_ROW)
    worksheet.freeze_panes(_HEADER_ROW + 1, 0)
    text = book.add_format({"num_format": "@"})
    read_only = book.add_format({"num_format": "@", "bg_color": "#EEEEEE"})
    for index, column in enumerate(sheet.columns):
        style = read_only if column.read_only else text if column.type in TYPED_AS_TEXT else None
        worksheet.set_column(index, index, column.width, style)
    worksheet.set_row(0, 26)
    worksheet.write_string(0, 0, sheet.title, book.add_format({"bold": True, "font_size": 16}))
    hint = watermark or f"带 * 的列必填；灰色示例行不会导入；{LIMITS}"
    if watermark:
        book.set_properties({"comments": watermark})
        worksheet.set_footer("&L" + watermark.replace("&", "&&")[:200] + "&R&P/&N")
    worksheet.write_string(1, 0, hint, book.add_format({"font_color": "#666666"}))
    _write_header(book, worksheet, sheet)
    return worksheet


def _write_header(book: xlsxwriter.Workbook, worksheet: Worksheet, sheet: Sheet) -> None:
    common = {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
    required = book.add_format({**common, "bg_color": "#F8D7DA"})
    optional = book.add_format({**common, "bg_color": "#E9ECEF"})
    for index, column in enumerate(sheet.columns):
        title = f"*{column.title}" if column.required else column.title
        worksheet.write_string(_HEADER_ROW, index, title, required if column.required else optional)


def _add_choices(book: xlsxwriter.Workbook, worksheet: Worksheet, sheet: Sheet) -> None:
    """Drop-downs by way of a hidden sheet: Excel takes no list longer than 255 characters in place."""
    hidden = book.add_worksheet(_CHOICES)
    hidden.hide()
    for index, column in enumerate(sheet.columns):
        labels = ["是", "否"] if column.type == "yes_no" else [label for _, label in column.pairs]
        if not labels or column.type not in ("choice", "yes_no"):
            continue
        hidden.write_column(0, index, labels)
        letter = xlsxwriter.utility.xl_col_to_name(index)
        worksheet.data_validation(
            _HEADER_ROW + 1,
            index,
            MAX_ROWS - 1,
            index,
            {
                "validate": "list",
                "source": f"={_CHOICES}!${letter}$1:${letter}${len(labels)}",
                "error_title": "不在可选范围内",
                "error_message": "请从下拉列表中选择",
            },
        )


def _add_instructions(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
    worksheet = book.add_worksheet(INSTRUCTIONS)
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    worksheet.set_column(0, 0, 20, wrap)
    worksheet.set_column(1, 1, 10, wrap)
    worksheet.set_column(2, 2, 80, wrap)
    notes = [
        *sheet.notes,
        f"{LIMITS}。空行会跳过；隐藏的行照样导入。",
        "上下合并的单元格，其内容对合并的每一行有效；左右合并的单元格请先取消合并。",
        "公式请粘贴为数值。日期可写 2021-03-01、2021/3/1、2021年3月1日 或 20210301。",
        "同一文件重复导入不会产生重复数据。有错误时不写入任何内容，并标出错误的单元格。",
    ]
    for number, note in enumerate(notes):
        worksheet.write_string(number, 0, f"{number + 1}. {note}", book.add_format())
    top = len(notes) + 1
    for index, title in enumerate(("列", "必填", "填写要求")):
        worksheet.write_string(top, index, title, bold)
    for number, column in enumerate(sheet.columns, top + 1):
        labels = "、".join(label for _, label in column.pairs)
        explanation = column_note(column) + (f"。可选：{labels}" if labels else "")
        worksheet.write_string(number, 0, column.title)
        worksheet.write_string(number, 1, "是" if column.required else "")
        worksheet.write_string(number, 2, explanation)


def _writer(book: xlsxwriter.Workbook, worksheet: Worksheet, column: Column) -> Callable[[int, int, Any], Any]:
    """How a value of this column is put into a cell."""
    if column.type == "date":
        day_format: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        return lambda row, index, day: _write_day(worksheet, row, index, day, day_format)
    if column.type in ("integer", "decimal"):
        return lambda row, index, number: _write_number(worksheet, row, index, number)
    labels = dict(column.pairs)
    return lambda row, index, value: _write_text(worksheet, row, index, text_of(value, labels))


def _write_day(worksheet: Worksheet, row: int, index: int, day: datetime.date, style: Format) -> None:
    """Excel knows no day before 1900-03-01 that it does not get wrong: older ones are text."""
    if day.year > 1900:
        worksheet.write_datetime(row, index, day, style)
    else:
        worksheet.write_string(row, index, day.isoformat())


def _write_number(worksheet: Worksheet, row: int, index: int, number: Decimal | int) -> None:
    """A number as such while Excel keeps all its digits, else as text."""
    if len(Decimal(number).as_tuple().digits) <= 15:
        worksheet.write_number(row, index, number)
    else:
        worksheet.write_string(row, index, str(number))


def _write_text(worksheet: Worksheet, row: int, index: int, text: str) -> None:
    if worksheet.write_string(row, index, text) == -2:
        raise ValueError(f"第 {row + 1} 行的内容超过 Excel 单元格的上限 32767 个字")


def text_of(value: Any, labels: Mapping[Any, str] | None = None) -> str:
    """A value as people write it in a cell: a choice by its label, several joined by 、."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple | set | frozenset):
        return "、".join(text_of(part, labels) for part in value)
    return labels.get(value, str(value)) if labels else str(value)
