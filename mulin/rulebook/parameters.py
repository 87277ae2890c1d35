"""Values of parameters: read from what a person or a file says, and written back for storing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from mulin.rulebook.exact import read_share

Value = int | Decimal | Fraction | datetime.date | str | tuple[Any, ...] | bool
"""What a parameter can hold."""


def read_value(kind: str, given: Any) -> Value | None:
    """The value of a parameter of this kind; nothing for "not configured". ``ValueError`` says what is expected."""
    if given is None or given == "":
        return None
    try:
        return READERS[kind](given)
    except (TypeError, ValueError, InvalidOperation, ArithmeticError):
        raise ValueError(f"“{given}”不对：{EXPECTED[kind]}") from None


def plain_value(kind: str, given: Any) -> Any:
    """The same value as JSON can hold it: dates, decimals and shares as text. ``ValueError`` as ``read_value``."""
    value = read_value(kind, given)
    if isinstance(value, datetime.date | Decimal | Fraction):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _integer(given: Any) -> int:
    number = Decimal(str(given))
    if isinstance(given, bool) or number != number.to_integral_value():
        raise ValueError(given)
    return int(number)


def _decimal(given: Any) -> Decimal:
    number = Decimal(str(given))
    if isinstance(given, bool) or not number.is_finite():
        raise ValueError(given)
    return number


def _date(given: Any) -> datetime.date:
    return given if isinstance(given, datetime.date) else datetime.date.fromisoformat(str(given))


def _list(given: Any) -> tuple[Any, ...]:
    if not isinstance(given, list | tuple):
        raise TypeError(given)
    return tuple(given)


def _boolean(given: Any) -> bool:
    if not isinstance(given, bool):
        raise TypeError(given)
    return given


READERS: Mapping[str, Callable[[Any], Value]] = {
    "integer": _integer,
    "decimal": _decimal,
    "share": read_share,
    "date": _date,
    "text": str,
    "list": _list,
    "boolean": _boolean,
}
EXPECTED = {
    "integer": "应是整数",
    "decimal": "应是数",
    "share": "应是比例，例如 30%",
    "date": "应是日期，例如 2021-06-30",
    "text": "应是文字",
    "list": "应是列表",
    "boolean": "应是“是”或“否”（true / false）",
}
