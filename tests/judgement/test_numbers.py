from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.judgement.numbers import exact_decimal, percent, plain, read_number


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


def test_whole_numbers_are_written_as_they_are_and_nought_has_no_sign():
    assert [plain(one) for one in (7, 100, 0, Fraction(0), Decimal("1E+2"))] == ["7", "100", "0", "0", "100"]


@pytest.mark.parametrize(("share", "written"), [("0.00125", "0.13%"), ("0.00124", "0.12%"), ("1", "100%")])
def test_a_share_is_rounded_half_up_at_the_second_decimal(share, written):
    assert percent(Fraction(share)) == written


@pytest.mark.parametrize(
    ("written", "number"),
    [("6", 6), ("0.3", "3/10"), ("30%", "3/10"), ("30 ％", "3/10"), (" 3/10 ", "3/10"), (Decimal("2.5"), "5/2")],
)
def test_numbers_are_read_exactly_however_a_district_writes_them(written, number):
    assert read_number(written) == Fraction(number)


@pytest.mark.parametrize("wrong", ["三成", "", "1/0", "%"])
def test_what_is_no_number_is_refused_with_its_words(wrong):
    with pytest.raises(ValueError, match=f"“{wrong}”不是数"):
        read_number(wrong)
