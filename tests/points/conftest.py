"""The small street of points."""

from collections.abc import Callable

import pytest

from mulin.identity.models import User
from tests.points.world import DAY, Town, a_town


@pytest.fixture
def town(clerk: User, today_is: Callable[[str], object]) -> Town:
    today_is(DAY)
    return a_town(clerk)
