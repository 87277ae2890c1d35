"""A passkey is added and used, with a virtual authenticator; TOTP is added with a code from its secret."""

import hashlib
import hmac
import struct
import time
from base64 import b32decode
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mulin.identity.models import User
from mulin.tree.actions import NewNode, found
from mulin.tree.models import Node
from tests.journeys.conftest import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def officer(clerk: User, person: Callable[..., User]) -> User:
    street: Node = found(NewNode("street", "滨湖街道"), reason="测试", by=clerk)
    return person("officer", "street_officer", street)


def code_of(secret: str) -> str:
    """The six digits of a TOTP secret now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def open_after_password(page: Page, address: str) -> None:
    """Open a page that asks for the password once more."""
    page.goto(address)
    if "reauthenticate" in page.url:
        page.fill("input[name=password]", PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(f"**{address}")


def with_authenticator(page: Page) -> None:
    """Give the browser a device that holds passkeys and always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_passkey_is_added_and_signs_in(
    officer: User,
    page: Page,
    sign_in: Callable[[User], None],
    accessible: Callable[[], None],
    picture: Callable[[str], None],
) -> None:
    sign_in(officer)
    with_authenticator(page)
    open_after_password(page, "/account/2fa/webauthn/add/")
    accessible()
    page.fill("input[name=name]", "本机")
    page.check("input[name=passwordless]")
    page.get_by_role("button", name="添加").click()
    page.wait_for_url(lambda address: not address.endswith("/add/"))
    page.goto("/account/2fa/webauthn/")
    expect(page.locator("body")).to_contain_text("本机")
    accessible()
    picture("passkeys")

    page.context.clear_cookies()
    page.goto("/account/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/")
    expect(page.get_by_role("heading", name="待办", exact=True)).to_be_visible()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_code_is_asked_for_once_totp_is_on(
    officer: User, page: Page, sign_in: Callable[[User], None], accessible: Callable[[], None]
) -> None:
    sign_in(officer)
    open_after_password(page, "/account/2fa/totp/activate/")
    accessible()
    secret = page.locator(".secret").inner_text()
    page.fill("input[name=code]", code_of(secret))
    page.locator("main button[type=submit], form button[type=submit]").last.click()
    page.wait_for_url("**/account/2fa/recovery-codes/**")

    page.context.clear_cookies()
    page.goto("/account/login/")
    page.fill("input[name=login]", officer.username)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="登录", exact=True).first.click()
    page.wait_for_url("**/account/2fa/authenticate/**")
    accessible()
