"""The small street as a fixture."""

import pytest

from mulin.identity.models import User
from tests.organisations.factories import Street, a_street


@pytest.fixture
def town(clerk: User) -> Street:
    return a_street(clerk)
