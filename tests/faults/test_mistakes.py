"""A workbook with more than thirty kinds of mistakes: exit 2, each found at its cell, nothing written."""

import datetime
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command

from mulin.foundation.identifiers import credit_code_problem
from mulin.foundation.spreadsheets import registered
from mulin.identity.models import User
from mulin.organisations.actions import found_unit
from mulin.tree.actions import NewNode, found
from mulin.tree.models import Node
from tests.faults.conftest import everything, workbook
from tests.worlds import built_once

TAKEN, ALONE = "91350100M000100Y43", "91110000600037341L"
RIGHT = {"kind": "企业", "name": "好商行", "belongs_to": "JD1", "located_in": "SQ1"}
MISTAKES: list[tuple[str, dict[str, Any]]] = [
    ("kind", {"kind": None}),
    ("kind", {"kind": "公司"}),
    ("kind", {"kind": "社区"}),
    ("name", {"name": None}),
    ("name", {"name": "长" * 101}),
    ("code", {"code": "长" * 41}),
    ("code", {"code": 12345678901234567890.0}),
    ("code", {"code": "QY-TWICE"}),
    ("credit_code", {"credit_code": "9135010"}),
    ("credit_code", {"credit_code": "91350100M000100Y44"}),
    ("credit_code", {"credit_code": "91350100I000100Y43"}),
    ("credit_code", {"code": "QY2", "credit_code": TAKEN}),
    ("credit_code", {"credit_code": 911100006000373410.0}),
    ("belongs_to", {"belongs_to": None}),
    ("belongs_to", {"belongs_to": "JD404"}),
    ("belongs_to", {"belongs_to": "SQ1"}),
    ("belongs_to", {"belongs_to": "QY-WRONG"}),
    ("located_in", {"located_in": "SQ404"}),
    ("located_in", {"located_in": "DW1"}),
    ("is_two_new", {"is_two_new": "也许"}),
    ("organisation_due", {"organisation_due": "应建"}),
    ("employees", {"employees": "很多"}),
    ("employees", {"employees": -3}),
    ("employees", {"employees": 12.5}),
    ("employees", {"employees": 99_999_999}),
    ("phone", {"phone": "1380000"}),
    ("phone", {"phone": "12345678901"}),
    ("address", {"address": "长" * 201}),
    ("contact", {"contact": "长" * 61}),
    ("guide", {"kind": "机关", "guide": "张引"}),
    ("guide", {"guide": "长" * 61}),
    ("since", {"since": "去年"}),
    ("since", {"since": "2021-02-30"}),
    ("since", {"since": "2021"}),
    ("since", {"since": 2021.1}),
    ("since", {"since": "1899-12-31"}),
    ("effective", {"effective": "2021-03"}),
]
FIRST = 3
"""The first wrong row of the workbook: the header and a right row stand above."""


@pytest.fixture
def registry(clerk: User) -> Node:
    return a_registry(clerk)


@built_once
def a_registry(clerk: User) -> Node:
    """A street, a community, a committee and a unit whose code is taken."""
    street = found(NewNode("street", "睦邻街道", code="JD1"), reason="建档", by=clerk)
    community = found(NewNode("community", "东社区", street, code="SQ1"), reason="建档", by=clerk)
    found(NewNode("party_work_committee", "党工委", None, street, code="DW1"), reason="建档", by=clerk)
    assert credit_code_problem(TAKEN) == ""
    found_unit(
        NewNode("enterprise", "老商行", street, community, code="QY1"), {"credit_code": TAKEN}, reason="建档", by=clerk
    )
    return street


@pytest.fixture
def wrong(registry: Node, tmp_path: Path) -> Path:
    rows = [RIGHT | {"name": "第一行是对的", "code": "QY-TWICE"}]
    rows += [RIGHT | {"name": f"商行{number}"} | mistake for number, (_, mistake) in enumerate(MISTAKES)]
    path = tmp_path / "单位.xlsx"
    path.write_bytes(workbook("units", rows))
    return path


@pytest.mark.row("J03")
def test_every_kind_of_mistake_is_found_at_its_cell_and_nothing_is_written(
    wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything()
    with pytest.raises(SystemExit) as ended:
        call_command("import", str(wrong), "--json")
    assert ended.value.code == 2
    assert everything() == before
    told = json.loads(capsys.readouterr().out)
    wrong_rows = {error["row"] for error in told["errors"]}
    right = [one for row, one in enumerate(MISTAKES, FIRST) if row not in wrong_rows]
    assert right == []
    assert (told["applied"], told["new"]) == (False, 1)
    titles = {column.name: column.title for column in registered("units").sheet.columns}
    found = {(error["row"], error["title"]) for error in told["errors"]}
    lacking = [
        (row, column, mistake)
        for row, (column, mistake) in enumerate(MISTAKES, FIRST)
        if (row, titles[column]) not in found
    ]
    assert lacking == []
    assert {row for row, _ in found} == set(range(FIRST, FIRST + len(MISTAKES))), "no right row is blamed"
    assert len({error["message"] for error in told["errors"]}) >= 20
    assert all(error["message"] for error in told["errors"])


def test_the_marked_file_beside_the_input_shows_every_wrong_cell(
    wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        call_command("import", str(wrong), "--json")
    told = json.loads(capsys.readouterr().out)
    marked = wrong.with_name("单位（已标出错误）.xlsx")
    assert Path(told["marked"]) == marked
    page = openpyxl.load_workbook(io.BytesIO(marked.read_bytes())).worksheets[0]
    for error in told["errors"]:
        if error["column"]:
            cell = page[f"{error['column']}{error['row']}"]
            assert cell.comment is not None, cell.coordinate
            assert error["message"] in cell.comment.text
    assert page["C2"].value == "第一行是对的"
    assert page["C2"].comment is None


def test_the_corrected_workbook_goes_in(registry: Node, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "单位.xlsx"
    rows = [
        RIGHT | {"name": "甲商行", "since": "2021年3月", "credit_code": ALONE.lower(), "employees": "１２"},
        RIGHT | {"name": "乙商行", "since": 44256, "is_two_new": "√", "phone": " 138 0000 0001 "},
    ]
    path.write_bytes(workbook("units", rows))
    call_command("import", str(path), "--json")
    assert json.loads(capsys.readouterr().out)["applied"] is True
    first = Node.objects.get(name="甲商行")
    assert (first.since, first.unit.credit_code, first.unit.employees) == (datetime.date(2021, 3, 1), ALONE, 12)
    second = Node.objects.get(name="乙商行")
    assert (second.since, second.unit.is_two_new, second.unit.phone) == (
        datetime.date(2021, 3, 1),
        True,
        "13800000001",
    )
