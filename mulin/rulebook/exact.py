"""Exact numbers as people write them; never by way of binary fractions."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction


def read_exact(value: object) -> object:
    """A number as it is written; what is no number or text is left to pydantic. ``ValueError`` otherwise."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return value
    try:
        return Decimal(str(value).strip())
    except InvalidOperation:
        raise ValueError("不是数") from None


def read_share(value: object) -> Fraction:
    """``30%``, ``3/10`` or ``0.3`` as an exact fraction between 0 and 1; ``ValueError`` for anything else."""
    text = str(value).strip().replace("％", "%")
    try:
        share = Fraction(text[:-1].strip()) / 100 if text.endswith("%") else Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ValueError("不是比例，请写成 30% 或 3/10") from None
    if not 0 <= share <= 1:
        raise ValueError("比例应在 0 和 100% 之间")
    return share


def number(value: Decimal) -> str:
    """A number without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: Fraction) -> str:
    """A share as people write it: ``30%``, or the fraction when it is no round percentage."""
    hundredths = share * 100
    return f"{hundredths.numerator}%" if hundredths.denominator == 1 else f"{share.numerator}/{share.denominator}"
