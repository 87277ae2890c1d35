"""What an import would do, before it does it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from mulin.foundation.spreadsheets.declaration import CellError


def _nothing() -> None:
    """For plans that change nothing."""


@dataclass(frozen=True)
class Difference:
    """One changed value of a row that exists already, for the preview and the audit log."""

    row: int
    title: str
    before: str
    after: str


@dataclass
class Plan:
    """A domain's answer to rows that were read.

    ``new``, ``changed`` and ``unchanged`` count the rows that are right; rows that the database objects to
    are in ``errors`` and nowhere else. ``apply`` writes what was counted and is called inside the import's
    transaction. ``differences`` may show the first changes.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: list[CellError] = field(default_factory=list)
    apply: Callable[[], None] = _nothing
    differences: Sequence[Difference] = ()


@dataclass(frozen=True)
class Preview:
    """What people see before they say yes, and after: counts of rows, mistakes, whether it was written."""

    kind: str
    title: str
    sha256: str
    new: int
    changed: int
    unchanged: int
    wrong: int
    errors: Sequence[CellError]
    differences: Sequence[Difference]
    applied: bool

    @property
    def total(self) -> int:
        """How many rows the file has."""
        return self.new + self.changed + self.unchanged + self.wrong

    def as_json(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "kind": self.kind,
            "sha256": self.sha256,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "wrong": self.wrong,
            "applied": self.applied,
            "errors": [
                {
                    "row": error.row,
                    "column": error.letter,
                    "title": error.title,
                    "value": error.value,
                    "message": error.message,
                }
                for error in self.errors
            ],
        }
