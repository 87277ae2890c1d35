"""The small street with two branches under a committee, a secretary at each, an officer above, a pack in force."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.tree.actions import NewNode, found, give_role
from mulin.tree.models import Node
from tests.members.factories import a_member
from tests.organisations.factories import Street, a_street
from tests.relations.packs import in_force
from tests.worlds import built_once

SINCE = datetime.date(2020, 1, 1)
DAY = "2021-06-30"


@dataclass(frozen=True)
class Place:
    """The street, its second branch, and who acts where."""

    street: Street
    west: Node
    secretary: User
    other: User
    officer: User

    @property
    def home(self) -> Node:
        """The branch most members belong to."""
        return self.street.branch


@built_once
def a_place(clerk: User) -> Place:
    """The street with its two branches and who acts there."""
    street = a_street(clerk)
    west = found(NewNode("branch", "西苑党支部", street.committee, street.west), reason="建立", by=clerk)
    people = {}
    for name, role, node in (
        ("secretary", "unit_secretary", street.branch),
        ("other", "unit_secretary", west),
        ("officer", "street_officer", street.street),
    ):
        people[name] = open_account(name, display_name=name)
        give_role(people[name], role, node=node, by=clerk)
    return Place(street, west, **people)


@pytest.fixture
def place(clerk: User, today_is: Callable[[str], object]) -> Place:
    today_is(DAY)
    return a_place(clerk)


@pytest.fixture
def programme(place: Place, clerk: User) -> Programme:
    return built_once(in_force)(place.street.street, clerk)


@pytest.fixture
def member(place: Place, clerk: User) -> Member:
    return built_once(a_member)(place.street, clerk, since=SINCE)
