"""The list of six-month clocks: the fullest first, narrowed like any list, taken out and printed as it is shown."""

import datetime
import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.relations.actions import withdrawals
from mulin.tree.actions import give_role
from tests.members.factories import a_member
from tests.relations.conftest import SINCE, Place
from tests.relations.test_withdrawal import held_at

pytestmark = pytest.mark.django_db
ADDRESS = "/relations/clocks/"


@pytest.fixture
def away(place: Place, programme: Programme, member: Member, clerk: User) -> list[Member]:
    """Two who were last there on different days: the earlier is full today, the later nearly so."""
    later, *others = [a_member(place.street, clerk, name=f"同志{n}", number=n, since=SINCE) for n in range(30, 36)]
    held_at(place, "2020-12-20", member, later, *others, by=clerk)
    held_at(place, "2021-01-15", later, *others, by=clerk)
    held_at(place, "2021-06-10", *others, by=clerk)
    return [member, later]


@pytest.fixture
def secretary(place: Place) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=place.secretary.pk))
    return client


def shown(client: Client, **asked: str) -> list[str]:
    """The names on the list, from the top, which its workbook repeats."""
    page = client.get(ADDRESS, asked)
    taken = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(page.context["export_url"]).streaming_content)))
    column = [str(row[0]) for row in taken.worksheets[0].values]
    found = column[next(number for number, one in enumerate(column) if one.lstrip("*") == "党员") + 1 :]
    assert len(found) == page.context["row_count"]
    places = [page.content.decode().index(f">{name}<") for name in found]
    assert places == sorted(places)
    return found


@pytest.mark.row("D16")
def test_the_fullest_clock_comes_first_and_leads_to_what_is_to_be_done(secretary: Client, away: list[Member]) -> None:
    first, second = away
    assert shown(secretary) == [first.name, second.name]
    page = secretary.get(ADDRESS).content.decode()
    assert reverse("relations:open_case", args=[first.pk]) in page
    assert reverse("relations:excuse", args=[second.pk]) in page
    printed = secretary.get(ADDRESS, {"print": "1"}).content.decode()
    assert "共 2 条" in printed


def test_the_list_is_narrowed_by_name_ground_state_and_day_and_so_is_its_workbook(
    secretary: Client, place: Place, away: list[Member]
) -> None:
    first, second = away
    assert shown(secretary, state="full") == [first.name]
    assert shown(secretary, state="nearly") == [second.name]
    assert shown(secretary, q=second.name) == [second.name]
    assert shown(secretary, full_on_from="2021-07-01") == [second.name]
    assert shown(secretary, ground="dues") == []
    assert shown(secretary, state="opened") == []
    withdrawals.open_case(first, by=place.secretary)
    assert shown(secretary, state="opened") == [first.name]
    assert "查看认定" in secretary.get(ADDRESS).content.decode()


def test_a_list_of_many_pages_goes_on_where_it_stopped(
    secretary: Client, place: Place, programme: Programme, clerk: User
) -> None:
    people = [a_member(place.street, clerk, name=f"同志{n}", number=n, since=SINCE) for n in range(30, 90)]
    held_at(place, "2020-12-20", *people, by=clerk)
    held_at(place, "2021-06-10", people[0], by=clerk)
    page = secretary.get(ADDRESS)
    rest = secretary.get(page.context["next_url"])
    assert (page.context["row_count"], rest.context["row_count"]) == (50, 9)
    assert rest.context["previous_url"]


def test_who_may_not_handle_relations_is_shown_no_step(place: Place, away: list[Member], clerk: User) -> None:
    leader = Client()
    leader.force_login(User.objects.get(pk=a_reader(place, clerk).pk))
    page = leader.get(ADDRESS).content.decode()
    assert away[0].name in page
    assert reverse("relations:open_case", args=[away[0].pk]) not in page


def a_reader(place: Place, clerk: User) -> User:
    """Somebody above who looks on."""
    found = open_account("leader", display_name="领导")
    give_role(found, "street_leader", node=place.street.street, by=clerk, since=datetime.date(2020, 1, 1))
    return found
