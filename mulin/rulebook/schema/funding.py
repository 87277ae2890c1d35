"""Funding norms: so much for each, who pays, what it may be spent on."""

from __future__ import annotations

from pydantic import Field

from mulin.rulebook.schema.base import Amount, Identifier, MeasureRef, Share, Sourced
from mulin.rulebook.schema.duties import Period


class FundingNorm(Sourced):
    """An amount in yuan for a kind of subject: in all, or for each that ``per`` counts.

    ``matched`` is what another payer adds (1:1 is 100 %); ``growth`` the least growth from year to year.
    """

    id: Identifier
    subjects: tuple[Identifier, ...] = Field(min_length=1)
    payer: str
    earmark: str = Field(description="只能用于")
    yuan: Amount
    per: MeasureRef | None = None
    period: Period = "year"
    matched: Share | None = None
    matched_by: str = ""
    growth: Share | None = None
    condition: str = Field(default="", description="例如：通过上级验收后")
