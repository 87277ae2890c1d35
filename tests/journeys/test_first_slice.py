"""One sheet imported, one meeting written down, one duty kept, one item scored, one page read."""

import datetime
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from mulin.foundation.spreadsheets import registered, write_export
from mulin.identity.models import User
from mulin.programmes.actions import adopt, install, publish
from mulin.rulebook.reading import read_pack
from mulin.tree.models import Node
from mulin.web.actions import exchange

ROOT = Path(__file__).resolve().parents[2]
PLACES = [
    {"code": "JD0001", "kind": "street", "name": "滨湖街道"},
    {"code": "SQ0001", "kind": "community", "name": "荷风社区", "belongs_to": "JD0001"},
    {"code": "SQ0002", "kind": "community", "name": "竹影社区", "belongs_to": "JD0001"},
    {"code": "XQ0001", "kind": "compound", "name": "荷风花园", "belongs_to": "SQ0001"},
]


@pytest.fixture
def street(clerk: User, today_is: Callable[[str], datetime.date]) -> Node:
    """A street with two communities, brought in by one workbook; the pack is in force since January 2021."""
    today_is("2021-06-30")
    result = exchange.bring_in(write_export(registered("places").sheet, PLACES).read(), "places", by=clerk)
    assert result.applied, result.errors
    found = Node.objects.get(code="JD0001")
    edition, _ = install(read_pack(ROOT / "packs" / "quanyu" / "2021"), by=clerk)
    programme = adopt(edition, found, since=datetime.date(2021, 1, 1), legal_basis="测试依据", by=clerk)
    publish(programme, by=clerk)
    return found


def evaluated(code: str, item: str) -> dict:
    out = io.StringIO()
    call_command("evaluate", "quanyu/community", "--as-of", "2021-06-30", "--json", stdout=out)
    subject = next(one for one in json.loads(out.getvalue()) if one["subject"]["code"] == code)
    return next(one for one in subject["items"] if one["id"] == item)


@pytest.mark.browser
@pytest.mark.both_databases
@pytest.mark.row("Q14")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_meeting_written_down_once_keeps_the_duty_and_scores_the_item(
    street: Node,
    person: Callable[..., User],
    sign_in: Callable[[User], None],
    page: Page,
    accessible: Callable[[], None],
) -> None:
    secretary = person("何书记", "community_secretary", Node.objects.get(code="SQ0001"))
    assert Decimal(evaluated("SQ0001", "06.2")["score"]) == 0

    sign_in(secretary)
    page.goto("/duties/?duty=joint_meeting&state=due")
    page.get_by_role("link", name="社区“大党委”每季度开一次会").first.click()
    page.locator("main").get_by_role("link", name="记一笔").last.click()
    page.fill("input[name=day]", "2021-05-20")
    page.fill("input[name=notice_on]", "2021-05-12")
    page.fill("textarea[name=minutes]", "议定三件实事，分工到人。")
    page.get_by_role("button", name="保存并确认").click()
    expect(page.locator("body")).to_contain_text("已确认")
    accessible()

    page.goto("/duties/?duty=joint_meeting&state=met")
    expect(page.locator("body")).to_contain_text("荷风社区")
    after = evaluated("SQ0001", "06.2")
    assert (Decimal(after["score"]), after["by"], after["facts"]) == (Decimal(5), "measure", 1)
    assert Decimal(evaluated("SQ0002", "06.2")["score"]) == 0
