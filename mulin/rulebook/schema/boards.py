"""Boards on which members in service stand before the residents (监督台), by their own consent."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mulin.rulebook.schema.base import Amount, Identifier, Sourced
from mulin.rulebook.schema.duties import MemberCategory

BoardField = Literal["photo", "name", "unit", "post", "pledge", "phone"]
"""What may stand on a board about a member."""


class BoardRule(Sourced):
    """Where boards stand, what may stand on them, and how long a consent holds."""

    id: Identifier
    places: tuple[Identifier, ...] = Field(min_length=1, description="设台的地方：社区、小区、楼栋")
    categories: tuple[MemberCategory, ...] = Field(default=(), description="哪些类别的党员；空为全部")
    fields: tuple[BoardField, ...] = Field(min_length=1)
    consent_months: Amount = Field(description="同意公开的有效期（月），到期须重新同意")
    text: str = ""


class GreetingRule(Sourced):
    """A greeting on the day of the year on which a member was admitted (政治生日)."""

    id: Identifier
    text: str = Field(description="寄语范文，可用 {name}、{years}；支部可改写")
