"""The small street of feedback: half a year is over."""

from collections.abc import Callable

import pytest

from mulin.identity.models import User
from tests.feedback.world import DAY, Place, a_place


@pytest.fixture
def place(clerk: User, today_is: Callable[[str], object]) -> Place:
    today_is(DAY)
    return a_place(clerk)
