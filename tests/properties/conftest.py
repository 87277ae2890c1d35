"""The small world as a fixture."""

from typing import Any

import pytest

from mulin.identity.models import User
from tests.properties.world import World, make_world


@pytest.fixture
def world(clerk: User, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return make_world(clerk, settings)
