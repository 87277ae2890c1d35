"""The world as a fixture."""

from pathlib import Path
from typing import Any

import pytest

from tests.access.pack import TODAY
from tests.access.world import World, build


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Path) -> World:
    settings.TODAY = TODAY
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return build()
