"""The style guide in a real browser: no console error, nothing wider than the screen, no finding of axe."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from playwright.sync_api import sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
REQUIRED = os.environ.get("MULIN_TEST_ALL") == "1"  # CI may not skip for want of a browser: there it fails
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM.exists() or REQUIRED), reason="没有 Chromium，未做浏览器检查"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture(scope="module")
def browser(django_db_setup):
    """One browser for all tests here; each looks through a window of its own."""
    before = connections["default"]
    with pytest.MonkeyPatch.context() as changed, sync_playwright() as playwright:
        changed.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        connections["default"] = before  # the browser's event loop gives this thread new ones
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser, live_server):
    """Opens an address at a width, in normal or large print; console errors are collected on the page."""
    contexts = []

    def open_at(address, *, width=1280, large=False):
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN")
        contexts.append(context)
        if large:
            context.add_cookies([{"name": "large_print", "value": "1", "url": live_server.url}])
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        return page

    yield open_at
    for context in contexts:
        context.close()


@pytest.mark.row("H06")
@pytest.mark.parametrize("large", [False, True], ids=["normal", "large print"])
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("address", ["/look/style-guide/", "/look/list/", "/look/form/", "/account/login/"])
def test_a_page_is_accessible_and_quiet(open_page, address, width, large):
    page = open_page(address, width=width, large=large)
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1")


@pytest.mark.row("H06")
def test_large_print_is_18_points_with_targets_of_60_pixels(open_page):
    page = open_page("/look/form/", width=360, large=True)
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.page')).fontSize)")
    assert size >= 24
    heights = page.evaluate(
        "[...document.querySelectorAll('.page .btn, .page input:not([type=hidden]):not([type=radio])')]"
        ".map(element => element.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 60


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(open_page):
    page = open_page("/look/form/", width=360)
    page.fill("#id_name", "张三")
    page.click(".form-buttons button")
    page.wait_for_selector(".error-summary")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert page.input_value("#id_name") == "张三"
    page.click(".error-summary a >> nth=0")
    assert page.evaluate("document.activeElement.id") == "id_held_on"


def test_a_filter_swaps_the_list_alone_and_the_address_follows(open_page):
    page = open_page("/look/list/")
    page.evaluate("window.kept = 'same page'")
    page.select_option("#filter-app", "auth")
    page.wait_for_url("**app=auth**")
    page.wait_for_selector(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added", state="detached")
    page.click("#list a[rel=next]")
    page.wait_for_selector("#list a[rel=prev]")
    assert "after=" in page.url
    assert page.evaluate("window.kept") == "same page"
    assert page.complaints == []


def test_without_a_network_the_page_says_that_nothing_was_saved(open_page):
    page = open_page("/look/list/")
    page.context.set_offline(True)
    page.select_option("#filter-app", "auth")
    page.wait_for_selector("#alerts .notice")
    assert "没有保存" in page.inner_text("#alerts")


def test_the_navigation_opens_on_a_phone_without_script(open_page):
    page = open_page("/look/list/", width=360)
    assert not page.is_visible("#navigation")
    page.click(".topbar-menu")
    assert page.is_visible("#navigation")
    page.keyboard.press("Escape")
    page.wait_for_selector("#navigation", state="hidden")


def test_large_print_gives_its_width_to_the_page_and_keeps_the_navigation_behind_its_button(open_page):
    page = open_page("/look/list/", width=1280, large=True)
    assert not page.is_visible("#navigation")
    assert page.evaluate("document.querySelector('main').getBoundingClientRect().width") > 1200
    page.click(".topbar-menu")
    assert page.is_visible("#navigation")
    page.keyboard.press("Escape")
    page.wait_for_selector("#navigation", state="hidden")
