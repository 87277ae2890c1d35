"""Points as people read them: at most two decimals for the eye, the exact value where it differs. Plain Python.

What is kept, exported and printed as JSON stays exact; only pages round.
"""

from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")


def exact(value: Decimal | int | str) -> str:
    """The number as it is, without idle zeros: 7.50 → 7.5, 10.00 → 10, 6.6667 → 6.6667."""
    return f"{Decimal(value).normalize():f}"


def for_the_eye(value: Decimal | int | str) -> str:
    """At most two decimals, rounded half up: 6.6667 → 6.67."""
    # Adding nought makes of a rounded -0.00 a plain 0
    return exact(Decimal(value).quantize(HUNDREDTH, ROUND_HALF_UP) + 0)


def is_rounded(value: Decimal | int | str) -> bool:
    """Does the eye see another number than there is?"""
    return exact(value) != for_the_eye(value)


def in_words(value: Decimal | int | str) -> str:
    """For texts without a place to point at: 6.67（精确值 6.6667）, and 7.5 as it is."""
    return f"{for_the_eye(value)}（精确值 {exact(value)}）" if is_rounded(value) else exact(value)


def as_html(value: Decimal | int | str) -> str:
    """For pages: the exact value stands in the title, only where it differs."""
    shown = for_the_eye(value)
    return f'<span title="精确值 {exact(value)}">{shown}</span>' if is_rounded(value) else shown
