"""What ``tests/worlds.py`` lays again is what was built, and nothing that was done to it since."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import transaction

from mulin.foundation.search import search
from mulin.identity.models import User
from mulin.tree.actions import NewNode, found, rename
from mulin.tree.models import Node
from mulin.tree.queries import forest
from tests.rows import read_all
from tests.worlds import GROUND, built_once

DAY = datetime.date(2021, 6, 30)
BUILT: list[str] = []
"""The names of the streets that were founded by the actions, in this process."""
SEEN: list[Any] = []
"""All rows that the tests of a transaction began with."""


@built_once
def a_street_with_a_note(name: str, by: User) -> dict[str, Node]:
    """A street, and a file that somebody handed in."""
    BUILT.append(name)
    folder = Path(configured.MEDIA_ROOT)
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("便条", encoding="utf-8")
    return {name: found(NewNode("street", name), reason="测试", by=by)}


@built_once
def a_community(street: Node, by: User) -> Node:
    """A community of it."""
    BUILT.append("社区")
    return found(NewNode("community", "东社区", street), reason="测试", by=by)


@pytest.fixture
def street(clerk: User, settings: Any, tmp_path: Path, today_is: Callable[[str], object]) -> Node:
    today_is(f"{DAY}")
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return a_street_with_a_note("甲街道", clerk)["甲街道"]


@pytest.mark.parametrize("turn", range(3))
def test_every_test_begins_with_the_same_rows_and_files_though_each_changes_them(
    turn: int, street: Node, clerk: User
) -> None:
    community = a_community(street, clerk)
    SEEN.append(read_all())
    assert SEEN[0] == SEEN[-1]
    assert [hit.title for hit in search("甲街道")] == ["甲街道"]
    assert (street.pk in forest(DAY), len(forest(DAY))) == (True, 2)
    assert (Path(configured.MEDIA_ROOT) / "甲街道").read_text(encoding="utf-8") == "便条"
    assert (BUILT.count("甲街道"), BUILT.count("社区")) <= (1, 2)
    rename(community, f"第{turn}社区", on=DAY, reason="测试", by=clerk)
    found(NewNode("community", "西社区", street), reason="测试", by=clerk)


@pytest.mark.parametrize("turn", range(2))
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_world_is_laid_for_a_test_that_commits_as_well(turn: int, street: Node) -> None:
    assert Node.objects.get() == street
    assert transaction.get_autocommit()


@pytest.mark.parametrize("turn", range(2))
def test_on_what_a_test_wrote_itself_the_actions_build(turn: int, clerk: User) -> None:
    before = len(BUILT)
    found(NewNode("street", "乙街道"), reason="测试", by=clerk)
    assert GROUND.touched
    a_street_with_a_note("丙街道", clerk)
    assert BUILT[before:] == ["丙街道"]
    assert Node.objects.count() == 2


def test_what_is_rolled_back_is_not_taken_for_standing(street: Node, clerk: User) -> None:
    with transaction.atomic():
        a_community(street, clerk)
        transaction.set_rollback(True)
    made = a_community(street, clerk)
    assert Node.objects.get(kind="community") == made


def test_a_builder_stands_in_a_module() -> None:
    with pytest.raises(AssertionError, match="whenever it is defined"):
        built_once(lambda: None)
