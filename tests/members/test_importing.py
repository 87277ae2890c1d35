"""Members come in by workbook: sealed in sets, once, located when wrong, only within reach."""

import datetime
from typing import Any

import pytest

from mulin.foundation.search import search
from mulin.foundation.spreadsheets import import_workbook, preview, registered, write_export
from mulin.identity.models import User
from mulin.members.choices import TieKind
from mulin.members.models import Member, Tie
from mulin.tree.actions import NewNode, found
from tests.members.factories import a_member, identity
from tests.organisations.factories import Street, person, workbook


def rows(count: int = 3, **more: Any) -> list[dict[str, Any]]:
    """Members of the grid's branch who live in the east."""
    return [
        {"name": f"第{number}党员", "identity_number": identity(number), "phone": f"138{number:08d}",
         "category": "在职党员", "home_organisation": "DZB0001", "residence": "SQ0001", **more}
        for number in range(1, count + 1)
    ]  # fmt: skip


@pytest.mark.row("J03")
def test_members_come_in_sealed_with_both_ties_and_can_be_found(town: Street, clerk: User) -> None:
    outcome = import_workbook(workbook("members", rows()), "members", by=clerk)

    assert (list(map(str, outcome.errors)), outcome.new, outcome.applied) == ([], 3, True)
    one = Member.objects.get(name="第2党员")
    assert (one.identity_number, one.phone, one.born_on) == (identity(2), "13800000002", datetime.date(1980, 1, 5))
    assert one.tied_on(TieKind.HOME_ORGANISATION, datetime.date(2021, 1, 1)) == town.branch
    assert one.tied_on(TieKind.RESIDENCE, datetime.date(2021, 1, 1)) == town.east
    assert [(hit.object_id, hit.node_id, hit.second_node_id) for hit in search("第2党员")] == [
        (one.pk, town.branch.pk, town.east.pk)
    ]


@pytest.mark.parametrize("typed", ["138-0000-0001", "+86 138 0000 0001", "１３８００００　０００１"])
def test_a_phone_comes_in_however_it_was_grouped_and_is_the_same_phone(town: Street, clerk: User, typed: str) -> None:
    import_workbook(workbook("members", rows(1)), "members", by=clerk)
    again = preview(workbook("members", rows(1, phone=typed)), "members", by=clerk)
    assert (list(map(str, again.errors)), again.changed, again.unchanged) == ([], 0, 1)
    Member.objects.update(phone="", phone_index="")
    import_workbook(workbook("members", rows(1, phone=typed)), "members", by=clerk)
    assert Member.objects.get().phone == "13800000001"


def test_the_same_file_twice_changes_nothing_with_or_without_numbers(town: Street, clerk: User) -> None:
    bare = [{key: value for key, value in row.items() if key not in ("identity_number", "phone")} for row in rows()]
    for content in (workbook("members", rows()), workbook("members", bare)):
        import_workbook(content, "members", by=clerk)
        again = import_workbook(content, "members", by=clerk)
        assert (list(map(str, again.errors)), again.new, again.changed, again.unchanged) == ([], 0, 0, 3)
    assert Member.objects.count() == 3


def test_what_goes_out_comes_in_again_unchanged_and_holds_nothing_that_identifies(town: Street, clerk: User) -> None:
    import_workbook(workbook("members", rows(stage="预备党员", admitted_on="2020-07-01")), "members", by=clerk)
    entry = registered("members")
    out = list(entry.rows(by=clerk))
    content = write_export(entry.sheet, out).read()
    again = preview(content, "members", by=clerk)

    assert identity(1) not in str(out)
    assert "13800000001" not in str(out)
    assert (list(map(str, again.errors)), again.new, again.changed, again.unchanged) == ([], 0, 0, 3)


def test_changed_fields_and_ties_are_changes_from_their_day(town: Street, clerk: User) -> None:
    import_workbook(workbook("members", rows(1)), "members", by=clerk)
    changed = dict(rows(1)[0], name="改名党员", phone="13922223333", residence="SQ0002", effective="2021-05-01")
    outcome = import_workbook(workbook("members", [changed]), "members", by=clerk)

    member = Member.objects.get()
    assert (list(map(str, outcome.errors)), outcome.changed) == ([], 1)
    assert (member.name, member.phone) == ("改名党员", "13922223333")
    assert member.tied_on(TieKind.RESIDENCE, datetime.date(2021, 4, 30)) == town.east
    assert member.tied_on(TieKind.RESIDENCE, datetime.date(2021, 5, 1)) == town.west
    shown = {(one.title, one.before, one.after) for one in outcome.differences}
    assert ("居住社区编码", "SQ0001", "SQ0002") in shown
    assert ("手机号码", "（已加密）", "（已加密）") in shown
    assert search("改名党员")[0].second_node_id == town.west.pk
    assert search("第1党员") == []


def test_an_import_with_mistakes_locates_each_and_writes_nothing(town: Street, clerk: User) -> None:
    a_member(town, clerk, name="同名人", number=90)
    a_member(town, clerk, name="同名人", number=91)
    home = {"category": "无职党员", "home_organisation": "DZB0001"}
    wrong = [
        {**home, "name": "好人"},
        {**home, "name": "不是支部", "home_organisation": "SQ0001"},
        {**home, "name": "没有这个支部", "home_organisation": "DZB9999"},
        {**home, "name": "住在街道", "residence": "JD0001"},
        {**home, "name": "同名人"},
        {**home, "name": "号码是别人的", "code": "DY900", "identity_number": identity(90)},
        {**home, "name": "生日不符", "identity_number": identity(92), "born_on": "1990-01-01"},
        {**home, "name": "出生前入党", "born_on": "1990-01-01", "admitted_on": "1980-01-01"},
        {**home, "name": "校验位", "identity_number": "330424198001050012"},
    ]
    before = Member.objects.count(), Tie.objects.count()
    outcome = import_workbook(workbook("members", wrong), "members", by=clerk)

    assert (Member.objects.count(), Tie.objects.count()) == before
    assert [(error.row, error.title) for error in outcome.errors] == [
        (3, "所在党组织编码"),
        (4, "所在党组织编码"),
        (5, "居住社区编码"),
        (6, "姓名"),
        (7, "身份证号"),
        (8, "出生日期"),
        (9, "入党日期"),
        (10, "身份证号"),
    ]
    assert identity(90) not in str(outcome.errors)


def test_a_secretary_brings_in_members_of_their_own_organisations_only(town: Street, clerk: User) -> None:
    other = found(NewNode("branch", "西苑党支部", town.committee, town.west), reason="成立", by=clerk)
    secretary = person("east", "community_secretary", town.east, clerk)
    file = [*rows(1), {"name": "别处党员", "category": "在职党员", "home_organisation": other.code}]
    outcome = import_workbook(workbook("members", file), "members", by=secretary)

    assert [(error.row, error.message) for error in outcome.errors] == [(3, "不在您的管理范围")]
    assert not Member.objects.exists()


def test_nobody_takes_over_a_member_of_another_organisation_by_workbook(town: Street, clerk: User) -> None:
    other = found(NewNode("branch", "西苑党支部", town.committee, town.west), reason="成立", by=clerk)
    import_workbook(workbook("members", rows(1)), "members", by=clerk)
    secretary = person("west", "community_secretary", town.west, clerk)
    taking = dict(rows(1)[0], home_organisation=other.code)
    outcome = import_workbook(workbook("members", [taking]), "members", by=secretary)

    assert [error.message for error in outcome.errors] == ["不在您的管理范围"]


def test_the_side_of_residence_exports_only_its_own_fields(town: Street, clerk: User) -> None:
    unit_branch = found(NewNode("branch", "工坊党支部", town.committee, town.workshop), reason="成立", by=clerk)
    file = [dict(rows(1)[0], home_organisation=unit_branch.code, admitted_on="2010-07-01")]
    import_workbook(workbook("members", file), "members", by=clerk)
    [row] = registered("members").rows(by=person("east", "community_secretary", town.east, clerk))

    assert row["phone_masked"] == "138****0001"
    assert not {"born_on", "admitted_on", "identity_masked", "code"} & row.keys()


def test_two_thousand_members_take_no_query_for_each(
    town: Street, clerk: User, django_assert_max_num_queries: object
) -> None:
    file = workbook("members", rows(200))
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        import_workbook(file, "members", by=clerk)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        again = preview(file, "members", by=clerk)
    assert again.unchanged == 200
