"""Rows of a list as HTML. Written in Python, not in a template: fifty rows take about a millisecond, not ten."""

import datetime
import functools
import html
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.db.models.constants import LOOKUP_SEP
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe

from mulin.foundation.clock import on_the_wall
from mulin.foundation.lights import light_html
from mulin.foundation.points import as_html

Read = Callable[[Any], Any]
_STAND_IN = 918273645
SHORT = 10
"""Text up to this many characters stays on one line: a name, a kind, a quarter."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a list.

    ``value``: an attribute or annotation (``"unit__name"``; also a key of ``values()``), or a function of the row.
    ``link``: a function of the row that returns an address, see ``to``; an empty address draws no link.
    ``kind``: ``text``, ``number`` (right, no idle zeros), ``day``, ``light`` (a state of ``lights.py``).
    ``words``: for coded values, the words to show: ``dict(Kind.choices)``.
    ``phone=False`` hides the column on a narrow screen.
    """

    title: str | Promise
    value: str | Read
    link: Read | None = None
    kind: Literal["text", "number", "day", "light"] = "text"
    words: Mapping[Any, Any] | None = None
    align: Literal["", "start", "center", "end"] = ""
    phone: bool = True

    @property
    def css_class(self) -> str:
        """Alignment, wrapping and visibility on a phone, for the heading and its cells alike."""
        names: list[str] = [self.align or ("end" if self.kind == "number" else "")]
        names.append("nowrap" if self.kind in ("day", "light") else "")
        names.append("" if self.phone else "not-on-phone")
        return " ".join(name for name in names if name and name != "start")


def to(url_name: str, attribute: str = "id") -> Read:
    """A link to a page with one argument: ``link=to("members:member", "id")``.

    The address is resolved once, then filled in: ``reverse`` for every row would cost more than the row.
    """

    def address(row: Any) -> str:
        before, after = around_number(url_name)
        value = row[attribute] if isinstance(row, Mapping) else operator.attrgetter(dotted)(row)
        return f"{before}{value}{after}" if value not in (None, "") else ""

    dotted = attribute.replace(LOOKUP_SEP, ".")
    return address


def step_to(url_name: str) -> Read:
    """A link to a step for those rows whose ``may_act`` says that the person may take it; see ``acting``."""
    address = to(url_name)
    return lambda row: address(row) if row.may_act else ""


@functools.lru_cache(maxsize=256)
def around_number(url_name: str) -> tuple[str, str]:
    """What stands before and after the number in an address. Raises NoReverseMatch without such a page."""
    before, _argument, after = reverse(url_name, args=[_STAND_IN]).partition(str(_STAND_IN))
    return before, after


def rows_html(columns: Iterable[Column], rows: list[Any]) -> SafeString:
    """The ``<tr>`` elements of a page of rows, every value escaped."""
    if not rows:
        return mark_safe("")
    cells = [_cell_writer(column, rows[0]) for column in columns]
    return mark_safe("\n".join(["<tr>" + "".join([cell(row) for cell in cells]) + "</tr>" for row in rows]))


def _cell_writer(column: Column, sample: Any) -> Callable[[Any], str]:
    """A function row → ``<td>``, with everything that is the same for all rows worked out once."""
    read, show, link = _reader(column.value, sample), _shower(column), column.link
    wide, narrow = _cell_start(column, ""), _cell_start(column, "nowrap")

    def plain(row: Any) -> str:
        shown = show(read(row))
        return f"{narrow if len(shown) <= SHORT else wide}{shown}</td>"

    def linked(row: Any) -> str:
        address, shown = link(row) if link else "", show(read(row))
        start = narrow if len(shown) <= SHORT else wide
        return f'{start}<a href="{html.escape(address)}">{shown}</a></td>' if address else f"{start}{shown}</td>"

    return linked if link else plain


def _cell_start(column: Column, further: str) -> str:
    names = " ".join(dict.fromkeys([*column.css_class.split(), *further.split()]))
    css = f' class="{names}"' if names else ""
    return f'<td data-title="{html.escape(str(column.title))}"{css}>'


def _reader(value: str | Read, sample: Any) -> Read:
    if callable(value):
        return value
    if isinstance(sample, Mapping):
        return operator.itemgetter(value)
    get = operator.attrgetter(value.replace(LOOKUP_SEP, "."))
    if LOOKUP_SEP not in value and "." not in value:
        return get
    return lambda row: _through_nothing(get, row)


def _through_nothing(get: Read, row: Any) -> Any:
    """``unit.name`` of a row without a unit is nothing."""
    try:
        return get(row)
    except AttributeError:
        return None


def _shower(column: Column) -> Callable[[Any], str]:
    words = {key: str(text) for key, text in column.words.items()} if column.words else None
    if column.kind == "light":
        return lambda value: light_html(str(value), words.get(value, "") if words else "") if value else "—"
    if words is not None:
        return lambda value: shown(words.get(value, value))
    return shown


def shown(value: Any) -> str:
    """A value as people read it, escaped: nothing as a dash, yes and no in words, 7.50 as 7.5, days as 2022-06-30."""
    if type(value) is str:
        return html.escape(value) if value else "—"
    if value is None:
        return "—"
    writer = _WRITERS.get(type(value))
    if writer:
        return writer(value)
    if hasattr(value, "__html__"):
        return str(value.__html__())
    return html.escape(str(value))


_WRITERS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "是" if value else "否",
    int: str,
    Decimal: as_html,
    datetime.date: lambda value: value.isoformat(),
    datetime.datetime: on_the_wall,
    SafeString: lambda value: value or "—",
}
