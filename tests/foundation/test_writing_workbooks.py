"""Templates, exports, and the user's own file handed back."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest

from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import CellError, mark, marking, read, write_export, write_template
from tests.foundation.workbooks import GOOD, PEOPLE, TITLES, workbook

ROWS = [
    {
        "code": "00012",
        "name": "=HYPERLINK(1)",
        "sex": "f",
        "joined": datetime.date(2021, 3, 1),
        "born": datetime.date(1899, 12, 31),
        "number": "11010519491231002X",
        "phone": "013812345678"[1:],
        "visits": 12,
        "dues": Decimal("12.55"),
        "active": True,
        "unit": "91350100M000100Y43",
        "area": "330102001001",
        "skills": ("书法", "摄影"),
        "note": "@所有人",
    },
    {
        "code": "-1+1",
        "name": "𠮷田",
        "sex": None,
        "joined": None,
        "born": None,
        "number": "",
        "phone": "",
        "visits": 0,
        "dues": None,
        "active": False,
        "unit": "",
        "area": "",
        "skills": (),
        "note": "一行\n两行",
    },
]


def _loaded(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_an_export_imports_unchanged():
    with write_export(PEOPLE, iter(ROWS)) as file:
        reading = read(file.read(), PEOPLE)
    assert reading.errors == []
    assert [dict(row) for row in reading.rows] == ROWS


def test_nothing_a_user_typed_becomes_a_formula_or_a_scientific_number():
    payloads = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "http://x.example/", '=cmd|"/c calc"!A1']
    rows = [{"code": str(number), "name": text} for number, text in enumerate(payloads)]
    with write_export(PEOPLE, rows) as file:
        content = file.read()
    sheet = _loaded(content)["人员"]
    cells = [cell for row in sheet.iter_rows(min_row=4) for cell in row if cell.value is not None]
    assert len(cells) == 2 * len(payloads)
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_the_header_is_frozen_and_printed_on_every_page():
    with write_export(PEOPLE, ROWS) as file:
        sheet = _loaded(file.read())["人员"]
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"


def test_a_template_explains_itself_and_its_example_is_not_imported():
    content = write_template(PEOPLE)
    with pytest.raises(Refused, match="没有内容"):
        read(content, PEOPLE)
    book = _loaded(content)
    sheet = book["人员"]
    assert [cell.value for cell in sheet[3]][:3] == ["*编号", "*姓名", "性别"]
    assert "必填" in sheet["A3"].comment.text
    assert {str(rule.sqref) for rule in sheet.data_validations.dataValidation} == {"C4:C200000", "J4:J200000"}
    assert book["选项"].sheet_state == "hidden"
    assert "每人一行" in book["填写说明"]["A1"].value
    sheet["A5"], sheet["B5"] = "R1", "张三"
    target = io.BytesIO()
    book.save(target)
    assert [dict(row)["name"] for row in read(target.getvalue(), PEOPLE).rows] == ["张三"]


def test_an_example_that_was_written_over_is_imported():
    book = _loaded(write_template(PEOPLE))
    book["人员"]["B4"] = "张三"
    target = io.BytesIO()
    book.save(target)
    assert [row.number for row in read(target.getvalue(), PEOPLE).rows] == [4]


def test_the_users_own_file_comes_back_with_wrong_cells_in_red_and_explained():
    def decorate(sheet, book):
        sheet["A1"].font = openpyxl.styles.Font(bold=True)
        book.create_sheet("我的备忘")["A1"] = "别动"

    content = workbook(GOOD, {"编号": "R1", "姓名": "李四", "电话": "1"}, extra=decorate)
    errors = [*read(content, PEOPLE).errors, CellError(2, "", "", "", "没有这个组织")]
    marked = mark(content, PEOPLE, errors)
    book = _loaded(marked)
    sheet = book["人员"]
    assert {"A3", "G3"} == {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert sheet["G3"].fill.start_color.rgb == "FFFFC7CE"
    assert "手机" in sheet["G3"].comment.text
    before = [[cell.value for cell in row] for row in _loaded(content)["人员"].iter_rows()]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == before
    assert sheet["A1"].font.bold
    assert book["我的备忘"]["A1"].value == "别动"
    explained = [[cell.value for cell in row] for row in book["错误说明"].iter_rows(min_row=2)]
    assert [row[:3] for row in explained] == [
        [3, "A", "编号"],
        [3, "G", "电话"],
        [2, None, None],
    ]


def test_a_corrected_file_with_marks_goes_in():
    content = workbook({**GOOD, "电话": "1"})
    book = _loaded(mark(content, PEOPLE, read(content, PEOPLE).errors))
    book["人员"].cell(2, TITLES.index("电话") + 1).value = "13812345678"
    target = io.BytesIO()
    book.save(target)
    reading = read(target.getvalue(), PEOPLE)
    assert reading.errors == []
    assert reading.rows[0]["phone"] == "13812345678"


def test_a_file_marked_twice_has_its_explanations_once():
    content = workbook({**GOOD, "电话": "1"})
    errors = read(content, PEOPLE).errors
    book = _loaded(mark(mark(content, PEOPLE, errors), PEOPLE, errors))
    assert book.sheetnames.count("错误说明") == 1
    assert book["人员"]["G2"].comment.text.count("手机") == 1


def test_what_was_typed_stays_text_in_the_explanations():
    content = workbook({**GOOD, "性别": "x"})
    marked = mark(content, PEOPLE, [CellError(2, "C", "性别", "=1+1", "=坏")])
    assert _loaded(marked)["错误说明"]["D2"].data_type == "s"


def test_a_wrong_cell_in_a_merged_area_is_marked_where_people_see_it():
    def merge(sheet, _book):
        sheet.merge_cells("C2:C3")

    content = workbook({**GOOD, "性别": "x"}, {"编号": "R2", "姓名": "李四"}, extra=merge)
    errors = read(content, PEOPLE).errors
    assert [error.row for error in errors] == [2, 3]
    assert _loaded(mark(content, PEOPLE, errors))["人员"]["C2"].comment


def test_a_large_file_is_marked_in_place_and_nothing_else_changes(monkeypatch):
    monkeypatch.setattr(marking, "_LARGE", 1)
    rows = [{**GOOD, "编号": f"R{n}", "姓名": f"张{n}"} for n in range(5)]
    rows[2] |= {"电话": "1", "编号": ""}
    rows[3] |= {"性别": "<x>&"}
    with write_export(PEOPLE, []) as file:
        styled = _loaded(file.read())
    for number, row in enumerate(rows, 4):
        for index, title in enumerate(TITLES, 1):
            if row.get(title):
                styled["人员"].cell(number, index).value = row[title]
    target = io.BytesIO()
    styled.save(target)
    content = target.getvalue()
    errors = read(content, PEOPLE).errors
    marked = mark(content, PEOPLE, [*errors, CellError(8, "F", "身份证号", "", "查无此人")])
    book = _loaded(marked)
    red = [
        cell.coordinate for row in book["人员"].iter_rows() for cell in row if cell.fill.start_color.rgb == "FFFFC7CE"
    ]
    assert red == ["A6", "G6", "C7", "F8"]
    assert book["人员"]["G6"].number_format == styled["人员"]["G6"].number_format
    before = [[cell.value for cell in row] for row in _loaded(content)["人员"].iter_rows()]
    assert [[cell.value for cell in row] for row in book["人员"].iter_rows()] == before
    assert [row[3].value for row in book["错误说明"].iter_rows(min_row=2)] == ["", "1", "<x>&", ""]
    assert read(marked, PEOPLE).errors == errors
    again = _loaded(mark(marked, PEOPLE, errors))
    assert again.sheetnames.count("错误说明") == 1
