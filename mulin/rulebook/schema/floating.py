"""Floating members: out and in, permits, urging, census, and what flags a self-withdrawal."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mulin.rulebook.schema.base import Amount, Clause, Identifier, Share, Sourced
from mulin.rulebook.schema.duties import Period

Ground = Literal["organisation_life", "dues", "contact"]


class SelfWithdrawal(Clause):
    """When the facts flag a member; people decide. ``months`` on end, each ground for itself, without a known cause.

    ``activities``: the kinds of activity that are organisation life, of this pack or of others in force; empty, every
    activity by name counts.
    ``majority``: the share of those entitled to vote that a decision must exceed;
    ``quorum``: the share of them who must be there.
    """

    months: Amount
    grounds: tuple[Ground, ...] = Field(min_length=1)
    activities: tuple[Identifier, ...] = ()
    majority: Share
    quorum: Share | None = None


class FloatingRule(Sourced):
    """How members who go away or come are looked after.

    ``urge_from_months``: from exactly so many months at a fixed place on, the transfer of the relation
    is urged; below, a permit is given. ``contact_months``: either side hears of the other at least so often.
    ``mend_days``: the term set after criticism, when nobody sets another. ``census``: how often those who came are
    counted, with ``census_days`` to do it.
    """

    id: Identifier
    urge_from_months: Amount
    contact_months: Amount | None = None
    mend_days: Amount | None = None
    census: Period | None = None
    census_days: Amount | None = None
    withdrawal: SelfWithdrawal | None = None
    text: str = ""
