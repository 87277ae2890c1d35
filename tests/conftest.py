"""What every test may use. Rows of the catalogue are collected for ``tests/architecture``."""

import datetime
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import blocking_manager_key

from mulin.identity.models import User
from mulin.programmes.queries import stored_pack
from tests import again
from tests.rows import Reading, changes, read_all, write_again
from tests.worlds import bare_ground

# The same examples every time, so that a red run is somebody's change; a larger, random search runs on demand with
# HYPOTHESIS_PROFILE=search.
hypothesis_settings.register_profile("steady", derandomize=True, database=None)
hypothesis_settings.register_profile("search", max_examples=500)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

MIGRATED: Reading = {}
"""The rows of every table as migrations leave them."""
COMMITTING = {"live_server", "transactional_db", "django_db_serialized_rollback"}


def commits(item: pytest.Item) -> bool:
    """Does this test commit, so that Django empties every table after it?"""
    marker = item.get_closest_marker("django_db")
    named = marker is not None and bool(marker.kwargs.get("transaction"))
    return named or bool(COMMITTING & set(getattr(item, "fixturenames", ())))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a second database, only what it can change."""
    if again.AGAIN:
        again.leave_out(config, items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Bring back what migrations made (the kinds of nodes, the built-in account) once a test has emptied the tables.

    After the last test of a session the database itself is gone.
    """
    result = yield
    if nextitem is not None and commits(item):
        with item.config.stash[blocking_manager_key].unblock(), transaction.atomic():
            write_again(changes(read_all(), MIGRATED))
        ContentType.objects.clear_cache()
    return result


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Keep the rows that migrations made, as ``pytest_runtest_teardown`` writes them.

    Django would keep them as text, and read and save each anew for every test with ``serialized_rollback``: half a
    second. The mark still keeps it from looking for permissions after every such test.
    """
    with django_db_blocker.unblock():
        MIGRATED.update(read_all())
        connection._test_serialized_contents = "[]"


@pytest.fixture(autouse=True)
def forget() -> None:
    """Editions never change, so a process reads each once; but a test that rolls back gives its number to another.

    Sign-ins are counted by the minute and address in the process's cache: quick tests are not one person in a hurry.
    """
    stored_pack.cache_clear()
    cache.clear()


@pytest.fixture(autouse=True)
def ground(request: pytest.FixtureRequest) -> Iterator[None]:
    """What ``tests/worlds.py`` lays stands on what migrations made, once the test's transaction has begun."""
    if not again.uses_the_database(request.node):
        yield
        return
    request.getfixturevalue("transactional_db" if commits(request.node) else "db")
    with bare_ground():
        yield


@pytest.fixture
def clerk(db: None) -> User:
    """The built-in account 命令行, which may do everything everywhere."""
    return User.objects.command_line()


@pytest.fixture
def today_is(settings: Any) -> Callable[[str], datetime.date]:
    """Set the product's day: ``today_is("2021-06-30")``."""

    def set_day(day: str) -> datetime.date:
        settings.TODAY = datetime.date.fromisoformat(day)
        return datetime.date.fromisoformat(day)

    return set_day
