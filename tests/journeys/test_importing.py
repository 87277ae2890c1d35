"""Journey 2: an officer imports from Excel; the file comes back with bad cells marked; corrected, it goes in."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from mulin.foundation.spreadsheets import registered
from mulin.members.models import Member
from mulin.tree.models import Node
from tests.journeys.world import COMMUNITY, COMPOUNDS, STREET, World

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAMILY = "睦邻里党支部"
Rows = list[dict[str, Any]]


class Desk:
    """An officer at the import page: downloads the template, fills it in, uploads it, reads what comes back."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def saved(self, link: str) -> bytes:
        """The file behind a link."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=link).first.click()
        return Path(waiting.value.path()).read_bytes()

    def filled(self, kind: str, rows: Rows) -> bytes:
        """The template, downloaded from the page and filled in."""
        self.page.goto(f"/sheets/{kind}/import/")
        book = openpyxl.load_workbook(io.BytesIO(self.saved("下载模板")))
        sheet, titles = heading(book)
        column_of = {column.name: titles[column.title] for column in registered(kind).sheet.columns}
        for number, row in enumerate(rows, self.first_row(sheet)):
            for name, value in row.items():
                sheet.cell(number, column_of[name], value)
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    @staticmethod
    def first_row(sheet: Any) -> int:
        """The first row under the heading and the grey example."""
        return next(number for number in range(1, 12) if is_heading(sheet, number)) + 2

    def upload(self, kind: str, content: bytes) -> None:
        """Upload a workbook and come to its preview."""
        self.page.goto(f"/sheets/{kind}/import/")
        self.page.set_input_files("input[type=file]", {"name": "我的表.xlsx", "mimeType": XLSX, "buffer": content})
        self.page.get_by_role("button", name="上传并预览").click()
        self.page.wait_for_url("**/import/*/")

    def counts(self) -> dict[str, str]:
        """The counts of the preview."""
        tiles = self.page.locator(".tile")
        return dict(tiles.nth(number).locator("span").all_inner_texts()[:2] for number in range(tiles.count()))

    def confirm(self) -> None:
        """Write what the preview shows."""
        self.page.get_by_role("button", name="确认导入").click()
        expect(self.page.locator("body")).to_contain_text("已导入")


def is_heading(sheet: Any, number: int) -> bool:
    """Is this the row of titles?"""
    return any(str(cell.value or "").startswith(("编码", "编号")) for cell in sheet[number])


def heading(book: Any) -> tuple[Any, dict[str, int]]:
    """The sheet with the rows, and the column of each title."""
    sheet = next(one for one in book.worksheets if any(is_heading(one, number) for number in range(1, 12)))
    row = next(number for number in range(1, 12) if is_heading(sheet, number))
    return sheet, {str(cell.value).strip("* "): cell.column for cell in sheet[row] if cell.value}


def remarks(content: bytes) -> list[str]:
    """Every comment in a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [cell.comment.text for sheet in book for row in sheet for cell in row if cell.comment]


def test_an_officer_gets_bad_cells_marked_and_the_corrected_file_goes_in_once(
    living: Callable[..., World],
    sign_in: Callable[[Any], None],
    page: Page,
    picture: Callable[..., None],
    accessible: Callable[[], None],
) -> None:
    world = living("2022-06-30", until="2022-01-31")
    sign_in(world.people["officer"])
    desk = Desk(page)
    organisation = {
        "code": "DZBNEW1",
        "kind": "党支部",
        "name": FAMILY,
        "belongs_to": "DZZ9901",
        "located_in": COMPOUNDS[0],
    }
    wrong = [
        organisation | {"since": "2022年13月"},
        organisation | {"name": "另一个党支部"},
        {"kind": "党小队", "name": "第三党小组", "belongs_to": "没有这个"},
    ]

    content = desk.filled("organisations", wrong)
    accessible()
    picture("import-upload")
    desk.upload("organisations", content)
    assert int(desk.counts()["错误"]) > 0
    expect(page.locator("main")).to_contain_text("什么也没有写入")
    expect(page.locator("main")).to_contain_text("2022年13月")
    accessible()
    picture("import-errors", phone=True)
    marked = remarks(desk.saved("下载标好错误的原文件"))
    assert len(marked) >= 4, marked
    assert not Node.objects.filter(name=FAMILY).exists()

    desk.upload("organisations", desk.filled("organisations", [organisation]))
    assert desk.counts()["新增"] == "1"
    accessible()
    picture("import-preview")
    desk.confirm()
    assert Node.objects.get(name=FAMILY).code == "DZBNEW1"

    desk.upload("organisations", desk.filled("organisations", [organisation]))
    assert desk.counts() == {"新增": "0", "变更": "0", "未变": "1", "错误": "0"}
    expect(page.get_by_role("button", name="确认导入")).to_have_count(0)
    picture("import-unchanged")


def test_units_and_members_go_in_the_same_way(
    living: Callable[..., World], sign_in: Callable[[Any], None], page: Page, accessible: Callable[[], None]
) -> None:
    world = living("2022-06-30", until="2022-01-31")
    sign_in(world.people["officer"])
    desk = Desk(page)
    unit = {
        "code": "QYNEW1",
        "kind": "企业",
        "name": "云川新禾商贸有限公司",
        "belongs_to": STREET,
        "located_in": "LY9901",
    }
    desk.upload("units", desk.filled("units", [unit | {"credit_code": "9133012345"}]))
    expect(page.locator("main")).to_contain_text("统一社会信用代码")
    accessible()
    desk.upload("units", desk.filled("units", [unit | {"guide": "顾清"}]))
    desk.confirm()

    member = {
        "name": "温知夏",
        "category": "在职党员",
        "home_organisation": f"DZB{COMPOUNDS[0]}",
        "residence": COMMUNITY,
    }
    desk.upload("members", desk.filled("members", [member | {"identity_number": "339901199001010000"}]))
    expect(page.locator("main")).to_contain_text("身份证号")
    desk.upload("members", desk.filled("members", [member | {"born_on": "1990.1.1"}]))
    desk.confirm()
    assert Member.objects.filter(name="温知夏").count() == 1
    assert Node.objects.filter(code="QYNEW1").exists()
