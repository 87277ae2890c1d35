"""No paper prints a phone or an identity number in clear but through the one function that asks who reads it."""

import ast
from pathlib import Path

from mulin.members.models import Member
from mulin.papers.queries import PAPERS, contacts
from mulin.papers.queries.contacts import phone_of
from mulin.papers.rules import Pen

COMPOSERS = Path(contacts.__file__).parent
SEALED = {"phone", "identity_number"}


def sealed_fields_read_in(file: Path) -> set[str]:
    """Which sealed fields this file takes from any object."""
    read = {node.attr for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
    return read & SEALED


def test_composers_take_no_sealed_number_but_through_the_one_function() -> None:
    files = sorted(COMPOSERS.glob("*.py"))
    assert len(files) > 20
    assert {file.name: sealed_fields_read_in(file) for file in files if sealed_fields_read_in(file)} == {
        "contacts.py": {"phone"}
    }


def test_only_the_papers_of_a_registration_are_read_in_clear() -> None:
    assert sorted(one.id for one in PAPERS if one.clear) == [
        "basic_card",
        "contact_card",
        "registration_card",
        "registration_letter",
    ]
    assert {one.about.id for one in PAPERS if one.clear} == {"registration"}


def test_a_phone_is_masked_unless_the_reader_is_entitled() -> None:
    member = Member(phone="13900012345")
    assert phone_of(member, Pen()) == "139****2345"
    assert phone_of(member, Pen(clear=True)) == "13900012345"
    assert phone_of(member, Pen(clear=True, blank=True)) == ""
    assert phone_of(None, Pen(clear=True)) == ""
