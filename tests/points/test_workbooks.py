"""Workbooks of points: what went out comes in again unchanged, and holds what the list shows."""

import datetime
import io
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from mulin.foundation.spreadsheets import registered, write_export
from mulin.members.actions import leave, move_tie
from mulin.members.choices import Leaving
from mulin.points.actions import award, exchange, object_to, offer, register_month
from mulin.points.choices import Origin
from mulin.points.models import PointsEntry
from mulin.tree.actions import NewNode, found
from mulin.web.actions import exchange as exchange_of_workbooks
from tests.points.test_pages import published
from tests.points.world import Town, account_of

pytestmark = [pytest.mark.django_db]
JUNE = datetime.date(2021, 6, 1)
HEAD = 3
"""So many lines stand above the rows of a workbook."""


@pytest.mark.row("J09")
def test_a_ledger_that_was_taken_out_changes_nothing_when_it_is_brought_in_again(town: Town):
    one, other = town.member("丁一"), town.member("李二", category="floating")
    town.theme_day("2021-05-10", one)
    for times in (1, 2):
        register_month(town.branch, "member_points", JUNE, {(one.pk, "service"): times}, by=town.secretary)
    award(town.programme, "member_points", "service", {other.pk: 3}, day=JUNE, reference="r:1", by=town.secretary)
    town.theme_day("2021-05-11", other)
    leave(other, on=datetime.date(2021, 7, 1), leaving=Leaving.DIED, by=town.clerk)
    before = PointsEntry.objects.count()
    assert set(PointsEntry.objects.values_list("origin", flat=True)) == {*Origin.values} - {Origin.EXCHANGED}
    content = exchange_of_workbooks.take_out("points_entries", by=town.clerk).read()
    for _ in range(2):
        result = exchange_of_workbooks.bring_in(content, "points_entries", by=town.clerk)
        assert (result.new, result.unchanged, list(result.errors)) == (0, before, [])
    assert PointsEntry.objects.count() == before


@pytest.mark.row("J09")
def test_a_row_of_the_ledger_may_be_corrected_only_where_people_registered_it_and_it_stands(town: Town):
    one = town.member("丁一")
    town.theme_day("2021-05-10", one)
    for times in (1, 2):
        register_month(town.branch, "member_points", JUNE, {(one.pk, "service"): times}, by=town.secretary)
    rows = {row["number"]: row for row in registered("points_entries").rows(by=town.officer)}
    automatic = PointsEntry.objects.get(origin="automatic", scheme="member_points").pk
    reversed_one = PointsEntry.objects.get(reversal__isnull=False).pk
    standing = PointsEntry.objects.standing().get(origin="registered").pk

    def brought_in(*changed: Mapping[str, Any]) -> Any:
        content = write_export(registered("points_entries").sheet, changed).read()
        return exchange_of_workbooks.bring_in(content, "points_entries", by=town.secretary)

    for number, more, message in (
        (automatic, {"times": 2}, "不能在表格里改"),
        (reversed_one, {"times": 3}, "已经冲正"),
        (standing, {"rule": "事项absent"}, "不能改"),
        (standing, {"number": 999_999}, "没有编号"),
        (standing, {"number": None, "branch": ""}, "请填写党支部编码"),
    ):
        errors = brought_in(rows[number] | more).errors
        assert [message in str(one) for one in errors] == [True], (errors, message)
    done = brought_in(*(row if number != standing else row | {"times": 3} for number, row in rows.items()))
    assert (done.new, done.unchanged, list(done.errors)) == (1, len(rows) - 1, [])
    assert [each.times for each in PointsEntry.objects.standing().filter(rule="service")] == [3]


@pytest.mark.row("J09")
def test_the_workbook_of_a_list_of_points_holds_what_the_narrowed_list_shows(town: Town, client: Client):
    one, other = town.member("丁一", account=True), town.member("李二")
    town.theme_day("2021-05-10", one)
    town.theme_day("2021-06-10", other)
    object_to(published(town), text="看看", by=account_of(one))
    item = offer(town.street.east, "card", "special", name="理发", stock=1, by=town.worker)
    exchange(item, one, by=town.worker)
    elsewhere = found(
        NewNode("branch", "西苑支部", town.street.committee, town.street.west), reason="建立", by=town.clerk
    )
    move_tie(other, "home_organisation", elsewhere, on=datetime.date(2021, 7, 1), reason="转接", by=town.clerk)
    client.force_login(town.officer)
    for kind, query, rows in (
        ("points_entries", "q=丁一&purse=year", 2),
        ("points_entries", "origin=exchanged", 1),
        ("points_entries", "day_from=2021-06-01&day_until=2021-06-30", 2),
        ("points_sheets", f"branch={town.branch.pk}", 4),
        ("points_sheets", f"branch={elsewhere.pk}", 0),
        ("points_objections", "answered=no", 1),
        ("points_objections", "answered=yes", 0),
        ("exchange_items", "q=理发", 1),
        ("exchange_items", "q=洗衣", 0),
        ("redemptions", "q=丁一", 1),
        ("redemptions", "q=李二", 0),
    ):
        content = b"".join(client.get(f"/sheets/{kind}/export/?{query}").streaming_content)
        page = load_workbook(io.BytesIO(content)).worksheets[0]
        assert page.max_row - HEAD == rows, (kind, query)
