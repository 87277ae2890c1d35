"""The same paper without what somebody filled in, to be written by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mulin.papers.machine.paper import (
    CardPart,
    DataTable,
    Fact,
    Facts,
    FormRow,
    FormTable,
    Label,
    Opinion,
    Paper,
    Signature,
    Ticks,
    TwoPartCard,
    Value,
)


def blank(paper: Paper) -> Paper:
    """The same paper with every value empty, every box unticked and every date line open.

    Titles, labels, fixed columns, running text, number and QR code stay: they say which paper it is.
    """
    return replace(paper, blocks=tuple(_emptied(block) for block in paper.blocks))


def _emptied(part: Any) -> Any:
    """This block, row or cell without its values."""
    match part:
        case Value():
            return replace(part, text="")
        case Opinion():
            return replace(part, text="", date="")
        case Ticks():
            return replace(part, options=tuple(replace(option, checked=False) for option in part.options))
        case Fact():
            return replace(part, value="")
        case Signature():
            return replace(part, date="")
        case DataTable():
            return replace(part, rows=tuple(_emptied_row(part, row) for row in part.rows))
        case _:
            return _with_emptied_parts(part)


def _with_emptied_parts(part: Any) -> Any:
    """A block made of smaller parts, each of them emptied; any other block as it is."""
    match part:
        case Facts():
            return replace(part, facts=tuple(_emptied(fact) for fact in part.facts))
        case FormTable():
            return replace(part, rows=tuple(_emptied(row) for row in part.rows))
        case FormRow():
            return replace(
                part, cells=tuple(cell if isinstance(cell, Label) else _emptied(cell) for cell in part.cells)
            )
        case TwoPartCard():
            return replace(part, upper=_emptied(part.upper), lower=_emptied(part.lower))
        case CardPart():
            return replace(part, blocks=tuple(_emptied(block) for block in part.blocks))
        case _:
            return part


def _emptied_row(table: DataTable, row: tuple[str, ...]) -> tuple[str, ...]:
    """One row of a table of data in which only the fixed columns keep their text."""
    return tuple(text if column.fixed else "" for column, text in zip(table.columns, row, strict=True))
