"""What every test may use. Rows of the catalogue are collected for ``tests/architecture``."""

import datetime
from collections.abc import Iterator

import pytest
from django.test import override_settings

from mulin.identity.models import User


@pytest.fixture(autouse=True)
def keep_what_migrations_made(django_db_serialized_rollback: None) -> None:
    """Tests that commit (browser, threads) empty the tables; the kinds and the built-in account come back."""


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
