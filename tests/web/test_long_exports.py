"""A list of more than 500 rows leaves only for a reason, which stands in the file and in the log."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from openpyxl import load_workbook

from mulin.audit.models import Entry
from mulin.identity.models import User
from mulin.tree.models import Node
from mulin.web.actions import exchange
from tests.web.conftest import workbook
from tests.worlds import built_once


@pytest.fixture
def officer(street: Node, clerk: User, as_person: Callable[[str, str], Client]) -> Client:
    bring_in_many_compounds(clerk)
    return as_person("street_officer", "JD0001")


@built_once
def bring_in_many_compounds(clerk: User) -> None:
    """With these there are more places than may leave in an export without a reason."""
    rows = [
        {"code": f"XQ9{number:03d}", "kind": "compound", "name": f"第{number}小区", "belongs_to": "SQ0001"}
        for number in range(exchange.MANY)
    ]
    assert exchange.bring_in(workbook("places", rows), "places", by=clerk).applied


def test_a_long_list_asks_what_for_and_writes_nothing_before(officer: Client) -> None:
    page = officer.get("/sheets/places/export/")
    assert "超过 500 行，请说明导出的用途" in page.content.decode()
    assert "导出" not in Entry.objects.values_list("verb", flat=True)
    empty = officer.post("/sheets/places/export/", {"reason": "  "})
    assert "超过 500 行" in empty.content.decode()
    assert "导出" not in Entry.objects.values_list("verb", flat=True)


def test_with_a_reason_it_leaves_watermarked_and_logged(officer: Client) -> None:
    answer = officer.post("/sheets/places/export/", {"reason": "换届核对 & 盘点"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    assert "street_officer@JD0001 于 " in sheet["A2"].value
    assert "用途：换届核对 & 盘点" in sheet["A2"].value
    assert "换届核对" in str(sheet.oddFooter.left.text)
    entry = Entry.objects.get(verb="导出")
    assert entry.changes["用途"] == "换届核对 & 盘点"
    assert entry.changes["行数"] > exchange.MANY


def test_a_watermarked_list_comes_in_again_unchanged(officer: Client, clerk: User) -> None:
    answer = officer.post("/sheets/places/export/", {"reason": "核对"})
    done = exchange.bring_in(b"".join(answer.streaming_content), "places", by=clerk)
    assert (done.new, done.changed, done.wrong) == (0, 0, 0)
    assert done.unchanged > exchange.MANY


def test_a_short_list_leaves_at_once(as_person: Callable[[str, str], Client]) -> None:
    answer = as_person("community_secretary", "SQ0001").get("/sheets/places/export/")
    assert answer.streaming
