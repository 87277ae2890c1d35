"""How papers word what they print, and who wrote it: plain Python."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

GAP = "＿"
"""One character's space to write in by hand, inside a sentence."""


def worded_day(day: datetime.date) -> str:
    """2021年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def worded_moment(moment: datetime.datetime) -> str:
    """2021年6月30日 09:15."""
    return f"{worded_day(moment)} {moment:%H:%M}"


def worded_number(number: Decimal) -> str:
    """7.5, 10: without idle zeros, never 1E+1."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


WORDINGS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (datetime.datetime, worded_moment),
    (datetime.date, worded_day),
    (bool, lambda value: "是" if value else "否"),
    (int, lambda value: f"{value:,}"),
    (Decimal, worded_number),
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
    """How many filled fields of papers the product held already (``held``), and how many somebody wrote for the paper
    (``typed``).
    """

    held: int = 0
    typed: int = 0

    def __add__(self, other: "Reuse") -> "Reuse":
        return Reuse(self.held + other.held, self.typed + other.typed)

    @property
    def fields(self) -> int:
        """All filled fields."""
        return self.held + self.typed

    @property
    def ratio(self) -> Decimal | None:
        """Held fields ÷ all fields, between 0 and 1; nothing when no field is filled."""
        return Decimal(self.held) / Decimal(self.fields) if self.fields else None


class Pen:
    """Writes values on one paper and remembers which of them somebody typed for it.

    *Held*: the product has it for a reason of its own — registry, pack, records, points, a decision — and only
    composes it here. *Typed*: the words stand in a form that exists for this paper. An empty value is no field:
    it is left for handwriting. With ``blank`` nothing is written at all; inside a sentence a gap of ``room``
    characters is left.
    """

    def __init__(self, *, reference_url: str = "", printed_at: str = "", blank: bool = False, rows: int = 25) -> None:
        self.reference_url = reference_url
        self.printed_at = printed_at
        self.blank = blank
        self.rows = rows
        self.reuse = Reuse()

    def held(self, value: Any, room: int = 0) -> str:
        """Write what the product knew already."""
        return self._written(value, room, Reuse(held=1))

    def typed(self, value: Any, room: int = 0) -> str:
        """Write what somebody typed for this paper."""
        return self._written(value, room, Reuse(typed=1))

    def known(self, value: Any, source: Any, room: int = 0) -> str:
        """Write what stands in the paper's own form: held when ``source`` says the same already, else typed."""
        said = worded(value)
        return self.held(value, room) if said and said == worded(source) else self.typed(value, room)

    def _written(self, value: Any, room: int, counted: Reuse) -> str:
        text = worded(value)
        if self.blank or not text:
            return GAP * room
        self.reuse += counted
        return text
