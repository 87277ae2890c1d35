"""A finding names its clause as its author does: by id, number or name, else by its place in the list."""

import pytest

from mulin.rulebook.schema.base import Clause
from mulin.rulebook.walking import describe, named, walk


class Member(Clause):
    """Something in a list that may be called in several ways."""

    id: str | None = None
    number: int | None = None
    rubric: str | None = None
    name: str | None = None
    grade: str | None = None
    when: str | None = None


class Whole(Clause):
    """A clause with lists."""

    members: tuple[Member, ...] = ()
    by_name: dict[str, Member] = {}


@pytest.mark.parametrize(
    ("member", "called"),
    [
        (Member(id="quorum", number=3, name="到会人数"), "quorum"),
        (Member(number=3, rubric="street", name="到会人数"), "3"),
        (Member(rubric="street", name="街道"), "street"),
        (Member(name="到会人数", grade="good"), "到会人数"),
        (Member(grade="good", when="always"), "good"),
        (Member(when="always"), "always"),
        (Member(), "第 2 项"),
    ],
)
def test_a_member_of_a_list_is_called_as_its_author_calls_it(member: Member, called: str) -> None:
    whole = Whole(members=(Member(), member))
    assert describe(whole, ("members", 1)) == f"members › {called}"


def test_every_clause_is_met_once_with_its_place() -> None:
    first, second, third = Member(id="a"), Member(id="b"), Member(id="c")
    whole = Whole(members=(first, second), by_name={"third": third})
    assert list(walk(whole)) == [
        ((), whole),
        (("members", 0), first),
        (("members", 1), second),
        (("by_name", "third"), third),
    ]
    assert describe(whole, ("by_name", "third")) == "by_name › third"


def test_names_stand_by_their_ids_and_nothing_where_there_is_none() -> None:
    assert named([Member(id="a", name="甲"), Clause()]) == {"a": "甲", "": ""}
