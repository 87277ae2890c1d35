"""The world as a fixture."""

from pathlib import Path
from typing import Any

import pytest

from mulin.foundation import lists
from mulin.web.queries import searching
from tests.access.pack import TODAY
from tests.access.world import World, build

ALL_OF_IT = 500
"""More rows than the world has of anything: a page of a list and a search must show everything they may show."""


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    settings.TODAY = TODAY
    settings.MEDIA_ROOT = tmp_path / "uploads"
    read_slice = lists.read_slice
    monkeypatch.setattr(
        lists, "read_slice", lambda rows, order, asked, _size: read_slice(rows, order, asked, ALL_OF_IT)
    )
    monkeypatch.setattr(searching, "LIMIT", ALL_OF_IT)
    return build()
