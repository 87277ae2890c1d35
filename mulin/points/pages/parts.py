"""Parts that the pages of points are made of, and words they share."""

import datetime
from decimal import Decimal
from typing import Any

from mulin.foundation.points import for_the_eye
from mulin.points.queries.terms import Scheme


def figure(value: Decimal | str | int) -> str:
    """Points as people read them."""
    return for_the_eye(Decimal(value))


def parts_of(scheme: Scheme, values: Any) -> list[str]:
    """The value of each part, in the order of the scheme."""
    return [figure(values[part]) if part in values else "" for part, _name in scheme.part_names()]


def part_heads(scheme: Scheme) -> list[str]:
    """The names of the parts."""
    return [name for _part, name in scheme.part_names()]


def day_words(day: datetime.date | None) -> Any:
    """A day, or nothing."""
    return day or ""
