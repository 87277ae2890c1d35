"""Exact numbers as people read them. Inside the engine everything is a ``Fraction``; points leave it as ``Decimal``."""

from decimal import Decimal
from fractions import Fraction

DECIMALS = 4
"""More than a rubric ever writes; what does not end within them is rounded half up."""

Number = int | Decimal | Fraction


def exact_decimal(number: Number) -> Decimal:
    """With the fewest decimals that are exact, at most four; otherwise rounded half up at the fourth."""
    if isinstance(number, int):
        return Decimal(number)
    upper, lower = number.as_integer_ratio()
    for decimals in range(DECIMALS + 1):
        units, rest = divmod(upper * 10**decimals, lower)
        if rest == 0:
            return Decimal(units).scaleb(-decimals)
    nearest = (2 * abs(upper) * 10**DECIMALS + lower) // (2 * lower)
    return exact_decimal(Fraction(nearest if upper > 0 else -nearest, 10**DECIMALS))


def plain(number: Number) -> str:
    """The number without trailing zeros or exponent: ``7.5``, ``10``, ``0.3333``."""
    return format(exact_decimal(number), "f")


def percent(number: Number) -> str:
    """A share as ``30%`` or ``66.67%``."""
    hundredths = (Fraction(number) * 10_000 + Fraction(1, 2)).__floor__()
    return plain(Fraction(hundredths, 100)) + "%"


def read_number(value: object) -> Fraction:
    """``6``, ``0.3``, ``30%`` or ``3/10`` exactly; ``ValueError`` for anything else."""
    text = str(value).strip().replace("％", "%")
    try:
        return Fraction(text[:-1].strip()) / 100 if text.endswith("%") else Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError(f"“{value}”不是数") from error
