"""Tables within pages look like lists: days as 2022-06-30 on one line, numbers from the right, short words unbroken."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from mulin.foundation.list_rows import shown

SHORT, CODE = 6, 16
"""So many characters of a cell stay on one line even in a narrow card; so many of a number such as 2022-0005."""


@dataclass(frozen=True)
class Cell:
    """A value as it is drawn, the heading of its column, which a phone shows beside it, and its class."""

    head: Any
    value: Any
    css_class: str


@dataclass(frozen=True)
class Table:
    """Headings with their classes, and rows of cells."""

    heads: list[tuple[Any, str]]
    rows: list[list[Cell]]


def laid_out(heads: Sequence[Any], rows: Sequence[Sequence[Any]]) -> Table:
    """Each cell under its heading; a column that holds nothing but numbers stands to the right."""
    columns = list(zip_longest(*rows))
    sides = ["end" if is_numeric(column) else "" for column in columns]
    titles = list(zip_longest(heads, sides[: len(heads)], fillvalue=""))
    drawn = [
        [_cell(*one) for one in zip_longest(row, heads[: len(row)], sides, fillvalue="")][: len(row)] for row in rows
    ]
    return Table(titles, drawn)


def is_numeric(column: Sequence[Any]) -> bool:
    """Are all values of a column numbers, but for those that are missing, and is there one?"""
    told = [value for value in column if value not in (None, "", "—")]
    return bool(told) and all(isinstance(value, (int, Decimal)) and not isinstance(value, bool) for value in told)


def _cell(value: Any, head: Any, side: str) -> Cell:
    is_plain = isinstance(value, (datetime.date, Decimal))
    text = strip_tags(str(value))
    stays = is_plain or len(text) <= (CODE if text.isascii() and " " not in text else SHORT)
    names = " ".join(name for name in (side, "nowrap" if stays else "") if name)
    return Cell(head, mark_safe(shown(value)) if is_plain else value, names)
