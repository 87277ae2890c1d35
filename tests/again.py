"""What is left out when the suite runs again, on a second database. See decision 71.

Nobody keeps a list: a test that asks for no database cannot tell one from the other. Of those in a browser, which go
over what other tests hold on both databases, the ones marked ``both_databases`` run again, at one width.
"""

import os

import pytest

AGAIN = os.environ.get("MULIN_TEST_AGAIN") == "1"
"""Has everything run on another database just before? ``scripts/test.py`` says so."""

DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}
WIDTH_AGAIN = 360


def uses_the_database(item: pytest.Item) -> bool:
    """Does the test, or whatever it asks for, ask for the database? pytest-django keeps it from all others."""
    named = item.get_closest_marker("django_db") is not None
    return named or bool(DATABASE & set(getattr(item, "fixturenames", ()))) or hasattr(item.cls, "databases")  # type: ignore[attr-defined]


def runs_again(item: pytest.Item) -> bool:
    """Can the second database change what comes of this test, and does no other test tell it?"""
    if item.get_closest_marker("browser") is None:
        return uses_the_database(item)
    width = getattr(item, "callspec", None) and item.callspec.params.get("width")  # type: ignore[attr-defined]
    return item.get_closest_marker("both_databases") is not None and width in {None, WIDTH_AGAIN}


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take the others away, and let pytest say how many."""
    others = [item for item in items if not runs_again(item)]
    items[:] = [item for item in items if runs_again(item)]
    config.hook.pytest_deselected(items=others)
