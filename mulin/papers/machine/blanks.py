"""The same paper without what somebody filled in, to be written by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from mulin.papers.machine.paper import (
    CardPart,
    DataTable,
    Fact,
    Facts,
    FormRow,
    FormTable,
    Named,
    Opinion,
    Paper,
    Picture,
    Signature,
    Tick,
    Ticks,
    TwoPartCard,
    Value,
)


def blank(paper: Paper) -> Paper:
    """The same paper with every value empty, every box unticked and every date line open.

    Titles, labels, fixed columns, running text, number and QR code stay: they say which paper it is.
    """
    return replace(paper, blocks=_all_emptied(paper.blocks))


def _emptied(part: Any) -> Any:
    """This block, row or cell without its values; labels, headings and running text as they are."""
    change = _CHANGES.get(type(part))
    return replace(part, **change(part)) if change else part


def _all_emptied(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    """Each of these parts without its values."""
    return tuple(_emptied(part) for part in parts)


def _emptied_row(table: DataTable, row: tuple[str, ...]) -> tuple[str, ...]:
    """One row of a table of data in which only the fixed columns keep their text."""
    return tuple(text if column.fixed else "" for column, text in zip(table.columns, row, strict=True))


_CHANGES: dict[type, Callable[[Any], dict[str, Any]]] = {
    Value: lambda cell: {"text": ""},
    Named: lambda cell: {"name": "", "text": ""},
    Opinion: lambda cell: {"text": "", "date": ""},
    Picture: lambda cell: {"content": b""},
    Fact: lambda fact: {"value": ""},
    Signature: lambda signature: {"date": ""},
    Tick: lambda option: {"checked": False},
    Ticks: lambda cell: {"options": _all_emptied(cell.options)},
    Facts: lambda block: {"facts": _all_emptied(block.facts)},
    FormRow: lambda row: {"cells": _all_emptied(row.cells)},
    FormTable: lambda form: {"rows": _all_emptied(form.rows)},
    DataTable: lambda table: {"rows": tuple(_emptied_row(table, row) for row in table.rows)},
    CardPart: lambda part: {"blocks": _all_emptied(part.blocks)},
    TwoPartCard: lambda card: {"upper": _emptied(card.upper), "lower": _emptied(card.lower)},
}
