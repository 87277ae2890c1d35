"""Invented members."""

import datetime
from typing import Any

from mulin.foundation.identifiers import identity_check_digit
from mulin.identity.models import User
from mulin.members.actions import Homes, register
from mulin.members.models import Member
from mulin.tree.choices import BEGINNING
from tests.organisations.factories import Street


def identity(number: int, born: str = "19800105") -> str:
    """A made-up identity number with a right check digit; every thousand people come from the next district."""
    first = f"{330424 + number // 1000}{born}{number % 1000:03d}"
    return first + identity_check_digit(first)


def a_member(
    town: Street, by: User, *, name: str = "𠮷林", number: int = 1, since: datetime.date = BEGINNING, **more: Any
) -> Member:
    """A member of the branch in the eastern grid who lives in the eastern community."""
    values = {"name": name, "identity_number": identity(number), "phone": f"138{number:08d}", **more}
    return register(values, Homes(town.branch, town.east, since), by=by)
