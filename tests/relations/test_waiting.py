"""The home page: what waits in relations, in a few queries, told as numbers that lead to exactly their rows."""

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mulin.identity.models import User
from mulin.programmes.models import Programme
from mulin.relations.actions import floating
from mulin.relations.actions.floating import Arrival, Departure, Spot
from mulin.relations.models import Absence, Whereabouts
from mulin.relations.queries.clauses import floating_terms
from mulin.relations.queries.floating import contact_due, is_urged
from mulin.relations.queries.waiting import absences_waiting
from mulin.web.queries.matters import lines
from mulin.web.queries.relating import GROUPS
from mulin.web.queries.todo import Todo
from tests.members.factories import a_member, identity
from tests.relations.conftest import Place

pytestmark = [pytest.mark.django_db, pytest.mark.row("R10")]
LEFT = (
    datetime.date(2020, 8, 31),
    datetime.date(2020, 12, 29),
    datetime.date(2020, 12, 30),
    datetime.date(2020, 12, 31),
    datetime.date(2021, 1, 1),
    datetime.date(2021, 3, 30),
    datetime.date(2021, 3, 31),
    datetime.date(2021, 4, 1),
)
EXPECTED = (
    None,
    datetime.date(2021, 7, 1),
    datetime.date(2021, 9, 29),
    datetime.date(2021, 9, 30),
    datetime.date(2022, 2, 27),
    datetime.date(2022, 2, 28),
)


def gone(place: Place, clerk: User, number: int, left: datetime.date, **more: Any) -> Absence:
    member = a_member(place.street, clerk, name=f"远行{number}", number=number, since=datetime.date(2020, 1, 1))
    spot = Spot("邻省港城", is_fixed=more.pop("is_fixed", True))
    return floating.tell_absence(member, Departure("务工", left, spot, told_on=left, **more), by=place.secretary)


def relation_todos(user: User) -> list[Todo]:
    """What the home page tells about relations."""
    return lines(user, *GROUPS)


def led_to(user: User, todo: Todo) -> tuple[int, int]:
    """The number a line tells, and how many rows its list has."""
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    told = re.search(r"：(\d+) ", todo.title)
    assert told is not None, todo.title
    page = client.get(todo.url)
    assert page.status_code == 200, page
    return int(told[1]), page.context["row_count"]


def test_the_database_urges_and_misses_the_same_members_as_the_rules(
    place: Place, programme: Programme, clerk: User, today_is: Any
) -> None:
    made = [(left, until) for left in LEFT for until in EXPECTED]
    for number, (left, until) in enumerate(made, start=1):
        gone(place, clerk, number, left, expected_until=until, is_fixed=number % 5 != 0)
    moved = Absence.objects.order_by("pk").first()
    assert moved is not None
    day = datetime.date(2021, 6, 30)
    Whereabouts.objects.create(absence=moved, place="邻省山城", is_fixed=True, since=day, told_on=day)
    for text in ("2021-06-29", "2021-06-30", "2021-07-01", "2021-09-30", "2022-02-28"):
        day = today_is(text) or datetime.date.fromisoformat(text)
        terms = floating_terms(place.home, day)
        assert terms is not None
        known = list(Absence.objects.prefetch_related("places", "contacts"))
        conditions = absences_waiting(place.officer)
        urged = {one.pk for one in known if is_urged(one, terms, day)}
        due = {one.pk: contact_due(one, terms) for one in known}
        silent = {pk for pk, last in due.items() if last is not None and last < day}
        assert set(Absence.objects.filter(conditions["urge"]).values_list("pk", flat=True)) == urged, text
        assert set(Absence.objects.filter(conditions["silent"]).values_list("pk", flat=True)) == silent, text
        assert urged


def test_few_at_ones_own_branch_are_named_and_those_above_see_a_number_that_leads_to_them(
    place: Place, programme: Programme, clerk: User
) -> None:
    for number in range(1, 4):
        gone(place, clerk, number, datetime.date(2020, 10, 1))
    own = [todo.title for todo in relation_todos(place.secretary) if "动员" in todo.title]
    assert own == ["动员远行1转出组织关系", "动员远行2转出组织关系", "动员远行3转出组织关系"]
    above = {todo.title: todo for todo in relation_todos(place.officer)}
    assert not any("远行" in title for title in above)
    assert led_to(place.officer, above["动员转出组织关系：3 人"]) == (3, 3)
    assert not relation_todos(place.other)


def test_more_than_six_of_one_matter_are_one_line_even_at_ones_own_branch(
    place: Place, programme: Programme, clerk: User
) -> None:
    for number in range(1, 8):
        gone(place, clerk, number, datetime.date(2020, 10, 1))
    [line] = [todo for todo in relation_todos(place.secretary) if "动员" in todo.title]
    assert led_to(place.secretary, line) == (7, 7)


def test_every_line_leads_to_as_many_rows_as_it_says(place: Place, programme: Programme, clerk: User) -> None:
    for number, left in enumerate(LEFT, start=1):
        gone(place, clerk, number, left)
    for number in range(71, 74):
        values = {"name": f"来客{number}", "identity_number": identity(number)}
        floating.receive_floating(values, Arrival("外省柳湾村党支部"), place.west, by=place.other)
    lines = relation_todos(place.officer)
    assert len(lines) >= 3
    assert all(told == shown for told, shown in (led_to(place.officer, line) for line in lines))


def test_the_home_page_asks_as_often_for_many_as_for_few(place: Place, programme: Programme, clerk: User) -> None:
    asked = []
    for begin in (1, 20):
        for number in range(begin, begin + 3):
            gone(place, clerk, number, datetime.date(2020, 10, 1))
        user = User.objects.get(pk=place.officer.pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            relation_todos(user)
        asked.append(len(queries) - 1)  # one of them asks for the roles
    assert asked[0] == asked[1] <= 4
