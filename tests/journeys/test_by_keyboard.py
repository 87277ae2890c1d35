"""A day without a mouse: signing in, the skip link, pages of a list, names in a box, the menu, signing out."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mulin.demo.accounts import PASSWORD
from tests.journeys.world import World

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.parametrize("width", [1280], ids=["1280px"]),
]


@pytest.fixture
def world(living: Callable[..., World]) -> World:
    return living("2022-06-20")


def focused(page: Page) -> str:
    """What the focus is on: its name for a screen reader, else its words; empty where the focus is lost."""
    return str(
        page.evaluate(
            "(() => { const on = document.activeElement; if (on === document.body) return '';"
            " return on.getAttribute('aria-label') || on.name || on.innerText })()"
        )
    ).strip()


def tab_to(page: Page, words: str, most: int = 150) -> None:
    """Goes on by Tab until the focus is on what says so."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if words in focused(page):
            return
    pytest.fail(f"Tab never came to {words}")


@pytest.mark.row("H06")
def test_somebody_lives_a_day_by_keys_alone(world: World, page: Page) -> None:
    page.goto("/account/login/")
    expect(page.locator("input[name=login] >> visible=true")).to_be_focused()
    page.keyboard.type("secretary")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("待办")

    page.keyboard.press("Tab")
    assert focused(page) == "跳到正文"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")

    page.goto("/records/")
    tab_to(page, "下一页")
    page.keyboard.press("Enter")
    page.wait_for_url("**after=**")
    expect(page.locator("main .list-box").first).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('tbody') !== null"), "the focus goes on with the new rows"

    page.goto("/")
    tab_to(page, "账号")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert "账号" in focused(page), "Escape leads back to the button of the menu"
    page.keyboard.press("Enter")
    tab_to(page, "退出登录")
    page.keyboard.press("Tab")
    assert page.locator("details.menu[open]").count() == 0, "a menu that was left is closed"
    page.evaluate("document.activeElement.blur()")
    tab_to(page, "账号")
    page.keyboard.press("Enter")
    tab_to(page, "退出登录")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/login/**")


@pytest.mark.row("H06")
def test_enter_takes_a_name_and_never_sends_the_form_half_filled(
    world: World, sign_in: Callable[[Any], None], page: Page
) -> None:
    sign_in(world.people["secretary"])
    page.goto("/records/note/joint_meeting/")
    box = page.get_by_role("combobox", name="到场党员")
    box.focus()
    page.keyboard.type("没有这个人")
    expect(page.locator(".no-results")).to_be_visible()
    page.keyboard.press("Enter")
    for _ in range(5):
        page.keyboard.press("Backspace")
    first = page.locator(".ts-dropdown:visible .option").first
    name = first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".ts-control .item")).to_have_count(1)
    expect(page.locator(".ts-control .item")).to_contain_text(name)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    expect(page.locator("h1")).to_have_text("社区“大党委”季度会议")
    expect(page.locator(".error-summary")).to_have_count(0)
