"""Signing in: a second factor for staff, lock-out, sessions that end at once, and a policy that no page may loosen."""

import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from mulin.identity.actions import close_account, open_account, set_password
from mulin.identity.adapters import client_address
from mulin.identity.models import User
from mulin.tree.actions import NewNode, found, give_role, take_role
from mulin.tree.models import Node, RoleHolding

PASSWORD = "correct horse battery staple"


@pytest.fixture
def street(clerk: User) -> Node:
    cache.clear()
    return found(NewNode("street", "鑫安街道"), reason="建立", by=clerk)


@pytest.fixture
def officer(street: Node, clerk: User) -> User:
    return person("officer", "street_officer", street, clerk)


def person(username: str, role: str, node: Node, by: User) -> User:
    """An account with a password and a role."""
    user = open_account(username, display_name=username, password=PASSWORD)
    give_role(user, role, node=node, by=by)
    return User.objects.get(pk=user.pk)


def sign_in(username: str, password: str = PASSWORD, client: Client | None = None) -> tuple[Client, Any]:
    """The browser, and what the sign-in page answered."""
    client = client or Client()
    return client, client.post(reverse("account_login"), {"login": username, "password": password})


def is_in(client: Client) -> bool:
    """Does the home page open?"""
    return bool(client.get(reverse("web:home")).status_code == 200)


def code(secret: str, steps: int = 0) -> str:
    """The six digits that an authenticator shows now, or in the next half minute."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def test_a_person_signs_in_with_name_and_password(officer: User) -> None:
    client, answer = sign_in("officer")
    assert answer.status_code == 302
    assert is_in(client)


def test_nobody_signs_up(street: Node) -> None:
    asked = {"username": "self", "password1": PASSWORD, "password2": PASSWORD}
    Client().post(reverse("account_signup"), asked)
    assert not User.objects.filter(username="self").exists()


def test_a_role_taken_away_ends_the_session_at_the_next_request(officer: User, clerk: User) -> None:
    client, _ = sign_in("officer")
    assert is_in(client)
    take_role(RoleHolding.objects.get(user=officer), by=clerk)
    assert not is_in(client)


def test_a_role_given_ends_the_session_too(officer: User, street: Node, clerk: User) -> None:
    client, _ = sign_in("officer")
    give_role(officer, "street_leader", node=street, by=clerk)
    assert not is_in(client)


def test_a_closed_account_is_out_at_once_and_cannot_come_back(officer: User) -> None:
    client, _ = sign_in("officer")
    close_account(officer)
    assert not is_in(client)
    assert not is_in(sign_in("officer")[0])


def test_a_new_password_ends_the_sessions_of_the_old_one(officer: User) -> None:
    client, _ = sign_in("officer")
    set_password(officer, "another correct horse battery")
    assert not is_in(client)
    assert not is_in(sign_in("officer")[0])
    assert is_in(sign_in("officer", "another correct horse battery")[0])


def test_after_five_wrong_passwords_the_right_one_is_refused_too(officer: User, settings: Any) -> None:
    settings.AXES_ENABLED = True
    for _ in range(settings.AXES_FAILURE_LIMIT):
        _, last = sign_in("officer", "wrong")
    assert last.status_code in {403, 429}
    client, answer = sign_in("officer")
    assert answer.status_code != 302
    assert "登录失败次数过多" in answer.text
    assert not is_in(client)


def test_a_whole_office_signs_in_from_one_address_within_a_minute(officer: User) -> None:
    answers = {sign_in("officer")[1].status_code for _ in range(40)}
    assert answers == {302}


def test_an_office_that_mistypes_is_not_shut_out_but_one_account_is(officer: User, street: Node, clerk: User) -> None:
    for number in range(12):
        sign_in(f"colleague-{number}", "wrong")
    assert is_in(sign_in("officer")[0])
    for _ in range(6):
        sign_in("officer", "wrong")
    assert not is_in(sign_in("officer")[0])


@pytest.mark.parametrize(
    ("proxies", "address"), [(0, "10.0.0.9"), (1, "192.0.2.7"), (2, "198.51.100.3")], ids=["none", "one", "two"]
)
def test_an_address_is_read_only_from_our_own_proxies(settings: Any, proxies: int, address: str) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    forwarded = "203.0.113.1, 198.51.100.3, 192.0.2.7"
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="10.0.0.9")
    assert client_address(request) == address


def test_who_is_signed_in_by_a_command_comes_from_nowhere(officer: User) -> None:
    request = RequestFactory().get("/")
    del request.META["REMOTE_ADDR"]
    assert client_address(request) is None
    Client().force_login(officer)


def test_staff_without_a_second_factor_get_no_further_than_adding_one(officer: User, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    client, _ = sign_in("officer")
    for address in (reverse("web:home"), reverse("records:activities"), reverse("web:export", args=["places"])):
        assert client.get(address).headers["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200


def test_a_member_needs_no_second_factor(street: Node, clerk: User, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    person("member", "member", street, clerk)
    assert is_in(sign_in("member")[0])


def test_with_an_authenticator_staff_come_in_by_six_digits_and_not_without(officer: User, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    settings.MFA_TOTP_TOLERANCE = 1
    client, _ = sign_in("officer")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": code(secret)}).status_code == 302
    assert is_in(client)

    again, answer = sign_in("officer")
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(again)
    again.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_in(again)
    again.post(reverse("mfa_authenticate"), {"code": code(secret, 1)})
    assert is_in(again)


@pytest.mark.parametrize(
    "address", ["/", "/account/login/", "/records/", "/nodes/999999/", "/accounts/", "/no-such-page/", "/style-guide/"]
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_every_answer_carries_a_policy_without_inline_or_eval(officer: User, address: str, signed_in: bool) -> None:
    client = sign_in("officer")[0] if signed_in else Client()
    answer = client.get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
