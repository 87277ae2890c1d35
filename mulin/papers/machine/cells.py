"""Forms and their cells: what is named, filled in, ticked, judged and sealed on a paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]

SEAL_SIDE = 45
"""Side of the space kept free for a seal: a street's seal is 42 mm, the convention asks for 45."""

BESIDE_A_SEAL = 150
"""So many characters of an opinion stand beside a seal; more need the whole width."""

UNDATED = "　　　　年　　月　　日"
"""The date line as it stands before anyone signs."""


@dataclass(frozen=True, slots=True)
class Label:
    """A cell that names what stands beside it; it stays in a blank paper."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Value:
    """A cell that somebody fills in; empty, it is space for handwriting."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    align: Align = "center"

    @property
    def filled(self) -> bool:
        """Whether something is written here."""
        return bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class Named:
    """A cell that shows somebody: the name in large letters, and what is said of them below it."""

    name: str = ""
    text: str = ""
    columns: int = 1
    rows: int = 1

    @property
    def filled(self) -> bool:
        """Whether anything is shown."""
        return bool(self.name.strip() or self.text.strip())


@dataclass(frozen=True, slots=True)
class Tick:
    """One option with its box, drawn as a shape so that no font can lose it."""

    text: str
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Ticks:
    """A cell of options to tick."""

    options: tuple[Tick, ...]
    columns: int = 1
    rows: int = 1
    align: Align = "center"
    longest: int = 0
    """Characters of the longest option; reckoned from the options."""

    def __post_init__(self) -> None:
        """Reckon what was not given."""
        if not self.longest:
            object.__setattr__(self, "longest", max((len(option.text) for option in self.options), default=0))

    @property
    def filled(self) -> bool:
        """Whether any option is ticked."""
        return any(option.checked for option in self.options)


@dataclass(frozen=True, slots=True)
class Opinion:
    """A cell for an opinion with who signs, the date line and, if ``seal``, the space for a seal (盖章).

    ``date`` is the date in words, or empty for 年　月　日 to be written by hand. ``seal_below``: the seal stands below
    the words, because they are many, not beside them; reckoned from the text.
    """

    text: str = ""
    signer: str = ""
    date: str = ""
    seal: bool = True
    columns: int = 1
    rows: int = 1
    seal_below: bool = False

    def __post_init__(self) -> None:
        """Reckon what was not given."""
        if len(self.text) > BESIDE_A_SEAL:
            object.__setattr__(self, "seal_below", True)

    @property
    def filled(self) -> bool:
        """Whether an opinion is written here."""
        return bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class Picture:
    """A box for a photo: a JPEG that fills it, or, empty, the place to glue one."""

    content: bytes = b""
    columns: int = 1
    rows: int = 1

    @property
    def filled(self) -> bool:
        """Whether a photo is printed here."""
        return bool(self.content)


FormCell = Label | Value | Named | Ticks | Opinion | Picture


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form; ``height`` is the least it takes, long texts make it taller."""

    cells: tuple[FormCell, ...]
    height: float = 9


@dataclass(frozen=True, slots=True)
class FormTable:
    """A ruled form. ``columns`` are relative widths; cells flow around those that span several rows."""

    columns: tuple[float, ...]
    rows: tuple[FormRow, ...]
