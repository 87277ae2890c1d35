"""What a workbook of one kind looks like, said once: for the template, the import, the export and the
help.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

ColumnType = Literal[
    "text",
    "integer",
    "decimal",
    "date",
    "yes_no",
    "choice",
    "code",
    "identity_number",
    "phone",
    "credit_code",
    "area_code",
    "list",
]
Choices = Sequence[tuple[Any, Any]]
PRIVATE_TYPES = frozenset({"identity_number", "phone"})
TYPED_AS_TEXT = frozenset({"code", "identity_number", "phone", "credit_code", "area_code", "list", "text"})


@dataclass(frozen=True)
class Column:
    """One column: ``name`` is its key in a row, ``title`` what people read in the header.

    * ``choices``: pairs (value, label), or a callable that returns them when a file is read; for the types
      ``choice`` and ``list``. A cell may hold the label or the value.
    * ``minimum`` and ``maximum`` bound integers, decimals and dates; ``max_length`` bounds texts and each
      part of a list.
    * ``month_allowed``: a date may be given as 2021年3月 and then means the first day.
    * ``unique``: no two rows of one file hold the same value.
    * ``read_only``: written on export, greyed, ignored on import, and may be missing.
    * ``check``: a last question to the parsed value; returns a Chinese sentence or an empty text.
    * ``aliases``: other titles by which older files name it. ``width`` is in characters.
    """

    name: str
    title: str
    type: ColumnType = "text"
    required: bool = False
    choices: Choices | Callable[[], Choices] = ()
    note: str = ""
    example: str = ""
    width: int = 14
    unique: bool = False
    month_allowed: bool = False
    minimum: Any = None
    maximum: Any = None
    max_length: int = 200
    read_only: bool = False
    aliases: tuple[str, ...] = ()
    check: Callable[[Any], str] | None = None

    @property
    def pairs(self) -> list[tuple[Any, str]]:
        """The choices as they are now, labels as text."""
        pairs = self.choices() if callable(self.choices) else self.choices
        return [(value, str(label)) for value, label in pairs]

    @property
    def private(self) -> bool:
        """Whether its values must be masked in lists, messages and logs."""
        return self.type in PRIVATE_TYPES


@dataclass(frozen=True)
class Sheet:
    """One kind of workbook. ``kind`` is its word on the command line, ``title`` its Chinese name.

    ``unique_together`` names sets of columns whose values together occur once in a file. ``notes`` are the
    sentences of the instructions sheet.
    """

    kind: str
    title: str
    columns: Sequence[Column]
    notes: Sequence[str] = ()
    unique_together: Sequence[tuple[str, ...]] = ()

    def column(self, name: str) -> Column:
        """The column of this name; ``KeyError`` when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


class Row(dict[str, Any]):
    """One row that was read: values by column name, and where it stands in the file (``number``, from 1)."""

    __slots__ = ("number",)

    def __init__(self, number: int, values: Iterable[tuple[str, Any]]) -> None:
        super().__init__(values)
        self.number = number


@dataclass(frozen=True, order=True)
class CellError:
    """One wrong cell. ``row`` counts from 1 as in Excel; ``letter`` is empty when the whole row is meant.

    Row 0 means the whole file. ``value`` is what the cell holds, masked where it is private.
    """

    row: int
    letter: str
    title: str
    value: str
    message: str

    @property
    def place(self) -> str:
        """第3行 B列“姓名”."""
        if not self.row:
            return "整个文件"
        column = f" {self.letter}列“{self.title}”" if self.letter else ""
        return f"第{self.row}行{column}"

    def __str__(self) -> str:
        return f"{self.place}：{self.message}"


@dataclass
class Reading:
    """A file as it was understood: the rows without a mistake, and every mistake.

    ``letters`` gives the letter of each column; ``wrong_rows`` are the numbers of rows left out.
    """

    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)
    header_row: int = 0
    sha256: str = ""

    def column(self, name: str) -> list[Any]:
        """All values of one column, in the order of ``rows``."""
        return [row[name] for row in self.rows]

    def error(self, row: Row, name: str, message: str) -> CellError:
        """A mistake that the database knows of, located like the others. Name "" means the whole row."""
        if not name:
            return CellError(row.number, "", "", "", message)
        column = self.sheet.column(name)
        return CellError(row.number, self.letters.get(name, ""), column.title, shown(column, row.get(name)), message)

    @property
    def wrong_rows(self) -> set[int]:
        """The numbers of rows that hold a mistake."""
        return {error.row for error in self.errors if error.row}


def shown(column: Column, value: Any) -> str:
    """A value as an error report may show it: short, and masked where it is private."""
    text = "" if value is None else str(value)
    if column.private and len(text) > 4:
        return text[:2] + "*" * (len(text) - 4) + text[-2:]
    return text if len(text) <= 40 else text[:39] + "…"


def letter_of(index: int) -> str:
    """The letter of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
