"""Registration with a region from Excel; coverage and campaigns out to Excel; one's region from one's own page."""

import datetime
import io
import re
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from mulin.foundation.spreadsheets import import_workbook, registered
from mulin.registration import actions
from mulin.registration.models import RegionRegistration
from tests.organisations.factories import workbook
from tests.registration.conftest import OPENED, County

BOTH = pytest.mark.row("L03")
REGION = "party_work_committee-直属机关工委"
ROW = {"region_code": REGION, "name": "王甲"}
BADGE = {"shop": "清河粮油店", "badge_on": OPENED}


def brought_in(county: County, rows: list[dict[str, Any]], by: str = "officer") -> Any:
    """The answer to a workbook of registrations with regions."""
    return import_workbook(workbook("region_registrations", rows), "region_registrations", by=county.users[by])


def browser(county: County, name: str) -> Client:
    """The browser of somebody."""
    client = Client()
    client.force_login(county.users[name])
    return client


def taken_out(client: Client, address: str) -> list[dict[str, Any]]:
    """The rows of a workbook by title."""
    content = b"".join(client.get(address).streaming_content)
    _title, _hint, header, *rows = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values
    return [dict(zip([str(one).lstrip("*") for one in header], row, strict=True)) for row in rows if any(row)]


@BOTH
def test_hundreds_are_registered_with_a_region_in_one_go(county: County, django_assert_max_num_queries: Any) -> None:
    people = [county.member(f"员工{number:03d}") for number in range(300)]
    rows = [ROW | {"name": one.name} | (BADGE if number < 40 else {}) for number, one in enumerate(people)]
    with django_assert_max_num_queries(120):
        done = brought_in(county, rows)
    assert (done.applied, done.new) == (True, 300)
    live = RegionRegistration.objects.filter(ended_on=None, region=county.committee, registered_on=OPENED)
    assert live.count() == 300
    assert live.filter(badge_on=OPENED, shop="清河粮油店").count() == 40
    again = brought_in(county, rows)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 300)


@BOTH
def test_a_known_row_gets_its_badge_and_the_workbook_comes_back_as_it_left(county: County) -> None:
    actions.register_with_region([county.members["王甲"].pk], county.committee, on=OPENED, by=county.root)
    done = brought_in(county, [ROW | BADGE | {"demonstration_on": OPENED}])
    assert (done.new, done.changed) == (0, 1)
    row = RegionRegistration.objects.get()
    assert (row.shop, row.badge_on, row.demonstration_on) == ("清河粮油店", OPENED, OPENED)
    entry = registered("region_registrations")
    again = brought_in(county, [dict(one) for one in entry.rows(by=county.users["officer"])])
    assert (again.unchanged, again.errors) == (1, [])


@BOTH
def test_who_is_registered_elsewhere_moves_to_the_region_of_the_row(county: County) -> None:
    actions.register_with_region([county.members["王甲"].pk], county.school, on=OPENED, by=county.root)
    assert brought_in(county, [ROW]).applied
    live = RegionRegistration.objects.get(ended_on=None)
    assert live.region == county.committee
    assert county.members["王甲"].ties.get(kind="region", until=None).node == county.committee


@BOTH
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "无此人"}, "名册中没有这名党员"),
        ({"region_code": "无"}, "没有编码为“无”的区域党组织"),
        ({"name": "王甲"}, "出现了两次"),
        ({"name": "重名"}, "有 2 名“重名”，请填写党员编号"),
        ({"registered_on": datetime.date(2021, 8, 16)}, "不能晚于今天"),
        ({"badge_on": OPENED}, "须写明经营户名称"),
        (BADGE | {"badge_on": datetime.date(2021, 8, 1)}, "不能早于登记日期"),
        ({"demonstration_on": OPENED}, "须先亮牌"),
        ({"shop": "店" * 101}, "100"),
    ],
)
def test_one_wrong_cell_stops_the_whole_file(county: County, changes: dict[str, Any], sentence: str) -> None:
    county.member("重名")
    county.member("重名", county.school)
    done = brought_in(county, [ROW, ROW | {"name": "李乙"} | changes])
    assert not done.applied
    assert any(sentence in error.message for error in done.errors), done.errors
    assert not RegionRegistration.objects.exists()


@BOTH
def test_who_does_not_lead_the_region_imports_nothing_into_it(county: County) -> None:
    done = brought_in(county, [ROW], by="east")
    assert not done.applied
    assert done.errors
    assert not RegionRegistration.objects.exists()


@pytest.mark.row("D01")
def test_the_workbook_of_a_campaign_holds_its_coverage_by_unit_and_by_community(county: County) -> None:
    county.received("王甲", "李乙")
    county.sent("张丙", at=county.west)
    assert county.campaign is not None
    page = browser(county, "officer").get(reverse("registration:campaign", args=[county.campaign.pk]))
    [button] = [one for one in page.context["actions"] if "导出" in str(one.title)]
    rows = taken_out(browser(county, "officer"), button.url)
    figures = {(row["按"], row["名称"]): (row["应报到"], row["已报到"], row["未报到"], row["报到率"]) for row in rows}
    assert figures["单位", "水利局支部"] == (3, 2, 1, "66.6%")
    assert figures["社区", "东社区"] == (2, 2, 0, "100%")
    assert figures["社区", "西社区"] == (1, 0, 1, "0%")
    own = taken_out(browser(county, "bureau"), button.url)
    assert {row["名称"] for row in own if row["按"] == "单位"} == {"水利局支部"}
    assert taken_out(browser(county, "officer"), button.url.replace(f"={county.campaign.pk}", "=²")) == rows


@pytest.mark.row("D01")
def test_the_list_of_campaigns_leaves_with_how_many_are_registered(county: County) -> None:
    county.received("王甲")
    page = browser(county, "officer").get(reverse("registration:campaigns"), {"running": "yes"})
    [row] = taken_out(browser(county, "officer"), page.context["export_url"])
    assert (row["应报到"], row["已报到"], row["报到率"]) == (3, 1, "33.3%")
    county.sent("李乙", at=county.west)
    for who, figures in (("officer", ["2", "1"]), ("west", ["1", "0"])):
        shown = browser(county, who).get(reverse("registration:campaigns")).text.split("<tbody>")[1]
        assert re.findall(r'data-title="(?:名单|已报到)"[^>]*>(\d+)<', shown) == figures, who
    ended = browser(county, "officer").get(reverse("registration:campaigns"), {"running": "no"})
    assert ended.context["row_count"] == 0
