"""Workbooks for the tests: a sheet that has every type of column, and files built as users build them."""

import io
import zipfile

import openpyxl

from mulin.foundation.spreadsheets import Column, Sheet

PEOPLE = Sheet(
    kind="test-people",
    title="人员",
    columns=[
        Column("code", "编号", "code", required=True, unique=True, example="R001", max_length=12),
        Column("name", "姓名", required=True, example="示例（请删除）", max_length=20),
        Column("sex", "性别", "choice", choices=[("m", "男"), ("f", "女")], example="男"),
        Column("joined", "入党日期", "date", month_allowed=True, example="2021-03-01"),
        Column("born", "出生日期", "date", example="1980-01-01"),
        Column("number", "身份证号", "identity_number"),
        Column("phone", "电话", "phone"),
        Column("visits", "次数", "integer", minimum=0, maximum=1000),
        Column("dues", "党费", "decimal", minimum=0),
        Column("active", "在岗", "yes_no"),
        Column("unit", "单位代码", "credit_code"),
        Column("area", "区划代码", "area_code"),
        Column("skills", "特长", "list", max_length=10),
        Column("note", "备注", max_length=50, check=lambda text: "请不要写“测试”" if "测试" in text else ""),
    ],
    notes=["每人一行"],
    unique_together=[("name", "born")],
)
TITLES = [column.title for column in PEOPLE.columns]
GOOD = {"编号": "R1", "姓名": "张三"}


def workbook(*rows, titles=None, above=(), title="人员", extra=None):
    """An xlsx whose rows are mappings by title. ``extra(worksheet, book)`` may spoil it further."""
    titles = TITLES if titles is None else titles
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for line in above:
        sheet.append(line)
    sheet.append(titles)
    for row in rows:
        sheet.append([row.get(title) for title in titles])
    if extra:
        extra(sheet, book)
    return saved(book)


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def repacked(content, change=lambda name, part: part, add=()):
    """The same zip with parts changed or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
        for name, part in add:
            new.writestr(name, part)
    return target.getvalue()
