"""Places, party organisations and units come in by workbook: in sets, once, located when wrong."""

import datetime

import pytest

from mulin.audit.models import Entry
from mulin.foundation.spreadsheets import import_workbook, preview, registered, write_export
from mulin.identity.models import User
from mulin.organisations.models import Guide, PartyOrganisation, Place, Population, Unit
from mulin.tree.actions import refresh_paths
from mulin.tree.choices import Relation
from mulin.tree.models import Node, NodeChange
from mulin.tree.queries import parent_on
from tests.organisations.factories import Street, person, workbook

CREDIT = "91350100M000100Y43"

PLACES = [
    {"code": "SQ77", "kind": "社区", "name": "南苑社区", "belongs_to": "JD0001", "registered_households": 1200,
     "resident_persons": 4100, "community_type": "村改居社区", "area": 1.25},
    {"code": "XQ77", "kind": "小区", "name": "海棠里", "belongs_to": "SQ77", "resident_persons": 900},
    {"code": "LD77", "kind": "楼栋", "name": "海棠里1幢", "belongs_to": "XQ77"},
    {"code": "LY77", "kind": "楼宇", "name": "南苑大厦", "belongs_to": "JD0001", "located_in": "SQ77", "guide": "周引"},
]  # fmt: skip


@pytest.mark.row("N01")
def test_places_come_in_with_what_stands_in_them_and_with_their_people(town: Street, clerk: User) -> None:
    outcome = import_workbook(workbook("places", PLACES), "places", by=clerk)

    assert (outcome.errors, outcome.new, outcome.applied) == ([], 4, True)
    block = Node.objects.get(code="LD77")
    assert [node.code for node in Node.objects.filter(pk__in=block.path.strip("/").split("/")).order_by("pk")] == [
        town.street.code,
        "SQ77",
        "XQ77",
        "LD77",
    ]
    building = Node.objects.get(code="LY77")
    south = Node.objects.get(code="SQ77")
    assert building.path == f"{town.street.path}{building.pk}/"
    assert building.place_path == f"{south.place_path}{building.pk}/"
    assert parent_on(building, datetime.date(2021, 1, 1), Relation.LOCATED) == south
    assert Place.objects.get(node=south).community_type == "former_village"
    assert Population.objects.get(node=south).registered_households == 1200
    assert Guide.objects.get(node=building).name == "周引"
    assert NodeChange.objects.filter(node=south, change="founded").count() == 1


def test_paths_of_a_bulk_import_are_those_that_single_founding_makes(town: Street, clerk: User) -> None:
    import_workbook(workbook("places", PLACES), "places", by=clerk)
    before = dict(Node.objects.values_list("pk", "path")), dict(Node.objects.values_list("pk", "place_path"))

    assert refresh_paths() == 0
    assert before == (dict(Node.objects.values_list("pk", "path")), dict(Node.objects.values_list("pk", "place_path")))


@pytest.mark.parametrize("kind", ["places", "organisations", "units"])
def test_the_same_file_twice_changes_nothing(town: Street, clerk: User, kind: str) -> None:
    content = workbook(kind, ROWS[kind])
    first = import_workbook(content, kind, by=clerk)
    logged = Entry.objects.count()
    second = import_workbook(content, kind, by=clerk)

    assert (first.errors, first.new) == ([], len(ROWS[kind]))
    assert (second.errors, second.new, second.changed, second.unchanged) == ([], 0, 0, len(ROWS[kind]))
    assert Entry.objects.count() == logged


@pytest.mark.parametrize("kind", ["places", "organisations", "units"])
def test_what_goes_out_comes_in_again_unchanged(town: Street, clerk: User, kind: str) -> None:
    import_workbook(workbook(kind, ROWS[kind]), kind, by=clerk)
    entry = registered(kind)
    content = write_export(entry.sheet, entry.rows(by=clerk)).read()
    again = preview(content, kind, by=clerk)

    assert list(map(str, again.errors)) == []
    assert (again.new, again.changed) == (0, 0)
    assert again.unchanged >= len(ROWS[kind])


def test_names_and_superiors_that_differ_are_changes_from_their_day(town: Street, clerk: User) -> None:
    import_workbook(workbook("places", PLACES), "places", by=clerk)
    changed = [dict(PLACES[1], name="海棠花园", belongs_to=town.east.code, effective="2021-05-01")]
    outcome = import_workbook(workbook("places", changed), "places", by=clerk)

    node = Node.objects.get(code="XQ77")
    assert (outcome.changed, outcome.errors) == (1, [])
    assert {one.title for one in outcome.differences} == {"名称", "上级编码"}
    assert node.name == "海棠花园"
    assert parent_on(node, datetime.date(2021, 4, 30)) == Node.objects.get(code="SQ77")
    assert parent_on(node, datetime.date(2021, 5, 1)) == town.east
    assert Node.objects.get(code="LD77").path.startswith(town.east.path)


def test_an_import_with_mistakes_locates_each_and_writes_nothing(town: Street, clerk: User) -> None:
    rows = [
        {"code": "SQ80", "kind": "社区", "name": "好社区", "belongs_to": "JD0001"},
        {"code": "XQ80", "kind": "小区", "name": "没有上级的小区"},
        {"code": "XQ81", "kind": "小区", "name": "上级不存在", "belongs_to": "SQ9999"},
        {"code": "XQ82", "kind": "小区", "name": "种类不许", "belongs_to": "JD0001"},
        {"code": "LD82", "kind": "楼栋", "name": "跟着错的", "belongs_to": "XQ81"},
        {"code": town.east.code, "kind": "小区", "name": "改了种类", "belongs_to": town.street.code},
        {"code": "SQ83", "kind": "社区", "name": "绕圈", "belongs_to": "SQ83"},
        {"code": "XQ84", "kind": "小区", "name": "小区没有指导员", "belongs_to": "SQ80", "guide": "周引"},
    ]
    count = Node.objects.count()
    outcome = import_workbook(workbook("places", rows), "places", by=clerk)

    assert not outcome.applied
    assert Node.objects.count() == count
    assert outcome.new == 1
    wrong = {(error.row, error.title) for error in outcome.errors}
    assert {(3, "上级编码"), (4, "上级编码"), (5, "上级编码"), (6, "上级编码"), (7, "种类"), (8, "上级编码"),
            (9, "党建指导员")} <= wrong  # fmt: skip
    assert outcome.wrong == 7


def test_only_right_rows_may_be_taken_when_asked(town: Street, clerk: User) -> None:
    rows = [PLACES[0], {"code": "XQ80", "kind": "小区", "name": "没有上级的小区"}]
    outcome = import_workbook(workbook("places", rows), "places", by=clerk, only_right_rows=True)

    assert (outcome.new, outcome.wrong, outcome.applied) == (1, 1, True)
    assert Node.objects.filter(code="SQ77").exists()
    assert not Node.objects.filter(code="XQ80").exists()


def test_a_circle_in_a_file_is_a_mistake(town: Street, clerk: User) -> None:
    rows = [
        {"code": "DW1", "kind": "党委", "name": "甲党委", "belongs_to": "DW2"},
        {"code": "DW2", "kind": "党委", "name": "乙党委", "belongs_to": "DW1"},
    ]
    outcome = import_workbook(workbook("organisations", rows), "organisations", by=clerk)

    assert not outcome.applied
    assert outcome.wrong == 2


UNITS = [
    {"code": "QY77", "kind": "企业", "name": "南风商贸", "credit_code": CREDIT, "belongs_to": "JD0001",
     "located_in": "LY0001", "is_two_new": "是", "organisation_due": "是", "employees": 35, "guide": "周引",
     "phone": "13900001234", "contact": "钱联"},
    {"kind": "社会组织", "name": "暖阳服务社", "belongs_to": "JD0001", "located_in": "SQ0001", "is_two_new": "是",
     "since": "2021年3月"},
    {"kind": "机关", "name": "河道管理所", "belongs_to": "JD0001"},
]  # fmt: skip
ORGANISATIONS = [
    {"code": "DZB77", "kind": "党支部", "name": "南风商贸党支部", "belongs_to": "DGW0001", "located_in": "QY0001",
     "founding_mode": "单独组建", "unit_relation": "法人单位", "term_ends_on": "2024-06-30"},
    {"code": "DXZ77", "kind": "党小组", "name": "第一党小组", "belongs_to": "DZB77", "located_in": "LD0001"},
]  # fmt: skip
ROWS = {"places": PLACES, "organisations": ORGANISATIONS, "units": UNITS}


@pytest.mark.row("J03")
def test_units_come_in_with_checked_credit_codes_and_sealed_phones(town: Street, clerk: User) -> None:
    outcome = import_workbook(workbook("units", UNITS), "units", by=clerk)

    assert (list(map(str, outcome.errors)), outcome.new) == ([], 3)
    unit = Unit.objects.get(credit_code=CREDIT)
    assert (unit.employees, unit.is_two_new, unit.phone) == (35, True, "13900001234")
    assert unit.node.since == datetime.date(1900, 1, 1)
    assert Node.objects.get(name="暖阳服务社").since == datetime.date(2021, 3, 1)
    assert Node.objects.get(name="河道管理所").code.startswith("JG")


def test_a_credit_code_of_another_unit_is_a_mistake(town: Street, clerk: User) -> None:
    import_workbook(workbook("units", UNITS), "units", by=clerk)
    thief = {"code": "QY90", "kind": "企业", "name": "冒名商贸", "credit_code": CREDIT, "belongs_to": "JD0001"}
    outcome = import_workbook(workbook("units", [thief]), "units", by=clerk)

    assert [(error.row, error.title) for error in outcome.errors] == [(2, "统一社会信用代码")]


def test_a_unit_is_known_by_its_credit_code_when_it_has_no_code(town: Street, clerk: User) -> None:
    import_workbook(workbook("units", UNITS), "units", by=clerk)
    row = {"kind": "企业", "name": "南风商贸", "credit_code": CREDIT, "belongs_to": "JD0001", "employees": 40}
    outcome = import_workbook(workbook("units", [row]), "units", by=clerk)

    assert (outcome.new, outcome.changed) == (0, 1)
    assert Unit.objects.get(credit_code=CREDIT).employees == 40


@pytest.mark.row("J03")
def test_party_organisations_come_in_with_how_they_were_founded(town: Street, clerk: User) -> None:
    outcome = import_workbook(workbook("organisations", ORGANISATIONS), "organisations", by=clerk)

    assert (list(map(str, outcome.errors)), outcome.new) == ([], 2)
    branch = PartyOrganisation.objects.get(node__code="DZB77")
    assert (branch.founding_mode, branch.term_ends_on) == ("single", datetime.date(2024, 6, 30))
    group = Node.objects.get(code="DXZ77")
    assert group.path.startswith(branch.node.path)
    assert group.place_path.startswith(town.block.place_path)


def test_a_community_brings_in_the_units_in_it_and_no_others(town: Street, clerk: User) -> None:
    secretary = person("east", "community_secretary", town.east, clerk)
    inside = {"code": "QY1", "kind": "企业", "name": "本社区企业", "belongs_to": "JD0001", "located_in": "SQ0001"}
    outside = {"code": "QY2", "kind": "企业", "name": "外社区企业", "belongs_to": "JD0001", "located_in": "SQ0002"}

    refused = import_workbook(workbook("units", [inside, outside]), "units", by=secretary)
    assert [(error.row, error.message) for error in refused.errors] == [(3, "不在您的管理范围")]
    assert not refused.applied

    taken = import_workbook(workbook("units", [inside]), "units", by=secretary)
    assert (taken.new, taken.applied) == (1, True)


def test_a_community_cannot_change_the_tree_by_workbook(town: Street, clerk: User) -> None:
    secretary = person("east", "community_secretary", town.east, clerk)
    outcome = import_workbook(
        workbook("places", [{"code": "XQ9", "kind": "小区", "name": "新小区", "belongs_to": "SQ0001"}]),
        "places",
        by=secretary,
    )
    assert [error.message for error in outcome.errors] == ["不在您的管理范围"]


def test_an_export_holds_only_what_is_in_reach_and_no_phone(town: Street, clerk: User) -> None:
    import_workbook(workbook("units", UNITS), "units", by=clerk)
    secretary = person("east", "community_secretary", town.east, clerk)
    rows = list(registered("units").rows(by=secretary))

    assert {row["name"] for row in rows} == {"临河商行", "睦邻服务社", "南风商贸", "暖阳服务社"}
    phones = {row["name"]: (row.get("phone"), row.get("phone_masked")) for row in rows}
    assert phones["南风商贸"] == ("", "139****1234")


@pytest.mark.row("J03")
def test_ten_thousand_units_take_no_query_for_each(
    town: Street, clerk: User, django_assert_max_num_queries: object
) -> None:
    rows = [
        {"code": f"U{number:05d}", "kind": "企业", "name": f"第{number}商行", "belongs_to": "JD0001",
         "located_in": town.building.code, "is_two_new": "是", "guide": "周引"}
        for number in range(300)
    ]  # fmt: skip
    content = workbook("units", rows)
    with django_assert_max_num_queries(80):  # type: ignore[operator]
        outcome = import_workbook(content, "units", by=clerk)
    assert outcome.new == 300
