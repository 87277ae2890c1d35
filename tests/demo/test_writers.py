"""The demo is written by its own people: what happens in a community by its secretary, the rest by the office."""

import pytest

from mulin.demo.building import by_writer
from mulin.demo.writers import Writers, writers_of
from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.tree.actions import NewNode, found
from mulin.tree.models import Node


@pytest.fixture
def writers(clerk: User) -> Writers:
    street = found(NewNode("street", "锦澜街道", code="JD01"), reason="建立", by=clerk)
    for code in ("SQ01", "SQ02"):
        community = found(NewNode("community", f"社区{code}", belongs_to=street, code=code), reason="建立", by=clerk)
        found(NewNode("compound", f"小区{code}", belongs_to=community, code=f"XQ{code}"), reason="建立", by=clerk)
    people = {name: open_account(name, display_name=name) for name in ("officer", "district", "first", "second")}
    return writers_of(people, {"SQ01": people["first"], "SQ02": people["second"]})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "writer"), [("XQSQ01", "first"), ("SQ02", "second"), ("XQSQ02", "second"), ("JD01", "officer")]
)
def test_what_happens_in_a_community_is_written_by_its_secretary(writers: Writers, code: str, writer: str) -> None:
    assert writers.of(Node.objects.get(code=code)).username == writer


@pytest.mark.django_db
def test_rows_are_told_apart_by_who_writes_them_and_none_is_lost(writers: Writers) -> None:
    rows = [{"host": host, "title": f"{number}"} for number, host in enumerate(("JD01", "XQSQ01", "SQ02", "SQ01"))]
    told = {by.username: [row["title"] for row in mine] for by, mine in by_writer(rows, writers)}
    assert told == {"officer": ["0"], "first": ["1", "3"], "second": ["2"]}
