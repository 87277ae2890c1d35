"""When a ballot is valid and what passes: exact shares, without a database."""

from fractions import Fraction

import pytest

from mulin.deliberation.rules import Terms, against_passing, against_quorum, needed, terms_stored


@pytest.mark.row("D07")
@pytest.mark.parametrize(
    ("of", "share", "more_than", "least"),
    [
        (10, Fraction(1, 2), False, 5),
        (10, Fraction(1, 2), True, 6),
        (11, Fraction(1, 2), False, 6),
        (11, Fraction(1, 2), True, 6),
        (9, Fraction(2, 3), False, 6),
        (10, Fraction(2, 3), False, 7),
        (0, Fraction(1, 2), False, 0),
    ],
)
def test_at_least_and_more_than_differ_only_at_the_edge(of: int, share: Fraction, more_than: bool, least: int) -> None:
    assert needed(of, share, more_than=more_than) == least


def test_a_meeting_needs_the_larger_of_its_share_and_its_number() -> None:
    both = Terms(quorum_share=Fraction(1, 2), quorum_number=5)
    assert against_quorum(5, 10, both) == ""
    assert "至少要 5 人" in against_quorum(4, 6, both)
    assert "至少要 6 人" in against_quorum(5, 11, both)
    assert "至少要 6 人" in against_quorum(5, 10, Terms(quorum_share=Fraction(1, 2), quorum_more_than=True))
    assert against_quorum(5, 10, Terms(quorum_share=Fraction(1, 2))) == "", "at least, where the terms say no more"
    assert against_quorum(0, 10, Terms()) == "", "without a quorum whoever came may decide"


def test_votes_are_only_counted_where_nothing_is_to_pass() -> None:
    assert against_passing({"甲": 1}, 10, 10, Terms(passing="甲")) == ""


@pytest.mark.row("D07")
def test_the_same_votes_may_be_enough_of_those_present_and_too_few_of_all() -> None:
    votes = {"同意": 5, "不同意": 2}
    present = Terms(passing="同意", passes=Fraction(1, 2))
    assert against_passing(votes, 7, 12, present) == ""
    entitled = Terms(of="entitled", passing="同意", passes=Fraction(1, 2))
    assert against_passing(votes, 7, 12, entitled) == "应到 12 人，“同意”5 票，要 6 票才能通过"
    assert against_passing({}, 7, 12, present) == "实到 7 人，“同意”0 票，要 4 票才能通过"
    edge = {"同意": 6}
    assert against_passing(edge, 12, 12, present) == "", "half is enough, where the terms do not ask for more"
    assert against_passing(edge, 12, 12, Terms(passing="同意", passes=Fraction(1, 2), more_than=True))


def test_where_nobody_is_nothing_passes_and_one_vote_is_asked_for_at_least() -> None:
    assert against_passing({}, 0, 0, Terms(passing="同意", passes=Fraction(1, 2))) == (
        "实到 0 人，“同意”0 票，要 1 票才能通过"
    )


@pytest.mark.parametrize(
    "terms",
    [
        Terms(),
        Terms("entitled", "同意", Fraction(2, 3), True, Fraction(1, 2), 15, True),
        Terms("present", "甲", None, False, None, 3, False),
    ],
)
def test_terms_come_back_from_storage_as_they_were(terms: Terms) -> None:
    kept = terms.stored()
    assert terms_stored(kept) == terms
    assert all(one is None or isinstance(one, str | int) for one in kept.values()), "as JSON can hold it"


def test_terms_that_say_nothing_of_shares_have_none() -> None:
    assert terms_stored({"of": "present"}) == Terms()
