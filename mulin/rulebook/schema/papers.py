"""Papers and archives: forms described row by row, and the volumes that fill themselves."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from mulin.rulebook.schema.base import Clause, Identifier, Named, ParameterRef, Sourced
from mulin.rulebook.schema.duties import Period


class Cell(Clause):
    """One cell: a printed ``label``, a ``fact`` filled in by the system, or a blank to write in.

    A fact is a dotted name such as ``node.name`` or ``application.grade``; ``choices`` are tick boxes, each with the
    value that ticks it.
    """

    label: str = ""
    fact: str = Field(default="", pattern=r"^$|^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")
    kind: Literal["label", "text", "long_text", "integer", "date", "choice", "list", "opinion"] = "label"
    choices: dict[str, str] = Field(default_factory=dict, description="值: 打印的文字")
    columns: int = Field(default=1, ge=1)
    rows: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def says_something(self) -> Cell:
        """A label cell has a label; a tick-box cell has boxes."""
        if self.kind == "label" and not self.label and not self.fact:
            raise ValueError("这一格既没有 label 也没有 fact；空白格请写 kind: text")
        if self.kind == "choice" and not self.choices:
            raise ValueError("选项格请写 choices")
        return self


class Row(Clause):
    """A row of the form; ``height`` counts lines of writing."""

    cells: tuple[Cell, ...] = Field(min_length=1)
    height: int = Field(default=1, ge=1)


class Paper(Sourced):
    """A printable form, card or letter; ``{street}`` in the title is the street's name."""

    id: Identifier
    subjects: tuple[Identifier, ...] = Field(min_length=1)
    title: str
    subtitle: str = ""
    columns: int = Field(ge=1, description="表格列数")
    rows: tuple[Row, ...] = Field(min_length=1)
    seal: bool = Field(default=False, description="有盖章处")
    date_line: bool = Field(default=False, description="有年月日")
    parts: int = Field(default=1, ge=1, description="联数，二联单写 2")


class ArchiveVolume(Named):
    """A volume and what falls into it by itself: activities of these kinds, these papers.

    ``called`` is the parameter with its name, where the document counts the volume and does not name it.
    """

    id: Identifier
    number: int
    called: ParameterRef | None = None
    activities: tuple[Identifier, ...] = ()
    papers: tuple[Identifier, ...] = ()
    note: str = ""


class ArchiveRound(Named):
    """A regular piece of work on the archive, such as 每周完善."""

    id: Identifier
    period: Period


class ArchiveStandard(Named):
    """One thing that is kept in the same form everywhere, such as 档案封面, with the form where there is one."""

    id: Identifier
    paper: Identifier | None = None


class Archive(Sourced):
    """The volumes a kind of subject keeps; ``requires`` is what must be there, such as 有统一标号."""

    id: Identifier
    subjects: tuple[Identifier, ...] = Field(min_length=1)
    standards: tuple[ArchiveStandard, ...] = ()
    requires: tuple[str, ...] = ()
    volumes: tuple[ArchiveVolume, ...] = Field(min_length=1)
    rounds: tuple[ArchiveRound, ...] = ()
