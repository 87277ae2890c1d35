"""A page asks the database as often for sixteen rows as for eight, and no oftener than is written here."""

import datetime
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.tree.actions import give_role
from mulin.tree.models import Node
from tests.architecture.growing import EIGHT, communities_grown, founded, grown, in_force

BUDGETS = {
    "street_officer": {
        "/": 23, "/dashboard/": 11, "/nodes/{node}/": 27, "/search/?q=荷风": 7, "/organisations/places/": 6,
        "/organisations/party/": 6, "/organisations/units/": 6, "/organisations/coverage/": 10,
        "/organisations/premises/": 5, "/organisations/staff/": 6, "/members/": 7, "/records/": 7,
        "/records/note/": 7, "/records/note/neighbour_service/": 11, "/duties/": 7, "/assessments/": 6,
        "/assessments/running/": 5, "/assessments/grades/": 6, "/assessments/rounds/": 5,
        "/assessments/certificates/": 5, "/assessments/milestones/": 32, "/assessments/rectifications/": 5,
        "/assessments/vetoes/": 5, "/programmes/": 5, "/roles/held/": 5, "/roles/held/give/": 6, "/workdays/": 6,
    },
    "street_leader": {"/": 13},
    "assessor": {"/": 9, "/assessments/assignments/": 5},
    "auditor": {"/audit/": 7},
    "system_administrator": {"/": 7, "/accounts/": 5},
}  # fmt: skip
"""By role, the most queries each page may ask; session, account, roles and the bell are among them."""
OVER_COMMUNITIES = {"/points/exchange/": 9, "/feedback/reporting/": 9, "/feedback/consultations/ask/": 8}
"""The most queries of the pages that tell something of every community in reach."""
FEW = 5


def queries_of(client: Client, url: str) -> list[str]:
    """What a page asks when everything that stays the same between requests has been read once."""
    assert client.get(url).status_code == 200, url
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return [one["sql"] for one in asked.captured_queries]


def counted(clients: dict[str, Client], node: Node) -> dict[tuple[str, str], int]:
    """The number of queries by role and page."""
    return {
        (role, page): len(queries_of(clients[role], page.format(node=node.pk)))
        for role, pages in BUDGETS.items()
        for page in pages
    }


@pytest.fixture
def clients(clerk: User) -> Callable[[], dict[str, Client]]:
    """Somebody of every role at the street, signed in."""

    def signed_in() -> dict[str, Client]:
        made = {}
        for role in BUDGETS:
            user = open_account(role, display_name=role)
            give_role(user, role, node=Node.objects.get(code="JD0001"), by=clerk)
            made[role] = Client()
            made[role].force_login(User.objects.get(pk=user.pk))
        return made

    return signed_in


def test_no_page_asks_more_when_its_rows_double_and_none_exceeds_its_budget(
    clerk: User, today_is: Callable[[str], datetime.date], clients: Callable[[], dict[str, Client]]
) -> None:
    today_is("2021-06-30")
    programme = founded(clerk)
    people = clients()
    street = Node.objects.get(code="JD0001")
    grown(programme, 1, clerk)
    before = counted(people, street)
    grown(programme, 1 + EIGHT, clerk)
    after = counted(people, street)
    assert {page: (before[page], number) for page, number in after.items() if number > before[page]} == {}
    allowed = {(role, page): number for role, pages in BUDGETS.items() for page, number in pages.items()}
    assert {page: number for page, number in after.items() if number > allowed[page]} == {}


def test_the_lists_that_are_counted_show_their_rows(
    clerk: User, today_is: Callable[[str], datetime.date], clients: Callable[[], dict[str, Client]]
) -> None:
    today_is("2021-06-30")
    programme = founded(clerk)
    people = clients()
    grown(programme, 1, clerk)
    lists = [(role, page) for role, pages in BUDGETS.items() for page in pages if "{" not in page]
    shown = {page: people[role].get(page).context.get("row_count") for role, page in lists}
    assert {page: rows for page, rows in shown.items() if rows is not None and rows < EIGHT} == {"/programmes/": 1}


@pytest.mark.row("J09")
@pytest.mark.row("R08")
def test_pages_that_tell_of_every_community_ask_no_more_when_the_communities_double(
    clerk: User, today_is: Callable[[str], datetime.date], clients: Callable[[], dict[str, Client]]
) -> None:
    today_is("2021-06-30")
    founded(clerk)
    in_force("shuanglian/2011", clerk)
    officer = clients()["street_officer"]
    told = []
    for first in (1, 1 + FEW):
        communities_grown(range(first, first + FEW), clerk)
        told.append({page: len(queries_of(officer, page)) for page in OVER_COMMUNITIES})
    assert told[0] == told[1]
    assert {page: number for page, number in told[1].items() if number > OVER_COMMUNITIES[page]} == {}
    assert officer.get("/feedback/reporting/").content.decode().count("1 人未报到") == 2 * FEW
    assert officer.get("/points/exchange/").content.decode().count("：上架") == 2 * FEW + 1
