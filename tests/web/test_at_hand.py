"""What each person finds at home besides to-dos, and that nothing offered to them ends in a refusal."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

PEOPLE = [
    ("street_leader", "JD0001"),
    ("community_worker", "SQ0001"),
    ("member", "XQ0001"),
    ("assessor", "JD0001"),
    ("auditor", "JD0001"),
    ("system_administrator", "QX0001"),
    ("discipline_officer", "JD0001"),
]


def links(text: str) -> set[str]:
    """The addresses of the product that a page leads to."""
    found = {link.replace("&amp;", "&") for link in re.findall(r'<a[^>]* href="(/[^"#]*)"', text)}
    return {link for link in found if not link.startswith(("/account/", "/static/"))}


@pytest.mark.parametrize(("role", "code"), PEOPLE, ids=[role for role, _ in PEOPLE])
def test_no_link_of_the_home_page_ends_in_a_refusal(
    as_person: Callable[[str, str], Client], role: str, code: str
) -> None:
    client = as_person(role, code)
    offered = links(client.get("/").content.decode())
    assert {url for url in offered if client.get(url).status_code not in (200, 302)} == set()


def test_an_administrator_is_told_how_many_accounts_are_idle(as_person: Callable[[str, str], Client]) -> None:
    page = as_person("system_administrator", "QX0001").get("/")
    assert "账号" in [one.title for one in page.context["shortcuts"]]


def test_a_discipline_officer_finds_the_shelf_at_home_and_under_the_thumb(
    as_person: Callable[[str, str], Client],
) -> None:
    page = as_person("discipline_officer", "JD0001").get("/")
    assert {"限定范围的记录", "登记限定范围的记录"} <= {one.title for one in page.context["shortcuts"]}
    assert [tab["name"] for tab in page.context["shell"]["tabs"]] == ["web:home", "restricted:shelf"]


def test_a_leader_reaches_the_dashboard_with_the_thumb(as_person: Callable[[str, str], Client]) -> None:
    tabs = as_person("street_leader", "JD0001").get("/").context["shell"]["tabs"]
    assert "web:dashboard" in [tab["name"] for tab in tabs[:4]]


def test_who_looks_on_sees_the_figures_and_who_writes_sees_to_dos(as_person: Callable[[str, str], Client]) -> None:
    assert as_person("street_leader", "JD0001").get("/").context["tiles"]
    assert not as_person("community_secretary", "SQ0001").get("/").context["tiles"]


def test_a_member_sees_the_own_organisation_and_no_button_that_refuses(as_person: Callable[[str, str], Client]) -> None:
    client = as_person("member", "XQ0001")
    [own] = client.get("/").context["nodes"]
    body = client.get(f"/nodes/{own.pk}/").content.decode()
    assert "记一笔" not in body
    assert "最近的纪实" not in body


def test_an_export_is_offered_only_to_who_may_export(as_person: Callable[[str, str], Client]) -> None:
    assert "导出" in as_person("street_leader", "JD0001").get("/organisations/places/").content.decode()
    assert "导出" not in as_person("auditor", "JD0001").get("/organisations/places/").content.decode()
