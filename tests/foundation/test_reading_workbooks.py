"""Workbooks as people really fill them: every mistake has its place, and nothing right is refused."""

import datetime
from decimal import Decimal

import pytest

from mulin.foundation.spreadsheets import Column, Sheet, read
from tests.foundation.workbooks import GOOD, PEOPLE, TITLES, workbook

date = datetime.date
VALID_NUMBER = "11010519491231002X"

# (column, what is typed, a word of the explanation)
MISTAKES = [
    ("编号", "", "必填"),
    ("编号", "R2", "重复"),
    ("编号", "R" * 13, "太长"),
    ("姓名", " \u3000\xa0", "必填"),
    ("姓名", "张" * 21, "太长"),
    ("性别", "男士", "可选：男、女"),
    ("入党日期", "二〇二一年", "不是日期"),
    ("入党日期", 2021.1, "1 月还是 10 月"),
    ("入党日期", "2021.13", "没有 2021年13月"),
    ("入党日期", 2021, "只写到了年"),
    ("出生日期", "2021.3", "写到日"),
    ("出生日期", "2021-02-30", "没有 2021年2月30日"),
    ("出生日期", "1021-02-03", "不合理"),
    ("身份证号", "110105491231002", "15 位"),
    ("身份证号", "110105194912310021", "校验位"),
    ("身份证号", "110105194913310020", "出生日期"),
    ("身份证号", 110105194912310020, "末几位已丢失"),
    ("电话", "1381234567", "手机号码"),
    ("次数", "3.5", "不是整数"),
    ("次数", -1, "不能小于 0"),
    ("次数", 1001, "不能大于 1000"),
    ("次数", "三", "不是整数"),
    ("党费", "十元", "不是数字"),
    ("党费", "-0.01", "不能小于 0"),
    ("在岗", "也许", "是"),
    ("单位代码", "91350100M000100Y44", "校验位"),
    ("单位代码", "91350100M000100Y4", "18 位"),
    ("区划代码", "3301", "12 位"),
    ("特长", "书法、一二三四五六七八九十多一点", "太长"),
    ("备注", "测试", "请不要写"),
    ("备注", "=1+1", "公式"),
    ("备注", "=1/0", "公式"),
    ("备注", "#REF!", "错误值"),
]


def test_each_of_thirty_kinds_of_mistakes_is_located_and_explained():
    rows = [{**GOOD, "编号": "R2", "姓名": "李四"}]
    for number, (title, typed, _) in enumerate(MISTAKES):
        rows.append({"编号": f"X{number}", "姓名": f"王{number}", title: typed})
    rows.append({"编号": "R9", "姓名": "赵六"})
    reading = read(workbook(*rows, above=[["人员名单"], ["填表说明：……"]]), PEOPLE)
    found = {(error.row, error.title): error for error in reading.errors}
    assert len(found) == len(reading.errors) == len(MISTAKES) > 30
    for number, (title, _, word) in enumerate(MISTAKES):
        error = found[number + 5, title]
        assert word in error.message
        assert error.letter == "ABCDEFGHIJKLMN"[TITLES.index(title)]
    assert [row["code"] for row in reading.rows] == ["R2", "R9"]
    assert [row.number for row in reading.rows] == [4, 5 + len(MISTAKES)]
    assert str(reading.errors[0]).startswith("第5行 A列“编号”：")


def test_private_values_are_masked_in_the_error_report():
    (error,) = read(workbook({**GOOD, "身份证号": "110105194912310021"}), PEOPLE).errors
    assert error.value == "11**************21"


@pytest.mark.parametrize(
    ("title", "typed", "meant"),
    [
        ("编号", 1.0, "1"),
        ("编号", " Ｒ－００１ ", "R-001"),
        ("编号", "00012", "00012"),
        ("姓名", " 欧阳　𠮷 ", "欧阳 𠮷"),
        ("姓名", 12.5, "12.5"),
        ("姓名", "（睦邻）", "（睦邻）"),
        ("性别", "f", "f"),
        ("性别", " 女 ", "f"),
        ("性别", None, None),
        ("入党日期", "2021年3月", date(2021, 3, 1)),
        ("入党日期", "2021.3", date(2021, 3, 1)),
        ("入党日期", "2021.10", date(2021, 10, 1)),
        ("入党日期", 2021.3, date(2021, 3, 1)),
        ("入党日期", 2021.12, date(2021, 12, 1)),
        ("入党日期", 44256, date(2021, 3, 1)),
        ("入党日期", "44256", date(2021, 3, 1)),
        ("入党日期", 202103, date(2021, 3, 1)),
        ("出生日期", "2021-3-1", date(2021, 3, 1)),
        ("出生日期", "２０２１／３／１", date(2021, 3, 1)),
        ("出生日期", "2021 年 3 月 1 日", date(2021, 3, 1)),
        ("出生日期", "2021.3.1", date(2021, 3, 1)),
        ("出生日期", 20210301, date(2021, 3, 1)),
        ("出生日期", date(2021, 3, 1), date(2021, 3, 1)),
        ("出生日期", datetime.datetime(2021, 3, 1, 14, 30), date(2021, 3, 1)),  # noqa: DTZ001
        ("身份证号", "11010519491231002x", VALID_NUMBER),
        ("身份证号", "１１０１０５ 19491231 002X", VALID_NUMBER),
        ("电话", 13812345678, "13812345678"),
        ("电话", "138 1234 5678", "13812345678"),
        ("次数", "１２", 12),
        ("次数", "1,000", 1000),
        ("次数", 3.0, 3),
        ("党费", 0.1, Decimal("0.1")),
        ("党费", "12.50", Decimal("12.50")),
        ("党费", 0.1 + 0.2, Decimal("0.3")),
        ("在岗", "√", True),
        ("在岗", "否", False),
        ("在岗", True, True),
        ("在岗", 0, False),
        ("单位代码", "91350100m000100y43", "91350100M000100Y43"),
        ("区划代码", 330102001001, "330102001001"),
        ("特长", "书法、摄影，书法；唱歌", ("书法", "摄影", "唱歌")),
        ("特长", None, ()),
        ("备注", "@所有人 -1", "@所有人 -1"),
        ("备注", "+86", "+86"),
        ("备注", None, ""),
        ("备注", "第一行\n第二行", "第一行\n第二行"),
    ],
)
def test_what_people_type_is_understood(title, typed, meant):
    reading = read(workbook({**GOOD, title: typed}), PEOPLE)
    assert reading.errors == []
    name = next(column.name for column in PEOPLE.columns if column.title == title)
    assert reading.rows[0][name] == meant
    assert reading.column(name) == [meant]


def test_titles_are_matched_without_stars_spaces_and_width():
    titles = [f" *{title} " if title == "编号" else title for title in reversed(TITLES)]
    titles = ["电　话" if title == "电话" else title for title in titles]
    row = {" *编号 ": "R1", "姓名": "张三", "电　话": "13812345678"}
    assert read(workbook(row, titles=titles), PEOPLE).rows[0]["phone"] == "13812345678"


@pytest.mark.parametrize(
    ("titles", "place", "word"),
    [
        ([title for title in TITLES if title != "电话"], (1, ""), "缺少“电话”"),
        ([*TITLES, "微信号"], (1, "O"), "没有“微信号”"),
        ([*TITLES, "电话"], (1, "O"), "重复"),
    ],
)
def test_missing_unknown_and_repeated_columns_are_located(titles, place, word):
    reading = read(workbook(GOOD, titles=titles), PEOPLE)
    (error,) = reading.errors
    assert (error.row, error.letter) == place
    assert word in error.message
    assert reading.rows == []


def test_a_filled_column_without_a_title_is_located():
    def spoil(sheet, _book):
        sheet["P2"] = "多出来的"

    (error,) = read(workbook(GOOD, extra=spoil), PEOPLE).errors
    assert error.letter == "P"
    assert "没有列标题" in error.message


def test_blank_rows_do_not_count_and_numbers_stay_those_of_the_file():
    reading = read(workbook(GOOD, {}, {}, {**GOOD, "编号": "R2", "姓名": "李四"}), PEOPLE)
    assert [row.number for row in reading.rows] == [2, 5]


def test_one_value_over_several_rows_holds_for_each_of_them():
    def merge(sheet, _book):
        sheet.merge_cells("C2:C4")

    rows = [{"编号": f"R{n}", "姓名": f"张{n}", "性别": "女" if n == 0 else None} for n in range(3)]
    assert read(workbook(*rows, extra=merge), PEOPLE).column("sex") == ["f", "f", "f"]


def test_cells_merged_sideways_are_asked_back():
    def merge(sheet, _book):
        sheet.merge_cells("M2:N2")

    (error,) = read(workbook({**GOOD, "特长": "书法"}, extra=merge), PEOPLE).errors
    assert (error.row, error.letter) == (2, "M")
    assert "合并" in error.message


def test_values_that_together_must_be_unique_are_compared_within_the_file():
    rows = [{"编号": f"R{n}", "姓名": "张三", "出生日期": "1980-01-01"} for n in (1, 2)]
    (error,) = read(workbook(*rows), PEOPLE).errors
    assert "与第 2 行重复" in error.message
    assert error.row == 3


def test_a_column_only_for_reading_may_be_missing_and_is_not_read():
    sheet = Sheet("test-x", "甲", [Column("a", "甲列"), Column("b", "乙列"), Column("c", "得分", read_only=True)])
    content = workbook({"甲列": "1", "乙列": "2", "得分": "=1"}, titles=["甲列", "乙列", "得分"])
    assert dict(read(content, sheet).rows[0]) == {"a": "1", "b": "2"}
    assert read(workbook({"甲列": "1"}, titles=["甲列", "乙列"]), sheet).errors == []


def test_choices_may_be_asked_for_when_the_file_is_read():
    kinds = [("a", "甲类")]
    sheet = Sheet("test-y", "乙", [Column("k", "类别", "choice", choices=lambda: kinds), Column("n", "名称")])
    content = workbook({"类别": "乙类", "名称": "x"}, titles=["类别", "名称"])
    assert len(read(content, sheet).errors) == 1
    kinds.append(("b", "乙类"))
    assert read(content, sheet).rows[0]["k"] == "b"
