"""Worlds that many tests begin with: built once by the product's own actions, then laid down again row by row.

A function that founds a street, registers its members or puts a pack in force is marked ``@built_once``. Who calls it
first in a process waits for its actions; whatever rows it wrote and whatever it gave back is kept. Who calls it next,
with the same arguments on the same day, gets the same rows in a transaction of its own and a fresh copy of what it
gave back: some milliseconds instead of half a second, and nothing that a test does to its world reaches another.

Worlds may stand on worlds: the second is kept for who lays the first. A test that has written something itself gets
its world built by the actions, as if it were not marked.
"""

import pickle
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import connection, transaction

from mulin.foundation.clock import today
from tests.rows import Change, changes, read_all, write_again

Given = ParamSpec("Given")
World = TypeVar("World")
READING = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA", "EXPLAIN", "SET", "SHOW")


@dataclass(frozen=True)
class Kept:
    """What a builder wrote, into tables and as files, and what it gave back (pickled: everybody gets a copy)."""

    rows: list[Change]
    files: dict[Path, bytes]
    given_back: bytes


@dataclass
class Ground:
    """What stands in the database of the test that runs: worlds only, or already something of the test's own."""

    standing: Hashable = ()
    touched: bool = False


KEPT: dict[Hashable, Kept] = {}
GROUND = Ground()


def notice(execute: Callable[..., Any], statement: Any, *rest: Any) -> Any:
    """Is this written by the test itself? What is rolled back counts as well, for a world may have gone with it."""
    if not GROUND.touched and not str(statement).lstrip().upper().startswith(READING):
        GROUND.touched = True
    return execute(statement, *rest)


@contextmanager
def bare_ground() -> Iterator[None]:
    """For one test: nothing stands yet; notice whatever it writes."""
    GROUND.standing, GROUND.touched = (), False
    with connection.execute_wrapper(notice):
        yield


def built_once(build: Callable[Given, World]) -> Callable[Given, World]:
    """Mark a builder of a world: a function of a module. It depends on its arguments, the day and the database only.

    A builder that makes other things as well is marked where it is called: ``built_once(a_member)(town)``.
    """
    assert "<locals>" not in build.__qualname__, f"{build.__qualname__} is another function whenever it is defined"

    @wraps(build)
    def lay(*args: Given.args, **kwargs: Given.kwargs) -> World:
        if GROUND.touched:
            return build(*args, **kwargs)
        # What is done after a commit is done while a world is built only where the test commits.
        told = (connection.in_atomic_block, today(), build, pickle.dumps((args, kwargs)))
        here = (GROUND.standing, *told)
        with transaction.atomic():
            if here not in KEPT:
                KEPT[here] = watched(lambda: build(*args, **kwargs))
            else:
                write_again(KEPT[here].rows)
                put(KEPT[here].files)
        GROUND.standing, GROUND.touched = here, False
        return pickle.loads(KEPT[here].given_back)  # type: ignore[no-any-return]

    return lay


def watched(build: Callable[[], Any]) -> Kept:
    """A world made by its actions, and what is needed to lay it again."""
    before, there = read_all(), uploaded()
    result = build()
    folder = Path(settings.MEDIA_ROOT)
    files = {path: (folder / path).read_bytes() for path in uploaded() - there}
    return Kept(changes(before, read_all()), files, pickle.dumps(result))


def uploaded() -> set[Path]:
    """The files that people handed in, by their places in the folder of uploads."""
    folder = Path(settings.MEDIA_ROOT)
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def put(files: dict[Path, bytes]) -> None:
    """Files into the folder of uploads that this test has."""
    for path, content in files.items():
        target = Path(settings.MEDIA_ROOT) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
