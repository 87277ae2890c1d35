"""Structures: which organisations a place should have, what is fixed for them, which powers they hold; and organs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from mulin.rulebook.schema.base import Amount, Identifier, Named, ParameterRef, Sourced

Fixed = Literal["time", "place", "content"]
"""What is fixed of an organisation's life: when, where, what."""


class StructurePart(Named):
    """One kind of organisation a structure asks for.

    ``in_each``: one in every place of these kinds in the area; empty: in the area itself. ``under``: the part whose
    organisation it must belong to. ``gathers``: instead of a number, every organisation located in the area must stand
    under that part, but those in units of the kinds ``except_in``.
    """

    id: Identifier
    organisations: tuple[Identifier, ...] = Field(default=(), description="哪些种类的组织算数；空为各类党组织")
    in_each: tuple[Identifier, ...] = ()
    at_least: Amount = Field(default=1, validate_default=True)
    at_most: Amount | None = None
    under: Identifier | None = None
    gathers: bool = False
    except_in: tuple[Identifier, ...] = Field(default=(), description="设在这些种类单位中的除外")
    duties: tuple[str, ...] = ()
    reading: str = Field(default="", description="本产品怎样读这一要求")

    @model_validator(mode="after")
    def gathered_under_something(self) -> StructurePart:
        """A part that gathers says under which part."""
        if self.gathers and self.under is None:
            raise ValueError("写了 gathers 的部分请写 under，说明归哪一部分管理")
        if not self.gathers and not self.organisations:
            raise ValueError("请写 organisations，说明哪些种类的组织算数")
        return self


class Power(Named):
    """A power of the organisation of part ``held_by``: over organisations in units or places of kinds, or members."""

    id: Identifier
    held_by: Identifier
    over: tuple[Identifier, ...] = Field(default=(), description="对设在这些单位、区域中的党组织")
    over_members: bool = Field(default=False, description="对区域内党员")

    @model_validator(mode="after")
    def over_somebody(self) -> Power:
        """A power is a power over somebody."""
        if not self.over and not self.over_members:
            raise ValueError("请写这一权力对谁：over 或 over_members")
        return self


class Structure(Sourced):
    """Which organisations an area has: asked of areas of ``subjects``, and of others where its first part stands."""

    id: Identifier
    subjects: tuple[Identifier, ...] = Field(min_length=1)
    parts: tuple[StructurePart, ...] = Field(min_length=1)
    fixed: tuple[Fixed, ...] = Field(default=(), description="组织生活应固定的内容")
    powers: tuple[Power, ...] = ()


class OrganPosition(Named):
    """A position in an organ, and how many hold it."""

    id: Identifier
    at_least: Amount = Field(default=1, validate_default=True)
    at_most: Amount | None = None
    hours: bool = Field(default=False, description="要写明值班时间")


class Organ(Sourced):
    """A leading group, office, working group or meeting that a kind of node sets up, with its roster and duties.

    ``count``: how many of them, such as three inspection groups; each then looks after one node of ``looks_after``.
    """

    id: Identifier
    at: tuple[Identifier, ...] = Field(min_length=1, description="由哪些种类的节点设立")
    part_of: Identifier | None = None
    count: Amount = Field(default=1, validate_default=True)
    positions: tuple[OrganPosition, ...] = Field(min_length=1)
    looks_after: tuple[Identifier, ...] = Field(default=(), description="每个分别联系的对象种类")
    text: str = ""
    duties: tuple[str, ...] | ParameterRef = ()
