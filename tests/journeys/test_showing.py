"""A member consents to stand on the board, stands there for residents, takes it back; takes out the own file."""

import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mulin.boards.actions import open_board, switch
from mulin.boards.models import Consent
from mulin.demo.packs import put_members_packs_in_force
from mulin.foundation.clock import today
from mulin.identity.models import User
from mulin.members.actions import change_category, move_tie
from mulin.members.choices import Category
from mulin.members.models import Member
from mulin.notices.actions import Message, send
from tests.journeys.world import COMMUNITY, World
from tests.worlds import built_once

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TODAY = "2022-06-30"


@pytest.mark.row("D08")
@pytest.mark.row("D10")
@pytest.mark.row("J08")
def test_a_member_stands_on_the_board_by_consent_and_takes_out_everything(
    living: Callable[..., World],
    sign_in: Callable[[Any], None],
    page: Page,
    open_page: Callable[[], Page],
    visit: Callable[[str], None],
    accessible: Callable[[], None],
    clerk: User,
) -> None:
    world = living(TODAY, until="2022-03-31")
    built_once(put_members_packs_in_force)(clerk)
    me = world.people["member"]
    member = change_category(Member.objects.get(account=me), Category.EMPLOYED, by=clerk)
    move_tie(member, "residence", world.node(COMMUNITY), on=today(), reason="核对", by=clerk)
    board = switch(open_board(world.node(COMMUNITY), by=clerk), public=True, by=clerk)
    send([Message("hello", "1", "请逐项确认公开内容", "监督台", recipient_id=me.pk)], by=clerk)
    resident = open_page()

    sign_in(me)
    expect(page.get_by_role("link", name="消息：1 条未读")).to_be_visible()
    visit("/boards/mine/")
    accessible()
    page.locator(f"a[href='/boards/mine/{board.node_id}/']").click()
    for field in ("name", "unit"):
        page.check(f"input[name=fields_shown][value={field}]")
    page.get_by_role("button", name="同意公开").click()
    expect(page.get_by_text("已同意").first).to_be_visible()
    resident.goto(f"/boards/public/{board.token}/")
    expect(resident.get_by_role("heading", name=member.name)).to_be_visible()

    page.locator("li", has_text="姓名").get_by_role("button", name="撤回").click()
    expect(page.get_by_text("已撤回，不再公开")).to_be_visible()
    resident.reload()
    expect(resident.get_by_role("heading", name=member.name)).to_have_count(0)
    assert Consent.objects.filter(member=member, ended_on__isnull=True).count() == 1

    visit(f"/members/{member.pk}/file/")
    expect(page.locator("main")).to_contain_text("同意公开 听荷社区监督台：姓名")
    accessible()
    visit("/mine/")
    accessible()
    with page.expect_download() as coming:
        page.get_by_role("button", name="导出我的全部信息").click()
    with zipfile.ZipFile(coming.value.path()) as archive:
        kept = json.loads(archive.read("本人信息.json"))
    assert {one["kind"] for one in kept["kept"]} >= {"members.Member", "boards.Consent"}
