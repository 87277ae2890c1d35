"""Large print, error pages and the pages of one's own account."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

pytestmark = pytest.mark.django_db


def test_large_print_is_switched_on_and_off_from_any_page(client):
    assert "large-print" not in client.get("/look/list/").content.decode().split("<head>")[0]
    answer = client.post("/look/large-print/", {"large_print": "1", "next": "/look/list/?app=auth"})
    assert answer.url == "/look/list/?app=auth"
    page = client.get(answer.url).content.decode()
    assert '<html lang="zh-CN" class="large-print">' in page
    assert "标准字号" in page
    client.post("/look/large-print/", {"large_print": "0", "next": "/look/list/"})
    assert 'class="large-print"' not in client.get("/look/list/").content.decode()


def test_the_switch_never_leads_to_another_site(client):
    assert client.post("/look/large-print/", {"next": "https://elsewhere.example/"}).url == "/"


@pytest.mark.parametrize(
    "name", ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html", "offline.html"]
)
def test_an_error_page_stands_without_any_context_and_has_a_next_step(name):
    page = render_to_string(name)
    assert '<a class="primary" href="/">' in page
    assert "/static/mulin/errors.css" in page


def test_an_error_page_stays_in_large_print(client):
    client.cookies["large_print"] = "1"
    assert '<html lang="zh-CN" class="large-print">' in client.get("/no-such-page/").text


def test_a_refusal_is_shown_in_its_own_words():
    assert "名额已满" in render_to_string("403.html", {"reason": "名额已满"})


def test_a_form_that_waited_too_long_says_nothing_was_saved():
    answer = Client(enforce_csrf_checks=True).post("/look/form/", {})
    assert answer.status_code == 403
    assert "没有保存" in answer.content.decode()


def test_the_style_guide_is_for_the_demo_only(client, settings):
    assert client.get("/look/style-guide/").status_code == 200
    settings.DEMO = False
    assert client.get("/look/style-guide/").status_code == 404


def test_signing_in_with_a_wrong_password_comes_back_with_the_name_kept(client):
    page = client.post("/account/login/", {"login": "shequ", "password": "wrong-password"}).content.decode()
    assert "<title>错误：登录" in page
    assert 'value="shequ"' in page
    assert "wrong-password" not in page


ACCOUNT_PAGES = [
    "/account/password/change/", "/account/logout/", "/account/2fa/", "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/", "/account/2fa/webauthn/add/", "/account/reauthenticate/",
]  # fmt: skip


@pytest.mark.parametrize("address", ACCOUNT_PAGES)
def test_every_page_of_ones_own_account_is_in_our_look(client, django_user_model, address):
    user = django_user_model.objects.create_user(username="member", password="long-enough-for-all")
    client.post("/account/login/", {"login": user.username, "password": "long-enough-for-all"})
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    assert "mulin/mulin.css" in answer.content.decode()
