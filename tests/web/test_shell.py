"""The shell of a page is kept between pages, and never shows more than a person may do at this moment."""

import re
from collections.abc import Callable

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils.translation import override

from mulin.foundation.clock import today
from mulin.tree.models import RoleHolding

APPOINTING = "/roles/held/"


def shown(client: Client) -> set[str]:
    """The addresses in the navigation of the next page, as drawn."""
    page = client.get("/search/")
    drawn = page.content.decode().split('id="navigation"')[1].split("</nav>")[0]
    links = {str(line["url"]) for line in page.context["shell"]["navigation"]}
    assert all(f'href="{url}"' in drawn for url in links)
    assert drawn.count("<a href=") == len(links)
    return links


def test_a_role_that_ends_or_begins_shows_in_the_very_next_page(as_person: Callable[[str, str], Client]) -> None:
    first, second = as_person("street_officer", "JD0001"), as_person("street_officer", "SQ0001")
    assert APPOINTING in shown(first) & shown(second)
    held = RoleHolding.objects.filter(user__username="street_officer-JD0001")
    held.update(until=today())
    assert shown(first) < shown(second)
    assert APPOINTING not in shown(first)
    held.update(until=None, role="auditor")
    assert "/audit/" in shown(first) - shown(second)
    held.update(role="street_officer")
    assert shown(first) == shown(second)


def test_the_marked_line_is_the_one_of_this_page(as_person: Callable[[str, str], Client]) -> None:
    client = as_person("street_officer", "JD0001")
    for address in ("/members/", "/duties/", "/members/"):
        marked = [line["url"] for line in client.get(address).context["shell"]["navigation"] if line["active"]]
        assert marked == [address]


def test_two_people_never_see_each_others_name_or_token(as_person: Callable[[str, str], Client]) -> None:
    pages = [as_person("street_officer", code).get("/search/?q=" + code) for code in ("JD0001", "SQ0001")]
    for page, mine, other in zip(pages, ("JD0001", "SQ0001"), ("SQ0001", "JD0001"), strict=True):
        body = page.content.decode()
        assert f"street_officer@{mine}" in body
        assert f'value="{mine}"' in body
        assert f"street_officer@{other}" not in body
        assert str(page.context["csrf_token"]) in body
    assert str(pages[0].context["csrf_token"]) != str(pages[1].context["csrf_token"])


def test_large_print_is_switched_by_the_next_page(as_person: Callable[[str, str], Client]) -> None:
    client = as_person("street_officer", "JD0001")
    assert "大字版" in client.get("/search/").content.decode()
    client.post("/large-print/", {"large_print": "1", "next": "/search/"})
    assert "标准字号" in client.get("/search/").content.decode()
    client.post("/large-print/", {"large_print": "0", "next": "/search/"})
    assert "大字版" in client.get("/search/").content.decode()


def test_what_is_kept_differs_by_what_is_named_and_by_language() -> None:
    piece = Template("{% load kept %}{% kept one %}{{ one }}{{ other }}{{ LANGUAGE_CODE }}{% endkept %}")
    assert piece.render(Context({"one": "甲", "other": 1})) == "甲1"
    assert piece.render(Context({"one": "甲", "other": 2})) == "甲1"
    assert piece.render(Context({"one": "乙", "other": 3})) == "乙3"
    with override("en"):
        assert piece.render(Context({"one": "甲", "other": 4})) == "甲4"


@pytest.mark.parametrize("number", [1, 300])
def test_what_is_kept_stays_small(number: int) -> None:
    piece = Template("{% load kept %}{% kept one %}{{ one }}{% endkept %}")
    for value in range(number):
        assert piece.render(Context({"one": f"{value}号"})) == f"{value}号"
    assert len(piece.nodelist.get_nodes_by_type(type(piece.nodelist[1]))[-1].drawn) <= 256


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("/relations/batches/", "转接"),
        ("/relations/census/", "流入党员"),
        ("/relations/cases/", "六个月提示"),
        ("/relations/absences/", "外出流动党员"),
    ],
)
def test_a_page_stands_under_the_line_that_leads_to_it(
    as_person: Callable[[str, str], Client], address: str, line: str
) -> None:
    page = as_person("street_officer", "JD0001").get(address).text
    marked = re.findall(r'aria-current="page">(?:<svg.*?</svg>)?<span>(.*?)</span>', page, re.DOTALL)
    assert marked == [line]


def test_a_button_that_only_leads_to_another_list_is_not_the_main_one(
    as_person: Callable[[str, str], Client],
) -> None:
    officer = as_person("street_officer", "JD0001")
    assert "btn-primary" not in officer.get("/relations/absences/").text
    assert "btn-primary" in officer.get("/relations/").text
