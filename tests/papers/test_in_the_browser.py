"""The pages of papers in a real browser: quiet, accessible, no wider than the screen; a click downloads the paper."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, sync_playwright

from mulin.assessments.models import Assessment
from mulin.records.models import Activity
from tests.papers.machine.paper_reading import words_of_pdf

CHROMIUM = Path("/usr/bin/chromium")
REQUIRED = os.environ.get("MULIN_TEST_ALL") == "1"  # CI may not skip for want of a browser: there it fails
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM.exists() or REQUIRED), reason="没有 Chromium，未做浏览器检查"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
Open = Callable[[int], Page]


@pytest.fixture
def screen(live_server: Any, browser: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """The secretary's screen, so many pixels wide; what the console complains of fails the test."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    key = browser("secretary").cookies[settings.SESSION_COOKIE_NAME].value
    complaints: list[str] = []
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)

        def open_at(width: int) -> Page:
            window = running.new_context(
                viewport={"width": width, "height": 800}, locale="zh-CN", base_url=live_server.url
            )
            window.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
            page = window.new_page()
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            return page

        yield open_at
        running.close()
    assert complaints == []


def look(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if folder := os.environ.get("MULIN_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], address
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 1, address


@pytest.mark.row("Q06")
@pytest.mark.parametrize("width", [1280, 360])
def test_a_secretary_prints_the_application_form_with_a_click(
    applied: Assessment, meeting: Activity, screen: Open, width: int, tmp_path: Path
) -> None:
    page = screen(width)
    look(page, reverse("papers:reuse"), f"reuse-{width}")
    look(page, reverse("papers:papers", args=["activity", meeting.pk]), f"papers-activity-{width}")
    look(page, reverse("papers:papers", args=["assessment", applied.pk]), f"papers-{width}")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF 申报表", exact=True).click()
    target = tmp_path / "form.pdf"
    download.value.save_as(target)
    assert download.value.suggested_filename.startswith("申报表（东社区")
    assert "2021年睦邻街道城市基层党建全域提升申报表" in words_of_pdf(target.read_bytes())
