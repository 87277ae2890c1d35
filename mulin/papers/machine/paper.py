"""The neutral description of one paper: what stands on it, before anyone asks whether it becomes PDF or Word.

All measures are millimetres. All texts are finished Chinese wording (dates and numbers included): the machine
lays out and never words anything. A text may hold line breaks (``\\n``); everything in it prints literally.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Union

from mulin.papers.machine.cells import (
    SEAL_SIDE,
    UNDATED,
    Align,
    FormCell,
    FormRow,
    FormTable,
    Label,
    Named,
    Opinion,
    Picture,
    Tick,
    Ticks,
    Value,
)

__all__ = [
    "DAY",
    "SEAL_SIDE",
    "SERIAL",
    "UNDATED",
    "Align",
    "BlankLines",
    "Block",
    "CardPart",
    "Column",
    "DataTable",
    "Fact",
    "Facts",
    "FormCell",
    "FormRow",
    "FormTable",
    "Heading",
    "Imprint",
    "Label",
    "Named",
    "Opinion",
    "PageBreak",
    "Paper",
    "Paragraph",
    "Picture",
    "Signature",
    "Style",
    "Tick",
    "Ticks",
    "TwoPartCard",
    "Value",
    "opinion_box",
]

Style = Literal["form", "document", "landscape_table", "board", "greeting"]
"""``board`` is a lying A3 sheet to be hung up, ``greeting`` a lying A5 card of text alone; everything else is A4."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the paper. Level 1 is 一、 level 2 is （一） level 3 is 1. — the number is part of the text."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``indent`` is the two characters at the start, as official documents have it."""

    text: str
    indent: bool = True
    align: Align = "left"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One label with its value on an underlined space, e.g. 会议时间：____. Emptied in a blank paper."""

    label: str
    value: str = ""

    @property
    def filled(self) -> bool:
        """Whether something is written here."""
        return bool(self.value.strip())


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and values without a frame, ``columns`` pairs side by side, above a table or a text."""

    facts: tuple[Fact, ...]
    columns: int = 2
    label_room: tuple[int, ...] = ()
    """Characters of the longest label in each column of labels; reckoned from the facts."""

    def __post_init__(self) -> None:
        """Reckon what was not given."""
        if not self.label_room:
            labels = [[len(fact.label) for fact in self.facts[place :: self.columns]] for place in range(self.columns)]
            object.__setattr__(self, "label_room", tuple(max(found, default=0) for found in labels))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of data; a ``fixed`` one (a serial number, a name) stays in a blank paper.

    ``characters``: room for so many Chinese characters in one line, whatever the others take; the other columns share
    what is left by their ``width``.
    """

    title: str
    width: float = 1
    align: Align = "center"
    fixed: bool = False
    characters: int = 0


SERIAL = Column("序号", fixed=True, characters=2)
"""The column of serial numbers; the numbers stand in a blank paper, too."""
DAY = 9
"""Characters that a day takes: 2022年12月31日."""


@dataclass(frozen=True, slots=True)
class DataTable:
    """Rows under a header that is repeated on each page, with ``blank_rows`` more at the end for handwriting."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    blank_rows: int = 0
    row_height: float = 8


@dataclass(frozen=True, slots=True)
class BlankLines:
    """Ruled lines to write on by hand."""

    count: int
    height: float = 9


@dataclass(frozen=True, slots=True)
class Signature:
    """The end of a letter, at the right: the office and, below it, the date. With ``seal``, room for the seal."""

    office: str
    date: str = ""
    seal: bool = True


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: who gets a copy, which office printed the document and when."""

    copies_to: str
    office: str
    date: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Union[
    "Heading",
    "Paragraph",
    "Facts",
    "FormTable",
    "DataTable",
    "BlankLines",
    "Signature",
    "Imprint",
    "PageBreak",
    "TwoPartCard",
]


@dataclass(frozen=True, slots=True)
class CardPart:
    """One half of a card, with its own title."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class TwoPartCard:
    """一式两份: two halves with a line to cut along and ``seam`` written across it for the seal over both (骑缝章)."""

    upper: CardPart
    lower: CardPart
    seam: str = "（骑缝章）"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper to print.

    ``id`` names the kind of paper (for file names); ``reference_url`` leads back to the record and is printed as a QR
    code; ``number`` is 编号, or 发文字号 of an official document; ``letterhead`` is the red 发文机关标志;
    ``printed_at`` and ``issued_on`` are worded moments for the footer. An empty one is left out.
    Without ``page_numbers`` a batch of one-page cards is set in half the time (official documents always number).
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    style: Style = "form"
    subtitle: str = ""
    number: str = ""
    letterhead: str = ""
    reference_url: str = ""
    issued_on: str = ""
    printed_at: str = ""
    page_numbers: bool = True


def opinion_box(label: str, opinion: Opinion, *, height: float = 52) -> FormTable:
    """A box of its own for one opinion: the label at the left, the opinion with its date line and seal beside it."""
    return FormTable(columns=(1, 6), rows=(FormRow((Label(label), opinion), height=height),))
