"""Values of parameters are read by their kind."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from mulin.rulebook.parameters import plain_value, read_value


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        ("integer", "6", 6),
        ("integer", 6, 6),
        ("decimal", "1.50", Decimal("1.50")),
        ("share", "30%", Fraction(3, 10)),
        ("date", "2021-03-10", datetime.date(2021, 3, 10)),
        ("text", "八个有", "八个有"),
        ("list", ["甲", "乙"], ("甲", "乙")),
        ("boolean", True, True),
        ("integer", None, None),
        ("list", [], ()),
    ],
)
def test_a_value_is_read_and_survives_storing(kind: str, given: object, value: object) -> None:
    assert read_value(kind, given) == value
    assert read_value(kind, plain_value(kind, given)) == value


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("integer", "6.5"),
        ("integer", True),
        ("decimal", "许多"),
        ("decimal", "NaN"),
        ("share", "130%"),
        ("date", "3月初"),
        ("list", "甲"),
        ("boolean", "是"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_a_sentence(kind: str, given: object) -> None:
    with pytest.raises(ValueError, match="应是"):
        read_value(kind, given)
