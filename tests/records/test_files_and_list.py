"""Files of a record, their withdrawal and who finds them; the list of records and its workbook."""

import datetime
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from mulin.audit.models import Entry
from mulin.records.actions import attach_evidence, confirm, note
from mulin.records.models import Activity, Evidence

from .conftest import DAY, Street, picture


def test_files_are_added_shown_and_every_reading_is_logged(place: Street, fact: Activity, page_of: Any) -> None:
    client = page_of("secretary")
    client.post(reverse("records:attach", args=[fact.pk]), {"attachments": [picture()], "speaks_for": "2021-05-21"})
    kept = Evidence.objects.get()
    assert kept.speaks_for == datetime.date(2021, 5, 21)
    answer = client.get(reverse("records:evidence", args=[kept.pk]))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert Entry.objects.filter(verb="查看佐证", actor=place.users["secretary"]).count() == 1
    small = client.get(reverse("records:small_picture", args=[kept.pk]))
    assert Image.open(io.BytesIO(small.content)).size == (40, 30)


def test_a_file_is_withdrawn_from_the_records_page_and_shown_as_withdrawn(
    place: Street, fact: Activity, page_of: Any
) -> None:
    kept = attach_evidence(fact, picture(), by=place.by)
    secretary, worker = page_of("secretary"), page_of("worker")
    page = reverse("records:activity", args=[fact.pk])
    address = reverse("records:withdraw_evidence", args=[kept.pk])
    assert address in secretary.get(page).text
    assert address not in worker.get(page).text
    assert worker.post(address, {"reason": "传错"}).status_code == 403
    assert secretary.post(address, {"reason": ""}).context["form"].errors
    secretary.post(address, {"reason": "拍到了证件"})
    for client in (secretary, worker):
        shown = client.get(page).text
        assert "已撤回" in shown
        assert "拍到了证件" in shown
        assert reverse("records:small_picture", args=[kept.pk]) not in shown
    opened = reverse("records:evidence", args=[kept.pk])
    assert (secretary.get(opened).status_code, worker.get(opened).status_code) == (200, 403)
    assert secretary.get(reverse("records:small_picture", args=[kept.pk])).status_code == 404


def test_the_workbook_holds_what_the_narrowed_list_shows(place: Street, fact: Activity, page_of: Any) -> None:
    note(place.garden, "patrol", datetime.date(2021, 6, 1), title="夜间巡查", by=place.by)
    address = reverse("web:export", args=["activities"])
    narrowed = ({"kind": "patrol"}, {"夜间巡查"}), ({"day_until": "2021-05-31"}, {"二季度会议"})
    for asked, wanted in (({}, {"二季度会议", "夜间巡查"}), *narrowed):
        content = b"".join(page_of("secretary").get(address, asked).streaming_content)
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        assert {sheet.cell(row, 5).value for row in range(4, sheet.max_row + 1)} == wanted


@pytest.mark.parametrize("name", ["activity", "edit", "correct", "void", "names", "attach", "confirm"])
def test_a_record_outside_ones_reach_is_not_found(place: Street, fact: Activity, page_of: Any, name: str) -> None:
    client, address = page_of("neighbour"), reverse(f"records:{name}", args=[fact.pk])
    answer = client.post(address) if name == "confirm" else client.get(address)
    assert answer.status_code == 404


def test_a_file_outside_ones_reach_is_not_found(place: Street, fact: Activity, page_of: Any) -> None:
    kept = attach_evidence(fact, picture(), by=place.by)
    for name in ("evidence", "small_picture", "withdraw_evidence"):
        assert page_of("neighbour").get(reverse(f"records:{name}", args=[kept.pk])).status_code == 404


def test_the_list_shows_what_one_may_see_and_narrows(place: Street, fact: Activity, page_of: Any) -> None:
    confirm(note(place.west, "joint_meeting", DAY, title="西边的会", by=place.by), by=place.by)
    note(place.garden, "patrol", datetime.date(2021, 6, 1), title="夜间巡查", by=place.by)
    client, address = page_of("secretary"), reverse("records:activities")
    everything = client.get(address).text
    assert "二季度会议" in everything
    assert "夜间巡查" in everything
    assert "西边的会" not in everything
    for condition, wanted in (
        ({"q": "巡查"}, "夜间巡查"),
        ({"kind": "joint_meeting"}, "二季度会议"),
        ({"host": place.garden.pk}, "夜间巡查"),
        ({"state": "confirmed"}, "二季度会议"),
        ({"day_from": "2021-06-01"}, "夜间巡查"),
    ):
        other = {"夜间巡查", "二季度会议"} - {wanted}
        shown = client.get(address, condition).text
        assert wanted in shown
        assert other.pop() not in shown


def test_a_page_of_the_list_asks_the_same_number_of_queries_however_long_it_is(place: Street, page_of: Any) -> None:
    client, address = page_of("secretary"), reverse("records:activities")
    note(place.garden, "patrol", DAY, by=place.by)
    client.get(address)

    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return [query["sql"] for query in queries.captured_queries]

    short = asked()
    for _ in range(49):
        note(place.garden, "patrol", DAY, by=place.by)
    assert len(asked()) == len(short)
    assert sum("records_activity" in query for query in short) == 2, "the rows, and the hosts to filter by"
