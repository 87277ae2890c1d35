"""A real browser against the product: Debian's Chromium, at 1280 and 360 px. Any console error fails the test."""

import datetime
import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connections
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pypdf import PdfReader

from mulin.demo.accounts import PASSWORD
from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.programmes.queries import stored_pack
from mulin.tree.actions import give_role
from mulin.tree.models import Node
from tests.journeys.world import World, build, member_with_account

PICTURES = Path(os.environ.get("MULIN_PICTURES", ""))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--lang=zh-CN",
]
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
WIDE, TALLEST, COLOURS = 1280, 1500, 64
GUIDE = "".join(one.read_text(encoding="utf-8") for one in Path(__file__).parents[2].glob("docs/guide/*.md"))


def chromium() -> str:
    """Where the browser is, or nothing. The same engine without windows takes half of the time."""
    return (
        shutil.which("chromium-headless-shell")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
        or ""
    )


@pytest.fixture(scope="package")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """The browser of the journeys; closed behind them, because other tests bring their own."""
    path = chromium()
    if not path:
        if os.environ.get("MULIN_TEST_ALL") == "1":
            pytest.fail("没有找到 Chromium，浏览器测试不能跳过")
        pytest.skip("没有找到 Chromium，跳过浏览器测试")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    before = connections["default"]
    with sync_playwright() as playwright:
        # The browser's event loop gives this thread new connections, which know nothing of what migrations made.
        connections["default"] = before
        running = playwright.chromium.launch(
            executable_path=path, args=ARGUMENTS, env=os.environ | {"LANGUAGE": "zh_CN", "LANG": "zh_CN.UTF-8"}
        )
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(params=[WIDE, 360], ids=["1280px", "360px"])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def open_page(browser: Browser, live_server: Any, width: int, settings: Any, tmp_path: Path) -> Iterator[Any]:
    """Another person's browser: ``open_page()``. Addresses begin at the running product; console errors fail."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    errors: list[str] = []
    contexts = []

    def opened() -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 900}, locale="zh-CN", accept_downloads=True
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: errors.append(f"{page.url}: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors, errors


@pytest.fixture
def page(open_page: Callable[[], Page]) -> Page:
    """A page whose addresses begin at the running product."""
    return open_page()


@pytest.fixture
def living(clerk: User, today_is: Callable[[str], datetime.date]) -> Callable[..., World]:
    """The small street on a day, with what happened in the year before: ``living("2022-06-30")``."""

    def on(day: str, *, until: str = "") -> World:
        stored_pack.cache_clear()
        today = today_is(day)
        last = datetime.date.fromisoformat(until) if until else today
        return build(clerk, since=today - datetime.timedelta(days=365), until=last)

    return on


def enter(page: Page, user: User) -> None:
    """Somebody who has signed in comes home. The form itself is gone through by keyboard and with a second factor."""
    client = Client()
    client.force_login(User.objects.get(pk=user.pk), backend="allauth.account.auth_backends.AuthenticationBackend")
    key = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    page.context.clear_cookies()
    page.context.add_cookies([{**key, "domain": "localhost", "path": "/"}])
    page.goto("/")


@pytest.fixture
def sign_in(page: Page) -> Callable[[User], None]:
    """Come as somebody on the page."""
    return lambda user: enter(page, user)


@pytest.fixture
def person(clerk: User) -> Callable[..., User]:
    """Somebody who holds a role at a node."""

    def made(name: str, role: str, node: Node) -> User:
        user = open_account(name, display_name=name, password=PASSWORD)
        give_role(user, role, node=node, by=clerk)
        return user

    return made


def no_wider(page: Page, said: str = "") -> None:
    """The page is no wider than the screen."""
    page.wait_for_load_state()
    # A click may have begun a navigation that replaces the document between two calls. wait_for_function will not do:
    # asked a second time it evaluates text, which the policy of our pages forbids.
    expect(page.locator("body")).to_be_attached()
    page.wait_for_load_state()
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0, f"{said or page.url}: {overflow}px wider than the screen"


def reachable(page: Page) -> None:
    """No violation of WCAG 2.2 A and AA that axe can find."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    lines = [f"{page.url} {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]
    assert not lines, lines


def fits_and_is_reachable(page: Page) -> None:
    """Holds the page that is open to WCAG 2.2 A and AA, and to the width of the screen."""
    no_wider(page)
    page.evaluate("window.scrollTo(0, 0)")  # what has slid half under the head is no target of its own
    reachable(page)


def text_of_download(page: Page, title: str) -> str:
    """Download a PDF by the name of its link, and read its text back without spaces."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=title, exact=True).click()
    content = Path(waiting.value.path()).read_bytes()
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return "".join(text.split())


@pytest.fixture
def picture(page: Page, width: int) -> Callable[..., None]:
    """Take a picture that the guide shows, at 360 px only where ``phone``; no page may be wider than the screen."""

    def take(name: str, *, phone: bool = False) -> None:
        no_wider(page, name)
        file = f"{name}{'' if width == WIDE else '-phone'}.png"
        wanted = f"pictures/{file})" in GUIDE and (width == WIDE or phone)
        if str(PICTURES) in {"", "."} or not wanted:
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
        image = Image.open(io.BytesIO(page.screenshot(full_page=width == WIDE, animations="disabled")))
        image = image.crop((0, 0, image.width, min(image.height, TALLEST))).convert("RGB")
        image = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        image.save(PICTURES / file, optimize=True)

    return take


@pytest.fixture
def accessible(page: Page) -> Callable[[], None]:
    """Holds the page that is open to WCAG 2.2 A and AA, and to the width of the screen."""
    return lambda: fits_and_is_reachable(page)


@pytest.fixture
def visit(page: Page, accessible: Callable[[], None]) -> Callable[[str], None]:
    """Open an address; it answers 200, is accessible and fits."""

    def at(address: str) -> None:
        answer = page.goto(address)
        assert answer is not None, address
        assert answer.status == 200, (address, answer.status)
        accessible()

    return at


@pytest.fixture
def choose(page: Page) -> Callable[..., None]:
    """Choose in a long list that is searched by typing: ``choose("对象", "听荷社区")``; other things stay chosen."""

    def pick(label: str, *words: str) -> None:
        box = page.get_by_role("combobox", name=label).first
        for one in words:
            box.fill(one)
            page.wait_for_timeout(400)  # the list answers typing a moment later
            page.locator(".ts-dropdown:visible .option", has_text=one).first.click()
        page.keyboard.press("Tab")

    return pick


@pytest.fixture
def printed(page: Page) -> Callable[[str], str]:
    """Download a PDF by the name of its link, and read its text back without spaces."""
    return lambda title: text_of_download(page, title)


@pytest.fixture
def member(world: World, clerk: User) -> Member:
    """A member in service of the branch, who has an account of their own; the world is that of the journey."""
    return member_with_account(clerk)
