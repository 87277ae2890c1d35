"""Lines of the home page: a number leads to exactly its rows, in as few queries as there are lists to ask."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from mulin.assessments.actions import open_assessments
from mulin.foundation.periods import last_day_reaching, months_later
from mulin.foundation.statistics import refresh_statistics
from mulin.identity.models import User
from mulin.programmes.models import Programme
from mulin.records.actions import record
from mulin.tree.models import Node

NUMBER = re.compile(r"[： ](\d+) ")


def lines(client: Client) -> dict[str, str]:
    """The addresses on the home page, by title."""
    return {todo.title: todo.url for group in client.get("/").context["todos"] for todo, _light in group.todos}


@pytest.fixture
def busy(street: Node, clerk: User) -> Node:
    """A street where checks are open and drafts wait."""
    programme = Programme.objects.get()
    community = Node.objects.get(code="SQ0001")
    for day in (10, 11, 12):
        record(community, "joint_meeting", datetime.date(2021, 5, day), by=clerk, minutes="议定三件实事")
    open_assessments(programme, Node.objects.filter(code__in=["SQ0001", "SQ0002", "XQ0001"]), year=2021, by=clerk)
    return street


@pytest.mark.row("N01")
@pytest.mark.parametrize(("role", "code"), [("street_officer", "JD0001"), ("community_secretary", "SQ0001")])
def test_a_number_on_the_home_page_is_the_number_of_rows_of_its_list(
    busy: Node, as_person: Callable[[str, str], Client], role: str, code: str
) -> None:
    client = as_person(role, code)
    found = {title: url for title, url in lines(client).items() if NUMBER.search(title)}
    shown = {title: client.get(url).context["row_count"] for title, url in found.items()}
    assert {title: int(NUMBER.search(title)[1]) for title in found} == shown  # type: ignore[index]
    assert shown


def test_what_waits_below_is_a_number_and_what_waits_at_ones_own_node_is_named(
    busy: Node, as_person: Callable[[str, str], Client]
) -> None:
    assert "确认纪实：3 条" in lines(as_person("street_officer", "JD0001"))
    own = as_person("community_secretary", "SQ0001").get("/").context["todos"]
    own = [todo for group in own for todo, _light in group.todos]
    assert sum(todo.url.startswith("/records/") for todo in own) == 3
    place = Node.objects.get(code="SQ0001").name
    assert [todo.title for todo in own if todo.url.startswith("/duties/") and place in todo.title] == []


def test_a_list_takes_no_notice_of_a_matter_it_does_not_know(as_person: Callable[[str, str], Client]) -> None:
    client = as_person("street_officer", "JD0001")
    everything = client.get("/duties/").context["row_count"]
    assert client.get("/duties/?waiting=nonsense").context["row_count"] == everything


@pytest.mark.parametrize("day", [datetime.date(2021, 2, 28), datetime.date(2021, 6, 30), datetime.date(2020, 2, 29)])
@pytest.mark.parametrize("months", [1, 3, 6, 12])
def test_the_last_day_that_reaches_another_is_the_last(day: datetime.date, months: int) -> None:
    found = last_day_reaching(day, months)
    assert months_later(found, months) <= day < months_later(found + datetime.timedelta(days=1), months)


@pytest.mark.django_db
def test_the_database_is_asked_to_count_its_tables_where_it_does_not_do_so_by_itself() -> None:
    assert refresh_statistics() == (connection.vendor == "sqlite")


@pytest.mark.row("N01")
def test_a_place_tells_once_what_it_owes_for_many_periods_and_leads_to_exactly_these(
    street: Node, as_person: Callable[[str, str], Client]
) -> None:
    client = as_person("street_officer", "JD0001")
    owed = client.get(f"/nodes/{street.pk}/").context["duties"]
    found = {todo.title: todo.url for todo in owed if NUMBER.search(todo.title)}
    late = [todo.title.partition("：")[0] for todo in owed if todo.light == "overdue"]
    assert len(late) == len(set(late))
    shown = {title: client.get(url).context["row_count"] for title, url in found.items()}
    assert {title: int(NUMBER.search(title)[1]) for title in found} == shown  # type: ignore[index]
    assert shown
