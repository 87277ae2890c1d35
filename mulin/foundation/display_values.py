"""A field of a row as people read it: words of choices, yes and no, days and moments; bytes only as how many."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db.models import Model

from mulin.foundation.clock import on_the_wall


def displayed(row: Model, name: str) -> Any:
    """The value of a field, as a workbook cell or JSON can hold it."""
    field = row._meta.get_field(name)
    value = getattr(row, name)
    words = dict(getattr(field, "flatchoices", None) or ())
    if words:
        return str(words.get(value, value or ""))
    return plain(value)


def plain(value: Any) -> Any:
    """Text, whole numbers and days as they are; everything else in words."""
    return next((word(value) for kind, word in WORDINGS if isinstance(value, kind)), str(value))


WORDINGS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (type(None), lambda value: ""),
    (bool, lambda value: "是" if value else "否"),
    (int, lambda value: value),
    (datetime.datetime, on_the_wall),
    ((bytes, memoryview), lambda value: f"{len(bytes(value))} 字节"),
    ((list, tuple), lambda value: "、".join(str(plain(one)) for one in value)),
)
