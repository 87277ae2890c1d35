"""A small street with its pack in force, and people who may and may not."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from mulin.foundation.spreadsheets import registered, write_export
from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.programmes.actions import adopt, install, publish
from mulin.rulebook.reading import read_pack
from mulin.tree.actions import give_role
from mulin.tree.models import Node
from mulin.web.actions import exchange
from tests.worlds import built_once

ROOT = Path(__file__).resolve().parents[2]
PLACES = [
    {"code": "QX0001", "kind": "district", "name": "湖东区"},
    {"code": "JD0001", "kind": "street", "name": "滨湖街道", "belongs_to": "QX0001"},
    {"code": "SQ0001", "kind": "community", "name": "荷风社区", "belongs_to": "JD0001"},
    {"code": "SQ0002", "kind": "community", "name": "竹影社区", "belongs_to": "JD0001"},
    {"code": "XQ0001", "kind": "compound", "name": "荷风花园", "belongs_to": "SQ0001"},
]


def workbook(kind: str, rows: list[dict]) -> bytes:
    return write_export(registered(kind).sheet, rows).read()


@built_once
def a_street(clerk: User) -> Node:
    """The street with its places, brought in by workbook, and its pack in force."""
    assert exchange.bring_in(workbook("places", PLACES), "places", by=clerk).applied
    found = Node.objects.get(code="JD0001")
    edition, _ = install(read_pack(ROOT / "packs" / "quanyu" / "2021"), by=clerk)
    publish(adopt(edition, found, since=datetime.date(2021, 1, 1), legal_basis="测试依据", by=clerk), by=clerk)
    return found


@pytest.fixture
def street(clerk: User, today_is: Callable[[str], datetime.date]) -> Node:
    today_is("2021-06-30")
    return a_street(clerk)


@pytest.fixture
def as_person(clerk: User, street: Node) -> Callable[[str, str], Client]:
    """A client signed in as somebody who holds a role at a node."""

    def made(role: str, code: str) -> Client:
        user = open_account(f"{role}-{code}", display_name=f"{role}@{code}")
        give_role(user, role, node=Node.objects.get(code=code), by=clerk)
        client = Client()
        client.force_login(User.objects.get(pk=user.pk))
        return client

    return made
