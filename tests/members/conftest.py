"""The small street with one member of the grid's branch who lives in the eastern community."""

import datetime

import pytest

from mulin.identity.models import User
from mulin.members.models import Member
from tests.members.factories import a_member
from tests.organisations.factories import Street, a_street
from tests.worlds import built_once


@pytest.fixture
def town(clerk: User) -> Street:
    return a_street(clerk)


@pytest.fixture
def member(town: Street, clerk: User) -> Member:
    return built_once(a_member)(town, clerk, since=datetime.date(2020, 1, 1))
