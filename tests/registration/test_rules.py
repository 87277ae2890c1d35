"""Numbers of letters and rates of registration, without a database."""

import datetime
from fractions import Fraction

import pytest

from mulin.registration.rules import Tally, day_in, letter_number, percentage


def test_a_clause_names_a_day_of_every_year() -> None:
    assert day_in(2011, "09-10") == datetime.date(2011, 9, 10)
    with pytest.raises(ValueError, match="day"):
        day_in(2011, "02-29")


@pytest.mark.row("D01")
def test_a_letter_is_numbered_with_four_digits_within_its_year() -> None:
    assert letter_number(2011, 1) == "〔2011〕第0001号"


@pytest.mark.parametrize(
    ("received", "members", "written"),
    [
        (0, 7, "0%"),
        (1, 3, "33.3%"),
        (2, 3, "66.6%"),
        (1, 2, "50%"),
        (1, 8, "12.5%"),
        (9_999, 10_000, "99.9%"),
        (12_216, 12_216, "100%"),
        (0, 0, "—"),
    ],
)
def test_everybody_is_registered_only_when_nobody_is_missing(received: int, members: int, written: str) -> None:
    assert percentage(Tally(members=members, received=received).rate) == written


def test_tallies_of_places_add_up_to_those_of_the_whole() -> None:
    east, west = Tally(10, 9, 8, 7, 6), Tally(100, 50, 40, 30, 20)
    assert east + west == Tally(members=110, listed=59, sent=48, received=37, slips=26)
    assert east + Tally() == east
    assert (east.rate, east.missing) == (Fraction(7, 10), 3)
    assert Tally().rate is None
