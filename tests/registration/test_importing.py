"""A unit's list from Excel: new, corrected, wrong; thousands in one file, all or nothing."""

import time

import pytest
from django.conf import settings as django_settings

from mulin.foundation.spreadsheets import import_workbook, mark, read, registered, write_export
from mulin.registration import actions
from mulin.registration.choices import State
from mulin.registration.models import Registration
from tests.organisations.factories import workbook
from tests.registration.conftest import County

pytestmark = pytest.mark.row("D01")
ROW = {"name": "王甲", "home_organisation": "branch-水利局支部", "community": "community-东社区"}


def test_a_list_is_listed_with_what_the_basic_form_says(county: County) -> None:
    more = {"address": "花园小区1幢", "job": "科员", "rank": "副科级及以上干部", "skills": "法律", "family": "三口"}
    result = import_workbook(workbook("registrations", [ROW | more]), "registrations", by=county.users["bureau"])
    assert (result.applied, result.new) == (True, 1)
    row = Registration.objects.get()
    assert (row.state, row.community, row.campaign) == (State.LISTED, county.east, county.campaign)
    assert (row.address, row.rank, row.skills, row.family) == ("花园小区1幢", "senior", "法律", "三口")


def test_the_same_list_again_changes_nothing_and_a_correction_only_what_it_says(county: County) -> None:
    by = county.users["bureau"]
    import_workbook(workbook("registrations", [ROW | {"address": "1幢"}]), "registrations", by=by)
    again = import_workbook(workbook("registrations", [ROW | {"address": "1幢"}]), "registrations", by=by)
    assert (again.unchanged, again.changed, again.new) == (1, 0, 0)
    moved = ROW | {"community": "community-西社区", "job": "科长"}
    changed = import_workbook(workbook("registrations", [moved]), "registrations", by=by)
    assert changed.changed == 1
    row = Registration.objects.get()
    assert (row.community, row.job, row.address) == (county.west, "科长", "1幢")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "赵丁"}, "名册中没有这名党员"),
        ({"community": "compound-花园小区"}, "不是社区"),
        ({"community": "无"}, "没有编码为“无”的社区"),
        ({"home_organisation": "branch-一中支部"}, "不在您的管理范围"),
    ],
)
def test_a_wrong_cell_stops_the_whole_file_and_is_marked(
    county: County, changes: dict[str, str], sentence: str
) -> None:
    content = workbook("registrations", [ROW, {**ROW, "name": "李乙"} | changes])
    result = import_workbook(content, "registrations", by=county.users["bureau"])
    assert not result.applied
    assert any(sentence in str(error) for error in result.errors)
    assert not Registration.objects.exists()
    back = mark(content, registered("registrations").sheet, result.errors)
    assert read(back, registered("registrations").sheet).rows[0]["name"] == "王甲"


def test_somebody_sent_cannot_be_given_another_community_by_a_file(county: County) -> None:
    county.sent("王甲")
    result = import_workbook(
        workbook("registrations", [ROW | {"community": "community-西社区"}]), "registrations", by=county.root
    )
    assert "不能改换" in str(result.errors[0])


def test_what_leaves_comes_in_again_unchanged_and_hides_what_is_sealed(county: County) -> None:
    county.received("王甲", "李乙")
    rows = list(registered("registrations").rows(by=county.root))
    assert {row["name"] for row in rows} == {"王甲", "李乙"}
    assert all(not row.get("address") for row in rows)
    content = write_export(registered("registrations").sheet, rows).read()
    result = import_workbook(content, "registrations", by=county.root)
    assert (result.unchanged, result.changed, result.wrong) == (2, 0, 0)


def test_a_community_takes_out_its_own_without_codes_of_members(county: County) -> None:
    county.received("王甲")
    county.received("李乙", at=county.west)
    rows = list(registered("registrations").rows(by=county.users["east"]))
    assert [(row["name"], row["code"]) for row in rows] == [("王甲", "")]


def test_3400_members_register_through_one_workbook_in_half_a_minute(county: County) -> None:
    count = 3400
    people = workbook(
        "members",
        [
            {
                "code": f"YB{number:05d}",
                "name": f"样本{number}",
                "category": "在职党员",
                "home_organisation": county.bureau.code,
            }
            for number in range(count)
        ],
    )
    assert import_workbook(people, "members", by=county.root).applied
    rows = [
        {
            "code": f"YB{number:05d}",
            "name": f"样本{number}",
            "home_organisation": county.bureau.code,
            "community": (county.east if number % 2 else county.west).code,
            "address": f"{number}号",
            "skills": "法律",
        }
        for number in range(count)
    ]
    content = workbook("registrations", rows)
    began = time.perf_counter()
    result = import_workbook(content, "registrations", by=county.root)
    listed = time.perf_counter()
    assert (result.applied, result.new) == (True, count)
    sent = actions.send(Registration.objects.filter(state=State.LISTED), on=django_settings.TODAY, by=county.root)
    received = actions.receive(sent, on=django_settings.TODAY, by=county.root)
    done = time.perf_counter()
    assert len(received) == count
    assert Registration.objects.filter(serial__isnull=False).values("serial").distinct().count() == count
    assert listed - began < 30
    assert done - began < 60
