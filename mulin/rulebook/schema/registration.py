"""Registration of members with the community where they live (双报到) or with a region."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mulin.rulebook.schema.base import Identifier, Named, ParameterRef, Sourced
from mulin.rulebook.schema.duties import MemberCategory

MonthAndDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", description="月-日，例如 09-10")]
"""A day of every year, such as ``09-10``."""


class Copy(Named):
    """One copy (联) of the card: who keeps it, and whether the community's seal stands on it."""

    id: Identifier
    kept_by: Literal["unit", "community"]
    sealed: bool = True


class Registration(Sourced):
    """Who registers where and by when, on which papers.

    ``categories``: the categories of members it asks; empty, all. ``prepared_by`` and ``received_by`` are days of the
    campaign's year: by when bodies and plans stand, and by when members are sent, received and placed. ``badge``:
    members who trade there may show that they are members (亮牌).
    """

    id: Identifier
    at: Literal["residence", "region"]
    categories: tuple[MemberCategory, ...] = ()
    prepared_by: MonthAndDay | ParameterRef | None = None
    received_by: MonthAndDay | ParameterRef | None = None
    copies: tuple[Copy, ...] = Field(default=(), max_length=2)
    badge: bool = False
    text: str = ""
