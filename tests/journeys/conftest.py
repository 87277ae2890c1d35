"""A real browser against the product: Debian's Chromium, at 1280 and 360 px. Any console error fails the test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.tree.actions import give_role
from mulin.tree.models import Node

ROOT = Path(__file__).resolve().parents[2]
PICTURES = Path(os.environ.get("MULIN_PICTURES", ""))
PASSWORD = "journey-2022-pass"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()


def chromium() -> str:
    """Where the browser is, or nothing."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if not path:
        if os.environ.get("MULIN_TEST_ALL") == "1":
            pytest.fail("没有找到 Chromium，浏览器测试不能跳过")
        pytest.skip("没有找到 Chromium，跳过浏览器测试")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(params=[1280, 360], ids=["1280px", "360px"])
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def page(browser: Browser, live_server: object, width: int) -> Iterator[Page]:
    """A page whose addresses begin at the running product."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 900}, locale="zh-CN", accept_downloads=True
    )
    context.set_default_timeout(15_000)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors, errors


@pytest.fixture
def sign_in(page: Page) -> Callable[[User], None]:
    """Sign in as somebody, through the form."""

    def enter(user: User) -> None:
        page.context.clear_cookies()
        page.goto("/account/login/")
        page.fill("input[name=login]", user.username)
        page.fill("input[name=password]", PASSWORD)
        page.get_by_role("button", name="登录", exact=True).first.click()
        page.wait_for_url("**/")

    return enter


@pytest.fixture
def person(clerk: User) -> Callable[..., User]:
    """Somebody who holds a role at a node."""

    def made(name: str, role: str, node: Node) -> User:
        user = open_account(name, display_name=name, password=PASSWORD)
        give_role(user, role, node=node, by=clerk)
        return user

    return made


@pytest.fixture
def picture(page: Page, width: int) -> Callable[[str], None]:
    """Take a picture for the guide; and no page may be wider than the screen."""

    def take(name: str) -> None:
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{name}: {overflow}px wider than the screen"
        if str(PICTURES) not in {"", "."}:
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)

    return take


@pytest.fixture
def accessible(page: Page) -> Callable[[], None]:
    """No violation of WCAG 2.2 A and AA that axe can find."""
    from axe_playwright_python.sync_playwright import Axe

    def check() -> None:
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        lines = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]
        assert not lines, lines

    return check
