"""The pages of certification in a real browser: no console error, nothing wider than the screen, no finding of axe."""

import datetime
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, sync_playwright

from mulin.assessments import actions
from mulin.assessments.models import Assessment, GradeHolding, Proposal
from tests.assessments.conftest import TODAY, Stage, Street
from tests.assessments.test_kept import with_milestones

CHROMIUM = Path("/usr/bin/chromium")
REQUIRED = os.environ.get("MULIN_TEST_ALL") == "1"  # CI may not skip for want of a browser: there it fails
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM.exists() or REQUIRED), reason="没有 Chromium，未做浏览器检查"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield running
        running.close()


def look(page: Page, address: str, complaints: list[str], name: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    folder = os.environ.get("MULIN_PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], address
    assert complaints == [], address
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 1, address


def pages(place: Street, running: Assessment, done: Assessment) -> dict[str, tuple[str, list[Any]]]:
    """The pages to look at: who looks, and the arguments of the address."""
    holding = GradeHolding.objects.get(subject=place.east)
    order = actions.order_rectification(
        holding, text="补齐台账", deadline=TODAY + datetime.timedelta(days=60), by=place["officer"]
    )
    veto = actions.record_veto(
        place.programme, place.west, actions.NewVeto("安全事故", "通报〔2021〕3号", "起火", TODAY), by=place["officer"]
    )
    certificate = actions.issue_certificate(done.decision, by=place["leader"])
    return {
        "assessments": ("officer", []),
        "running": ("officer", []),
        "open": ("officer", []),
        "standing": ("officer", [Proposal.objects.filter(subject=place.east).first().pk]),
        "assessment": ("secretary", [running.pk]),
        "item": ("secretary", [running.pk, "02.1"]),
        "item_facts": ("secretary", [running.pk, "01.1"]),
        "finish": ("secretary", [running.pk]),
        "application": ("secretary", [running.pk]),
        "columns": ("officer", [done.pk]),
        "gaps": ("secretary", [done.pk]),
        "course": ("officer", [done.pk]),
        "rounds": ("officer", []),
        "round": ("officer", [done.round_id]),
        "assignments": ("assessor", []),
        "certificate": ("officer", [certificate.pk]),
        "grades": ("officer", []),
        "holding": ("officer", [holding.pk]),
        "rectification": ("secretary", [order.pk]),
        "vetoes": ("officer", []),
        "veto": ("officer", [veto.pk]),
        "record_veto": ("officer", []),
        "milestones": ("officer", []),
    }


@pytest.mark.row("Q05")
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_are_accessible_and_quiet(
    brought_to: Stage, place: Street, live_server: Any, browser: Any, width: int
) -> None:
    done = brought_to("decided")
    with_milestones(place)
    [running] = actions.open_assessments(place.programme, [place.west], by=place["officer"])
    [own] = actions.open_assessments(place.programme, [place.east], by=place["secretary"], year=2022)
    contexts: dict[str, Any] = {}
    shown = pages(place, running, done)
    for name, (who, arguments) in shown.items():
        if arguments and arguments[0] == running.pk:
            arguments[0] = own.pk
        if who not in contexts:
            client = Client()
            client.force_login(place[who])
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            contexts[who] = browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN")
            contexts[who].add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        page = contexts[who].new_page()
        complaints: list[str] = []
        page.on("console", lambda said, told=complaints: told.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error, told=complaints: told.append(str(error)))
        address = live_server.url + reverse(f"assessments:{name}", args=arguments)
        look(page, address, complaints, f"{name}-{width}")
        page.close()
