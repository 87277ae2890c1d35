"""The small street under the pack that says what boards show."""

from collections.abc import Callable

import pytest

from mulin.identity.models import User
from tests.service.world import DAY, Town, a_town


@pytest.fixture
def town(clerk: User, today_is: Callable[[str], object]) -> Town:
    today_is(DAY)
    return a_town(clerk, packs=("shuanglian/2011", "quanyu/2021", "guifan/2018"))
