from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.judgement.numbers import exact_decimal, percent, plain


@pytest.mark.parametrize(
    ("fraction", "written"),
    [("15/2", "7.5"), ("10", "10"), ("1/3", "0.3333"), ("2/3", "0.6667"), ("1/8", "0.125"), ("100", "100")],
)
def test_points_have_the_fewest_decimals_that_are_exact(fraction, written):
    assert plain(Fraction(fraction)) == written
    assert str(exact_decimal(Fraction(fraction))) == written


def test_what_does_not_end_is_rounded_half_up_at_the_fourth_decimal():
    assert exact_decimal(Fraction(5, 100_000)) == Decimal("0.0001")
    assert exact_decimal(Fraction(-5, 100_000)) == Decimal("-0.0001")
    assert exact_decimal(Fraction(49_999, 1_000_000_000)) == Decimal(0)


def test_a_share_is_written_in_percent():
    assert percent(Fraction(3, 10)) == "30%"
    assert percent(Fraction(2, 3)) == "66.67%"


@given(st.decimals(min_value=-1000, max_value=1000, places=4))
def test_four_decimals_are_never_changed(number):
    assert exact_decimal(number) == number
