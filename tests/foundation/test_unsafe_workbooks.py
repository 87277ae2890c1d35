"""Files that must not be opened, and say so in Chinese."""

import io
import zipfile

import pytest

from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import archive, read
from tests.foundation.workbooks import GOOD, PEOPLE, repacked, workbook


def _sheet_xml(text):
    def change(name, part):
        if name == "xl/worksheets/sheet1.xml":
            return part.replace(b"</sheetData>", text + b"</sheetData>")
        return part

    return change


def _bomb():
    return repacked(workbook(GOOD), add=[("xl/media/zeros.bin", b"\0" * 30_000_000)])


def _doctype(name, part):
    if name == "xl/workbook.xml":
        return b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + part
    return part


def _utf16(name, part):
    return part.decode().encode("utf-16") if name == "xl/workbook.xml" else part


UNSAFE = {
    "a zip bomb": (_bomb, "压缩比"),
    "an outside entity": (lambda: repacked(workbook(GOOD), _doctype), "外部实体"),
    "an encoding that hides things": (lambda: repacked(workbook(GOOD), _utf16), "编码"),
    "a cell in the last column": (
        lambda: repacked(workbook(GOOD), _sheet_xml(b'<row r="9"><c r="XFD9"><v>1</v></c></row>')),
        "XFD9",
    ),
    "a cell just beyond the last column allowed": (
        lambda: repacked(workbook(GOOD), _sheet_xml(b'<row r="12"><c r="BA12"><v>1</v></c></row>')),
        "BA12",
    ),
    "a cell in the last row": (
        lambda: repacked(workbook(GOOD), _sheet_xml(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>')),
        "A1048576",
    ),
    "cells that do not say where they are": (
        lambda: repacked(workbook(GOOD), _sheet_xml(b"<row>" + b"<c><v>1</v></c>" * 10 + b"</row>")),
        "不规范",
    ),
    "a far cell hidden behind a line break": (
        lambda: repacked(workbook(GOOD), _sheet_xml(b'<row r="9"><c\nr="XFD9"><v>1</v></c></row>')),
        "不规范",
    ),
    "a far cell in small letters": (
        lambda: repacked(workbook(GOOD), _sheet_xml(b'<row r="9"><c r="xfd9"><v>1</v></c></row>')),
        "不规范",
    ),
    "macros": (lambda: repacked(workbook(GOOD), add=[("xl/vbaProject.bin", b"x")]), "宏"),
    "links to other workbooks": (
        lambda: repacked(workbook(GOOD), add=[("xl/externalLinks/externalLink1.xml", b"<x/>")]),
        "外部链接",
    ),
    "a relation to the outside": (
        lambda: repacked(
            workbook(GOOD),
            add=[
                (
                    "xl/worksheets/_rels/sheet9.xml.rels",
                    b'<Relationships><Relationship Id="r" Type="x/image" TargetMode="External" '
                    b'Target="http://192.0.2.1/"/></Relationships>',
                )
            ],
        ),
        "外部内容",
    ),
    "a path that climbs": (lambda: repacked(workbook(GOOD), add=[("../evil.xml", b"<x/>")]), "路径"),
    "too many parts": (
        lambda: repacked(workbook(GOOD), add=[(f"p{n}.xml", b"<x/>") for n in range(401)]),
        "过大",
    ),
    "an old or locked file": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧版"),
    "no workbook at all": (lambda: b"name,phone\n", "已损坏或不是"),
    "half a workbook": (lambda: workbook(GOOD)[:3000], "已损坏"),
    "another zip": (lambda: _zip({"a.txt": b"x"}), "不是 Excel"),
    "an empty workbook": (lambda: workbook(titles=[]), "表头"),
    "no header": (lambda: workbook({"甲": "x"}, titles=["甲", "乙"]), "表头"),
    "a header without rows": (workbook, "没有内容"),
}


def _zip(parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize("kind", UNSAFE)
def test_an_unsafe_or_useless_file_is_refused(kind):
    build, word = UNSAFE[kind]
    with pytest.raises(Refused, match=word):
        read(build(), PEOPLE)


def test_a_file_beyond_the_size_limit_is_refused(settings):
    settings.SPREADSHEET_MAX_BYTES = 1024
    with pytest.raises(Refused, match="超过"):
        read(workbook(GOOD), PEOPLE)


def test_sizes_that_lie_are_found():
    content = bytearray(repacked(workbook(GOOD), add=[("xl/big.xml", b"<x>" + b"ab" * 5000 + b"</x>")]))
    directory = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/big.xml"))
    content[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    with pytest.raises(Refused, match="已损坏"):
        archive.check(bytes(content))


def test_a_link_to_a_web_page_in_a_cell_is_no_danger():
    def link(sheet, _book):
        sheet["N2"].hyperlink = "https://example.com/"
        sheet["N2"] = "网页"

    assert read(workbook(GOOD, extra=link), PEOPLE).rows[0]["note"] == "网页"


def test_several_filled_sheets_are_asked_back_unless_one_is_named_like_the_list():
    def add(_sheet, book):
        book.create_sheet("其他").append(["x"])

    with pytest.raises(Refused, match="几张"):
        read(workbook(GOOD, title="Sheet1", extra=add), PEOPLE)
    assert len(read(workbook(GOOD, extra=add), PEOPLE).rows) == 1


def test_a_workbook_whose_xml_has_prefixes_is_read_and_its_formulas_found():
    def prefixed(name, part):
        if name != "xl/worksheets/sheet1.xml":
            return part
        spelled = part.replace(b"</", b"<#").replace(b"<", b"<x:").replace(b"<x:#", b"</x:").replace(b"<x:?", b"<?")
        return spelled.replace(b'xmlns="', b'xmlns:x="')

    content = repacked(workbook(GOOD, {**GOOD, "编号": "R2", "姓名": "李四", "备注": "=1+1"}), prefixed)
    reading = read(content, PEOPLE)
    assert [row["name"] for row in reading.rows] == ["张三"]
    assert [(error.row, error.letter) for error in reading.errors] == [(3, "N")]
