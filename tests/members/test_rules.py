"""Codes of members and nodes, kinds of places, and what covers the two new; without a database."""

from mulin.members.rules import RESIDENCE_KINDS, made_member_code
from mulin.organisations.rules import GUIDED_KINDS, is_covered
from mulin.tree.rules import made_code


def test_codes_that_nobody_gave_keep_their_length_so_that_lists_stay_in_order() -> None:
    assert made_member_code(12) == "DY000012"
    assert made_code("SQ", 12) == "SQ0012"
    assert sorted([made_member_code(100), made_member_code(99)]) == [made_member_code(99), made_member_code(100)]


def test_members_live_in_places_and_guides_are_named_for_the_two_new() -> None:
    assert set(RESIDENCE_KINDS) == {"community", "grid", "compound", "block"}
    assert {"enterprise", "social", "building", "circle"} == GUIDED_KINDS


def test_an_organisation_or_the_work_of_a_guide_covers() -> None:
    answers = [is_covered(has_organisation=one, has_guide=other) for one in (True, False) for other in (True, False)]
    assert answers == [True, True, True, False]
