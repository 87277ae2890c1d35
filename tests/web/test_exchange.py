"""Workbooks in and out, in the browser and on the command line."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from mulin.audit.models import Entry
from mulin.identity.models import User
from mulin.tree.models import Node
from tests.web.conftest import PLACES, workbook

NEW = {"code": "SQ0003", "kind": "community", "name": "松涛社区", "belongs_to": "JD0001"}
WRONG = {"code": "SQ0004", "kind": "community", "name": "", "belongs_to": "没有这个编码"}


def upload(client: Client, rows: list[dict]) -> str:
    """Send a workbook; returns the address of its preview."""
    file = SimpleUploadedFile("places.xlsx", workbook("places", rows))
    response = client.post("/sheets/places/import/", {"workbook": file})
    assert response.status_code == 302
    return response.url


def test_a_preview_counts_and_writes_nothing_until_it_is_confirmed(as_person: Callable[[str, str], Client]) -> None:
    client = as_person("street_officer", "JD0001")
    preview = upload(client, [*PLACES[1:], NEW])
    assert not Node.objects.filter(code="SQ0003").exists()
    page = client.get(preview)
    assert page.context["preview"].new == 1
    assert page.context["preview"].unchanged == 4
    name = preview.rstrip("/").rsplit("/", 1)[-1]
    done = client.post("/sheets/places/import/confirm/", {"workbook": name})
    assert done.url == "/organisations/places/"
    assert Node.objects.get(code="SQ0003").path.startswith(Node.objects.get(code="JD0001").path)
    entry = Entry.objects.filter(verb="导入").latest("id")
    assert entry.changes["数量"]["新增"] == 1
    assert len(entry.changes["文件校验值"]) == 64


def test_wrong_cells_come_back_marked_and_nothing_is_written(as_person: Callable[[str, str], Client]) -> None:
    client = as_person("street_officer", "JD0001")
    preview = upload(client, [NEW, WRONG])
    page = client.get(preview)
    (wrong,) = [error for error in page.context["preview"].errors if error.title == "名称"]
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{preview}marked/").content))["区域"]
    cell = sheet[f"{wrong.letter}{wrong.row}"]
    assert sheet[f"B{wrong.row - 1}"].value, "the row above is the right one"
    assert cell.fill.start_color.rgb == "FFFFC7CE"
    assert wrong.message in cell.comment.text
    name = preview.rstrip("/").rsplit("/", 1)[-1]
    refused = client.post("/sheets/places/import/confirm/", {"workbook": name})
    assert refused.url == preview
    assert not Node.objects.filter(code__in=["SQ0003", "SQ0004"]).exists()


def test_the_same_file_twice_changes_nothing(as_person: Callable[[str, str], Client]) -> None:
    client = as_person("street_officer", "JD0001")
    page = client.get(upload(client, PLACES[1:]))
    assert (page.context["preview"].new, page.context["preview"].changed) == (0, 0)
    assert not page.context["may_confirm"]


def test_rows_outside_ones_reach_are_located_errors(as_person: Callable[[str, str], Client]) -> None:
    client = as_person("community_secretary", "SQ0001")
    page = client.get(upload(client, [NEW]))
    assert page.context["preview"].errors


def test_who_may_import_nowhere_gets_no_template(as_person: Callable[[str, str], Client]) -> None:
    assert as_person("auditor", "JD0001").get("/sheets/places/template/").status_code == 403


def test_a_file_that_is_gone_is_asked_for_again(as_person: Callable[[str, str], Client]) -> None:
    client = as_person("street_officer", "JD0001")
    assert client.get(f"/sheets/places/import/{'0' * 64}/").status_code == 403
    assert client.get("/sheets/places/import/..%2F..%2Fkeys/").status_code in {403, 404}


def test_an_export_holds_what_one_may_see_and_is_logged(as_person: Callable[[str, str], Client]) -> None:
    client = as_person("community_secretary", "SQ0001")
    content = b"".join(client.get("/sheets/places/export/").streaming_content)
    names = [row[2].value for row in openpyxl.load_workbook(io.BytesIO(content))["区域"].iter_rows(min_row=2)]
    assert "荷风社区" in names
    assert "竹影社区" not in names
    assert Entry.objects.filter(verb="导出").exists()


@pytest.mark.parametrize("kind", ["places", "organisations", "units", "premises", "staff", "members", "activities"])
def test_every_kind_has_a_template_that_is_recognised(
    as_person: Callable[[str, str], Client], tmp_path: Path, kind: str
) -> None:
    content = as_person("street_officer", "JD0001").get(f"/sheets/{kind}/template/").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.worksheets[0].freeze_panes
    from mulin.foundation.spreadsheets.recognising import recognise

    assert recognise(content) == kind


def test_the_command_imports_marks_and_says_two(street: Node, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    good.write_bytes(workbook("places", [NEW]))
    bad.write_bytes(workbook("places", [WRONG]))
    out = io.StringIO()
    call_command("import", str(good), "--dry-run", stdout=out)
    assert not Node.objects.filter(code="SQ0003").exists()
    call_command("import", str(good), stdout=out)
    assert Node.objects.filter(code="SQ0003").exists()
    with pytest.raises(SystemExit) as stopped:
        call_command("import", str(bad), "--json", stdout=out)
    assert stopped.value.code == 2
    assert (tmp_path / "bad（已标出错误）.xlsx").is_file()


def test_the_command_acts_as_somebody(street: Node, clerk: User, as_person: Callable, tmp_path: Path) -> None:
    as_person("community_secretary", "SQ0001")
    target = tmp_path / "out.xlsx"
    call_command("export", "places", "--as", "community_secretary-SQ0001", "--output", str(target))
    names = [row[2].value for row in openpyxl.load_workbook(target)["区域"].iter_rows(min_row=2)]
    assert "竹影社区" not in names
