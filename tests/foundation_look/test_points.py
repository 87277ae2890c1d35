"""Points for the eye: at most two decimals, the exact value where it differs, and nothing lost."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.foundation.points import exact, for_the_eye, in_words, is_rounded
from mulin.foundation.templatetags.look import points


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("7.50"), "7.5"), (Decimal("10.0000"), "10"), (10, "10"), ("0.05", "0.05"), (0, "0"),
        (Decimal("6.6667"), '<span title="精确值 6.6667">6.67</span>'),
        ("33.3333", '<span title="精确值 33.3333">33.33</span>'),
        (Decimal("-0.0001"), '<span title="精确值 -0.0001">0</span>'),
        (None, "—"), ("", "—"),
    ],
)  # fmt: skip
def test_a_page_shows_two_decimals_and_keeps_the_exact_value_at_hand(value, shown):
    assert points(value) == shown


@pytest.mark.parametrize(
    ("number", "written"), [("7.50", "7.5"), ("10", "10"), ("10.0", "10"), ("100", "100"), ("1E+1", "10"), ("0", "0")]
)
def test_numbers_are_written_without_idle_zeros_and_tens_keep_theirs(number, written):
    assert exact(Decimal(number)) == written


def test_a_text_says_the_exact_value_only_where_it_differs():
    assert in_words(Decimal("6.6667")) == "6.67（精确值 6.6667）"
    assert in_words(Decimal("7.5000")) == "7.5"


@given(st.decimals(-10_000, 10_000, places=4))
def test_what_the_eye_sees_is_never_half_a_hundredth_off_and_says_when_it_is_not_exact(value):
    assert abs(Decimal(for_the_eye(value)) - value) <= Decimal("0.005")
    assert is_rounded(value) == (Decimal(for_the_eye(value)) != value)
    assert Decimal(exact(value)) == value
