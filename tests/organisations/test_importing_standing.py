"""Premises and staff come in by workbook."""

import datetime
from typing import Any

import pytest

from mulin.foundation.spreadsheets import import_workbook, preview, registered, write_export
from mulin.identity.models import User
from mulin.organisations.models import Premises, Staff
from tests.organisations.factories import Street, person, workbook

PREMISES = [
    {"node": "JD0001", "kind": "党群服务中心", "name": "临河党群服务中心", "standard": "示范型", "area": 1200.5},
    {"node": "SQ0001", "kind": "红色驿站", "name": "东苑驿站", "status": "建设中", "since": "2021年3月"},
]
STAFF = [
    {"node": "SQ0001", "name": "赵岗", "post": "专职社区工作者", "grade": 6, "phone": "13900001111"},
    {"node": "SQ0001", "name": "孙书记", "post": "社区党组织书记", "grade": 18, "full_time": "是"},
    {"node": "XQ0001", "name": "李娘舅", "post": "小区老娘舅", "full_time": "否"},
]
ROWS: dict[str, list[dict[str, Any]]] = {"premises": PREMISES, "staff": STAFF}


@pytest.mark.row("Q13")
def test_premises_come_in_with_standard_and_status(town: Street, clerk: User) -> None:
    outcome = import_workbook(workbook("premises", PREMISES), "premises", by=clerk)
    assert (list(map(str, outcome.errors)), outcome.new) == ([], 2)
    centre, station = Premises.objects.order_by("pk")
    assert (centre.standard, centre.status, str(centre.area)) == ("demonstration", "open", "1200.50")
    assert (station.status, station.since) == ("building", datetime.date(2021, 3, 1))


@pytest.mark.row("Q19")
def test_staff_come_in_with_post_and_grade_and_a_sealed_phone(town: Street, clerk: User) -> None:
    outcome = import_workbook(workbook("staff", STAFF), "staff", by=clerk)
    assert (list(map(str, outcome.errors)), outcome.new) == ([], 3)
    one = Staff.objects.get(name="赵岗")
    assert (one.post, one.grade, one.phone, one.full_time) == ("community_worker", 6, "13900001111", True)
    assert Staff.objects.get(name="李娘舅").full_time is False


@pytest.mark.parametrize("kind", ["premises", "staff"])
def test_the_same_file_twice_changes_nothing_and_what_goes_out_comes_in_unchanged(
    town: Street, clerk: User, kind: str
) -> None:
    content = workbook(kind, ROWS[kind])
    import_workbook(content, kind, by=clerk)
    again = import_workbook(content, kind, by=clerk)
    assert (list(map(str, again.errors)), again.new, again.changed) == ([], 0, 0)

    entry = registered(kind)
    out = preview(write_export(entry.sheet, entry.rows(by=clerk)).read(), kind, by=clerk)
    assert (list(map(str, out.errors)), out.new, out.changed, out.unchanged) == ([], 0, 0, len(ROWS[kind]))


@pytest.mark.row("Q19")
def test_another_post_is_another_row_of_history_and_another_grade_a_correction(town: Street, clerk: User) -> None:
    import_workbook(workbook("staff", STAFF), "staff", by=clerk)
    changed = [
        {"node": "SQ0001", "name": "赵岗", "post": "社区党组织书记", "grade": 12, "effective": "2021-05-01"},
        {"node": "SQ0001", "name": "孙书记", "post": "社区党组织书记", "grade": 17},
    ]
    outcome = import_workbook(workbook("staff", changed), "staff", by=clerk)

    assert (list(map(str, outcome.errors)), outcome.changed) == ([], 2)
    before, after = Staff.objects.filter(name="赵岗").order_by("since")
    assert (before.until, after.since, after.before) == (after.since, datetime.date(2021, 5, 1), before)
    assert (before.grade, after.grade, after.phone) == (6, 12, "13900001111")
    assert Staff.objects.get(name="孙书记").grade == 17


def test_imports_with_mistakes_locate_each_and_write_nothing(town: Street, clerk: User) -> None:
    secretary = person("east", "community_secretary", town.east, clerk)
    premises = [
        PREMISES[1],
        {"node": "SQ0002", "kind": "红色驿站", "name": "别家驿站"},
        {"node": "SQ9999", "kind": "红色驿站", "name": "没有的社区"},
        {"node": "SQ0001", "kind": "红色驿站", "name": "未建先评", "status": "规划中", "standard": "标准型"},
        {"node": "SQ0001", "kind": "红色驿站", "name": "东苑驿站"},
    ]
    outcome = import_workbook(workbook("premises", premises), "premises", by=secretary)
    assert [(error.row, error.title) for error in outcome.errors] == [
        (3, "组织编码"),
        (4, "组织编码"),
        (5, "等级"),
        (6, "组织编码"),
    ]
    assert not Premises.objects.exists()

    staff = [STAFF[0], {"node": "SQ0001", "name": "十九级", "post": "专职社区工作者", "grade": 19}]
    outcome = import_workbook(workbook("staff", staff), "staff", by=secretary)
    assert [(error.row, error.title) for error in outcome.errors] == [(3, "等级")]
    assert not Staff.objects.exists()
