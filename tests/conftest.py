"""What every test may use. Rows of the catalogue are collected for ``tests/architecture``."""

import datetime
import os
from collections.abc import Iterator

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from hypothesis import settings
from pytest_django.plugin import blocking_manager_key

from mulin.identity.models import User
from mulin.programmes.queries import stored_pack
from tests import again
from tests.worlds import bare_ground

# The same examples every time, so that a red run is somebody's change; a larger, random search runs on demand with
# HYPOTHESIS_PROFILE=search.
settings.register_profile("steady", derandomize=True, database=None)
settings.register_profile("search", max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

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
        with item.config.stash[blocking_manager_key].unblock():
            if not User.objects.filter(kind="built_in").exists():
                ContentType.objects.all().delete()  # Django may have made them anew, by other numbers
                connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
    return result


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
def today_is() -> Iterator[object]:
    """Set the product's day: ``today_is("2021-06-30")``."""
    stack: list[override_settings] = []

    def set_day(day: str) -> datetime.date:
        setting = override_settings(TODAY=datetime.date.fromisoformat(day))
        setting.enable()
        stack.append(setting)
        return datetime.date.fromisoformat(day)

    yield set_day
    for setting in reversed(stack):
        setting.disable()
