"""Numbers are read as they are written, and said as people write them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from mulin.rulebook.exact import number, percent, read_exact, read_share


@pytest.mark.parametrize(
    ("value", "said"),
    [("0", "0"), ("10", "10"), ("100", "100"), ("9.90", "9.9"), ("2.00", "2"), ("0.05", "0.05"), ("1E+2", "100")],
)
def test_a_number_is_said_without_needless_zeros(value: str, said: str) -> None:
    assert number(Decimal(value)) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [("1", "100%"), ("0", "0%"), ("3/10", "30%"), ("1/3", "1/3"), ("1/200", "1/200"), ("1/100", "1%")],
)
def test_a_share_is_a_percentage_when_it_is_a_round_one(share: str, said: str) -> None:
    assert percent(Fraction(share)) == said


@pytest.mark.parametrize(("value", "read"), [(3, Decimal(3)), (0.1, Decimal("0.1")), (" 2.50 ", Decimal("2.50"))])
def test_what_is_a_number_is_read_exactly(value: object, read: Decimal) -> None:
    assert read_exact(value) == read


@pytest.mark.parametrize("value", [True, None, [3], Decimal(3)])
def test_what_is_no_written_number_is_left_to_others(value: object) -> None:
    assert read_exact(value) is value


@pytest.mark.parametrize(("value", "share"), [("0%", 0), ("100%", 1), ("100.0 %", 1), (1, 1), (0, 0), ("1/1", 1)])
def test_nothing_and_everything_are_shares(value: object, share: int) -> None:
    assert read_share(value) == share
