"""How papers word what they print, and who wrote it: plain Python."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mulin.foundation.points import exact

GAP = "＿"
"""One character's space to write in by hand, inside a sentence."""


def worded_day(day: datetime.date) -> str:
    """2021年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def worded_iso(day: str) -> str:
    """2021-06-30, as frozen contents keep a day, in words; what is no such day stays as it is."""
    try:
        return worded_day(datetime.date.fromisoformat(day))
    except ValueError:
        return day


def worded_moment(moment: datetime.datetime) -> str:
    """2021年6月30日 09:15."""
    return f"{worded_day(moment)} {moment:%H:%M}"


WORDINGS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (str, lambda value: value.strip()),
    (datetime.datetime, worded_moment),
    (datetime.date, worded_day),
    (bool, lambda value: "是" if value else "否"),
    (int, lambda value: f"{value:,}"),
    (Decimal, exact),
    ((list, tuple), lambda value: "、".join(worded(one) for one in value)),
    (type(None), lambda value: ""),
)


def worded(value: Any) -> str:
    """A value as a paper says it: days in words, numbers without idle zeros, lists by 、; nothing is empty."""
    for kind, wording in WORDINGS:
        if isinstance(value, kind):
            return wording(value)
    return str(value).strip()


def closed(sentence: str) -> str:
    """A sentence with its full stop."""
    return sentence if not sentence or sentence[-1] in "。！？；：…" else f"{sentence}。"


@dataclass(frozen=True)
class Reuse:
    """Where the filled fields of papers come from.

    ``held``: registry, packs, records, points — the product had them. ``given``: what somebody judged in the course of
    a procedure (a score and its reason, an opinion, a decision); the product needs it whether or not anything is
    printed. ``typed``: words that were asked for this paper alone. What is left empty for handwriting is no field.
    """

    held: int = 0
    given: int = 0
    typed: int = 0

    def __add__(self, other: "Reuse") -> "Reuse":
        return Reuse(self.held + other.held, self.given + other.given, self.typed + other.typed)

    @property
    def fields(self) -> int:
        """All filled fields."""
        return self.held + self.given + self.typed

    @property
    def ratio(self) -> Decimal | None:
        """The share of fields that nobody typed for the paper, between 0 and 1; nothing when no field is filled."""
        return self._share(self.held + self.given)

    @property
    def strict_ratio(self) -> Decimal | None:
        """The same when judgements count as typed, too: the share that the product held before anybody did anything."""
        return self._share(self.held)

    def _share(self, part: int) -> Decimal | None:
        return Decimal(part) / Decimal(self.fields) if self.fields else None


class Pen:
    """Writes values on one paper and remembers where each comes from (see ``Reuse``).

    With ``blank`` nothing is written at all; inside a sentence a gap of ``room`` characters is left. ``rows``: how many
    empty rows a sheet for handwriting has. ``clear``: may the reader see phones in clear?
    """

    def __init__(
        self,
        *,
        reference_url: str = "",
        printed_at: str = "",
        blank: bool = False,
        rows: int = 25,
        clear: bool = False,
    ) -> None:
        self.reference_url = reference_url
        self.printed_at = printed_at
        self.blank = blank
        self.rows = rows
        self.clear = clear
        self._held = self._given = self._typed = 0

    @property
    def reuse(self) -> Reuse:
        """Where the fields filled so far come from."""
        return Reuse(self._held, self._given, self._typed)

    def count(self, *, held: int = 0, given: int = 0, typed: int = 0) -> None:
        """Count fields that were filled without being asked one by one, such as the cells of a table."""
        self._held += held
        self._given += given
        self._typed += typed

    def rows_by_hand(self) -> int:
        """How many empty rows a list gets: those asked for on a blank sheet, none on a filled one."""
        return self.rows if self.blank else 0

    def held(self, value: Any, room: int = 0) -> str:
        """Write what the product knew already."""
        text = self._written(value)
        self._held += bool(text)
        return text or GAP * room

    def given(self, value: Any, room: int = 0) -> str:
        """Write what somebody judged in the course of the procedure."""
        text = self._written(value)
        self._given += bool(text)
        return text or GAP * room

    def typed(self, value: Any, room: int = 0) -> str:
        """Write what somebody typed for this paper."""
        text = self._written(value)
        self._typed += bool(text)
        return text or GAP * room

    def known(self, value: Any, source: Any, room: int = 0) -> str:
        """Write what stands in the paper's own form: held when ``source`` says the same already, else typed."""
        said = worded(value)
        return self.held(value, room) if said and said == worded(source) else self.typed(value, room)

    def _written(self, value: Any) -> str:
        return "" if self.blank else worded(value)
