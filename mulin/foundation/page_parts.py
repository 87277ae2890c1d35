"""Parts of pages that Python hands to templates: buttons with their reasons, steps, tiles, points in time."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Action:
    """A button of a page. With ``reason`` it stands there disabled and says why; with ``post`` it sends a form."""

    title: Words
    url: str = ""
    icon: str = ""
    primary: bool = False
    danger: bool = False
    post: bool = False
    reason: Words = ""


@dataclass(frozen=True, kw_only=True)
class Task:
    """A line of a task list: where it leads and how far it is (a state of ``lights.py``)."""

    title: Words
    url: str = ""
    state: str = "not_started"
    words: Words = ""
    hint: Words = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A card of a page: pairs of a title and a value, a table or tasks, words above them and where there is nothing,
    and buttons. ``rows`` stand under ``heads``; a column of buttons has an empty heading. ``anchor``
    is its place on the page, for links.
    """

    title: Words
    text: Words = ""
    definitions: Sequence[tuple[Any, Any]] = ()
    heads: Sequence[Words] = ()
    rows: Sequence[Sequence[Any]] = ()
    tasks: Sequence[Task] = ()
    empty: Words = ""
    actions: Sequence[Action] = ()
    anchor: str = ""

    @property
    def is_empty(self) -> bool:
        """Is there neither a row nor a task?"""
        return not self.rows and not self.tasks


@dataclass(frozen=True, kw_only=True)
class Happening:
    """A point of a timeline."""

    at: datetime.date
    title: Words
    text: Words = ""
    by: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class TreeItem:
    """A node of a drawn tree; ``light`` is a state of ``lights.py`` with its ``words``."""

    title: Words
    url: str = ""
    note: Words = ""
    light: str = ""
    words: Words = ""
    is_open: bool = False
    children: list["TreeItem"] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """Something to reach: target, actual and, where one is made, forecast (of the same unit, as written: ``"9"``)."""

    title: Words
    target: Any
    actual: Any
    forecast: Any = None
    unit: Words = ""
    url: str = ""
    due: datetime.date | None = None

    @property
    def is_reached(self) -> bool:
        """Whether the actual figure is at the target: as numbers, for as words ``"9"`` would stand above ``"11"``."""
        return Decimal(str(self.actual)) >= Decimal(str(self.target))


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A line of a file list; ``size`` in bytes."""

    title: Words
    url: str
    size: int = 0
    note: Words = ""


@dataclass(frozen=True)
class Series:
    """One row of figures of a chart, and the address behind each figure."""

    title: Words
    values: list[Any]
    urls: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A picture and its table. ``kind``: ``bar``, ``bars`` (lying), ``line``, ``pie``."""

    name: str
    title: Words
    labels: list[str]
    series: list[Series]
    kind: str = "bar"
    unit: Words = ""
    stacked: bool = False

    def drawn(self) -> dict[str, Any]:
        """What the browser draws; figures may be exact numbers, so they are made floats only for the picture."""
        return {
            "kind": self.kind,
            "unit": str(self.unit),
            "stacked": self.stacked,
            "labels": self.labels,
            "series": [
                {"title": str(one.title), "values": [_drawable(v) for v in one.values], "urls": one.urls}
                for one in self.series
            ],
        }

    def table(self) -> list[tuple[str, list[tuple[Any, str]]]]:
        """Rows of the equal table: label, then (figure, address) of each series."""
        return [
            (label, [(one.values[i], one.urls[i] if i < len(one.urls) else "") for one in self.series])
            for i, label in enumerate(self.labels)
        ]


def _drawable(value: Any) -> float | None:
    return None if value is None else float(value)
