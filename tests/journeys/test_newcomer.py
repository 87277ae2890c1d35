"""Journey 1: a newcomer sees a living street; home is to-do first for each kind of person."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mulin.demo.accounts import ACCOUNTS
from tests.journeys.conftest import enter, no_wider
from tests.journeys.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TODAY = "2022-06-30"
DEMO_ACCOUNTS = "mulin.demo.context.demo_accounts"


@pytest.fixture
def shown_accounts(settings: Any) -> None:
    """The sign-in page of a developer's machine, which shows the demo accounts."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"].append(DEMO_ACCOUNTS)
    settings.TEMPLATES = templates


def test_a_newcomer_signs_in_with_one_click_and_sees_what_is_to_be_done(
    shown_accounts: None,
    living: Callable[..., World],
    page: Page,
    picture: Callable[..., None],
    visit: Callable[[str], None],
    accessible: Callable[[], None],
) -> None:
    living(TODAY)
    visit("/account/login/")
    for account in ACCOUNTS:
        expect(page.locator("main")).to_contain_text(account.title)
    picture("sign-in", phone=True)

    page.get_by_role("button", name="登录 ：社区书记（听荷社区）").click()
    page.wait_for_url("**/")
    expect(page.locator("h1")).to_have_text("待办")
    expect(page.locator("main .task-list").first).to_be_visible()
    accessible()
    picture("home-secretary", phone=True)


def test_each_kind_of_person_begins_with_what_is_to_be_done_and_every_page_of_the_navigation_opens(
    living: Callable[..., World], page: Page, picture: Callable[..., None], visit: Callable[[str], None]
) -> None:
    world = living(TODAY)
    looked_at: set[str] = set()
    for account in ACCOUNTS:
        enter(page, world.people[account.username])
        expect(page.locator("h1")).to_have_text("待办")
        no_wider(page)
        picture(f"home-{account.username}")
        links = page.locator("#navigation a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        for address in sorted({one for one in links if one.startswith("/")}):
            assert page.request.get(address).status == 200, (account.username, address)
            if address not in looked_at:
                visit(address)
        looked_at.update(links)
    assert len(looked_at) > 15
