"""What follows from a pack's parameters. Plain Python."""

import datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from mulin.foundation.refusals import Refused
from mulin.rulebook.schema.base import Parameter, read_share


def checked_parameter(parameter: Parameter, value: Any) -> Any:
    """A district's value in the form that is stored as JSON; ``None`` or an empty text means "not configured".

    Refuses, naming the parameter, what is not of its kind.
    """
    if value is None or value == "":
        return None
    try:
        return READERS[parameter.kind](value)
    except (ValueError, TypeError, InvalidOperation, ZeroDivisionError):
        raise Refused(f"参数“{parameter.name}”的值“{value}”不正确", field=parameter.id) from None


def read_list(value: Any) -> list[str]:
    """A list of names, or a text with one a line."""
    lines = value.splitlines() if isinstance(value, str) else value
    return [str(line).strip() for line in lines if str(line).strip()]


def stored_share(value: Any) -> str:
    """A share between 0 and 1 as an exact fraction in text."""
    share = read_share(value)
    if not 0 <= share <= 1:
        raise ValueError
    return str(Fraction(share))


READERS: dict[str, Any] = {
    "integer": int,
    "decimal": lambda value: str(Decimal(str(value))),
    "share": stored_share,
    "date": lambda value: datetime.date.fromisoformat(str(value)).isoformat(),
    "text": str,
    "list": read_list,
    "boolean": bool,
}
