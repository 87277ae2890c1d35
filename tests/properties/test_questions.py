"""``mulin evaluate`` asks the database as often for a thousand subjects as for ten."""

import datetime
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.identity.models import User
from mulin.programmes.actions import adopt, install, publish
from mulin.programmes.queries import stored_pack
from mulin.records.actions import record
from mulin.rulebook.reading import read_pack
from mulin.tree.actions import NewNode, found
from mulin.tree.actions.bulk import BulkNode, found_many
from mulin.tree.models import Node

PACK = Path(__file__).resolve().parents[2] / "packs" / "quanyu" / "2021"
DAY = datetime.date(2021, 6, 30)


@pytest.fixture
def street(clerk: User, settings: Any) -> Node:
    settings.TODAY = DAY
    stored_pack.cache_clear()
    street = found(NewNode("street", "睦邻街道", code="street"), reason="建档", by=clerk)
    edition, _ = install(read_pack(PACK), by=clerk)
    publish(adopt(edition, street, since=datetime.date(2020, 10, 1), by=clerk, legal_basis="工作方案"), by=clerk)
    return street


def more(number: int, by: User) -> None:
    """So many more communities with a compound each."""
    start = Node.objects.filter(kind="community").count()
    rows = []
    for turn in range(start, start + number):
        rows.append(BulkNode("community", f"社区{turn}", f"community{turn}", belongs_to="street"))
        rows.append(BulkNode("compound", f"小区{turn}", f"compound{turn}", belongs_to=f"community{turn}"))
    found_many(rows, reason="建档", by=by)


def questions(rubric: str, expected: int) -> int:
    """How often the command asks the database."""
    out = StringIO()
    with CaptureQueriesContext(connection) as asked:
        call_command("evaluate", f"quanyu/{rubric}", "--as-of", DAY.isoformat(), "--json", stdout=out)
    assert len(json.loads(out.getvalue())) == expected
    return len(asked)


@pytest.mark.row("Q02")
def test_evaluating_asks_as_often_for_ten_subjects_as_for_a_thousand(street: Node, clerk: User) -> None:
    more(10, clerk)
    first = Node.objects.get(code="community0")
    record(first, "joint_meeting", datetime.date(2021, 5, 12), by=clerk, at_once=True)
    few = {rubric: questions(rubric, 10) for rubric in ("community", "compound")}
    more(990, clerk)
    many = {rubric: questions(rubric, 1000) for rubric in ("community", "compound")}
    assert many == few
