"""Where a pack overrides another, each duty is owed once: as the overriding pack asks it, while it is in force."""

import datetime
from typing import Any

import pytest

from mulin.duties.models import DutyState
from mulin.identity.models import User
from mulin.members.actions import Homes, register
from mulin.programmes.actions import adopt, end, install, publish
from mulin.programmes.models import Programme
from mulin.tree.models import Node
from tests.assessments.small_pack import SINCE
from tests.properties.world import World, duty, make_world, member_duty, world_pack

FIRST, SECOND, THIRD = (datetime.date(2021, month, 1) for month in (1, 4, 7))


@pytest.fixture
def world(clerk: User, settings: Any) -> World:
    """An early book: a meeting a quarter, a patrol a quarter, and every member comes once a quarter."""
    duties = [
        duty("meeting", "community", "quarter"),
        duty("patrol", "compound", "quarter"),
        member_duty("comes", "meeting", "quarter"),
    ]
    return make_world(clerk, settings, world_pack(duties=duties, rubrics=[], gradings=[]))


def today_asks(world: World, at: Node, since: datetime.date, *duties: dict[str, Any]) -> Programme:
    """A later book that overrides the early one, in force at a node."""
    pack = world_pack(pack="today", overrides=["world"], duties=list(duties), rubrics=[], gradings=[])
    edition, _ = install(pack, by=world.by)
    return publish(adopt(edition, at, since=since, by=world.by, legal_basis="现行规定"), by=world.by)


def owed(subject: Node, name: str) -> list[tuple[str, str, int | None]]:
    """Which book asks a duty of a node in which period, and how often."""
    rows = DutyState.objects.filter(node=subject, duty=name).select_related("programme__edition").order_by("first")
    return [(row.programme.edition.pack, row.first.isoformat(), row.required) for row in rows]


def test_the_overriding_book_asks_its_own_and_leaves_the_rest(world: World) -> None:
    today_asks(world, world.street, SINCE, duty("meeting", "community", "quarter", 3))
    community, compound = world.one("community", 0), world.one("compound", 0)
    assert owed(community, "meeting") == [("today", f"2021-0{month}-01", 3) for month in (1, 4, 7)]
    assert [book for book, _, _ in owed(compound, "patrol")] == ["world"] * 3


def test_it_overrides_only_from_its_first_day_and_only_below_its_node(world: World) -> None:
    today_asks(world, world.one("community", 0), SECOND, duty("meeting", "community", "quarter", 3))
    assert owed(world.one("community", 0), "meeting") == [
        ("world", "2021-01-01", 1),
        ("today", "2021-04-01", 3),
        ("today", "2021-07-01", 3),
    ]
    assert {book for book, _, _ in owed(world.one("community", 1), "meeting")} == {"world"}


def test_when_it_ends_the_early_book_asks_again_from_the_next_period(world: World) -> None:
    programme = today_asks(world, world.street, SINCE, duty("meeting", "community", "quarter", 3))
    end(programme, on=datetime.date(2021, 5, 10), by=world.by)
    assert owed(world.one("community", 0), "meeting") == [
        ("today", "2021-01-01", 3),
        ("today", "2021-04-01", 3),
        ("world", "2021-07-01", 1),
    ]


def test_a_duty_of_the_same_name_for_others_replaces_nothing(world: World) -> None:
    today_asks(world, world.street, SINCE, duty("meeting", "compound", "quarter", 3))
    assert {book for book, _, _ in owed(world.one("community", 0), "meeting")} == {"world"}
    assert {book for book, _, _ in owed(world.one("compound", 0), "meeting")} == {"today"}


def test_members_too_owe_once_what_two_books_ask(world: World) -> None:
    member = register({"name": "林梧"}, Homes(world.one("branch", 0), world.one("community", 0), SINCE), by=world.by)
    today_asks(world, world.street, SECOND, member_duty("comes", "meeting", "quarter", times=2))
    rows = DutyState.objects.filter(member=member).order_by("first").values_list("programme__edition__pack", "required")
    assert list(rows) == [("world", 1), ("today", 2), ("today", 2)]
