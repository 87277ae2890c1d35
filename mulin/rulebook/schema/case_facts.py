"""What a case beside a pack says of the world: facts at a level a jurist can read.

The node that is judged is called ``subject``; other nodes get the name under which a fact introduces them.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from mulin.rulebook.schema.base import Clause, Exact, Identifier

SUBJECT = "subject"
Days = Annotated[
    tuple[datetime.date, ...],
    BeforeValidator(lambda value: value if isinstance(value, list | tuple) else [value]),
    Field(min_length=1),
]
"""One day, or several when the same thing happened on each of them."""

FieldValue = Annotated[
    str | int | bool, BeforeValidator(lambda value: f"{value}" if isinstance(value, float) else value)
]
"""What is written into a field of an activity; a number with decimals as text, exact."""


class Fact(Clause):
    """Something recorded. ``since`` and ``until`` date what lasts; without ``since`` it was there before the case."""

    since: datetime.date | None = None
    until: datetime.date | None = None


class NodeFact(Fact):
    """A place or organisation in the tree, under another, or ``beside`` one: under the same superior."""

    node: Identifier
    kind: Identifier
    under: Identifier | None = None
    beside: Identifier | None = None

    @model_validator(mode="after")
    def stands_somewhere(self) -> NodeFact:
        """Under one, or beside one."""
        if (self.under is None) == (self.beside is None):
            raise ValueError("请写 under（在谁之下）或 beside（和谁同属一个上级），两者取一")
        return self


class UnitFact(Fact):
    """A unit located in a node; ``organisation_due``: it should have a party organisation."""

    unit: Identifier
    kind: Identifier = "enterprise"
    located_in: Identifier = SUBJECT
    organisation_due: bool = False


class OrganisationFact(Fact):
    """A party organisation of a kind, standing in a place or unit, with so many members."""

    organisation: Identifier
    located_in: Identifier = SUBJECT
    members: int = Field(default=3, ge=0)


class GuideFact(Fact):
    """A party-building guide named for a unit."""

    guide_of: Identifier


class PremisesFact(Fact):
    """Premises of a kind kept by a node, at a level of their standard."""

    premises: Identifier
    kept_by: Identifier = SUBJECT
    standard: Identifier = "none"
    count: int = Field(default=1, ge=1)


class MembersFact(Fact):
    """Members whom an organisation leads."""

    members_at: Identifier
    count: int = Field(default=3, ge=1)


class StaffFact(Fact):
    """People in a post at a node; ``grade`` is their post grade, ``promoted_on`` when they went into leadership."""

    staff: Identifier
    serving: Identifier = SUBJECT
    count: int = Field(default=1, ge=1)
    grade: int | None = None
    promoted_on: datetime.date | None = None


class BrandFact(Fact):
    """A feature brand of a node."""

    brand: str
    of: Identifier = SUBJECT


class ActivityFact(Clause):
    """An activity held, confirmed, with its own fields; ``notice_on`` is the day the notice was sent."""

    activity: Identifier
    on: Days
    host: Identifier = SUBJECT
    located_in: Identifier | None = None
    fields: dict[Identifier, FieldValue] = Field(default_factory=dict)
    attendances: int = Field(default=0, ge=0)
    notice_on: datetime.date | None = None
    agenda: str = ""


class GradeFact(Fact):
    """A subject holds a grade (given, where the case is about those above it); a later one replaces it."""

    grade: Identifier
    of: Identifier


class TotalFact(Clause):
    """The subject's total is so much (given, where the case is about its grade)."""

    total: Exact


class RegisteredFact(Clause):
    """Somebody registered by hand, in the period of a day, how often a rule of the scheme happened to the member."""

    registered: Identifier
    on: datetime.date
    times: int = Field(default=1, ge=0)


class VetoFact(Fact):
    """A veto event of a kind stands against the subject."""

    veto: str
    against: Identifier = SUBJECT


KINDS: dict[str, type[Clause]] = {
    "node": NodeFact,
    "unit": UnitFact,
    "organisation": OrganisationFact,
    "guide_of": GuideFact,
    "premises": PremisesFact,
    "members_at": MembersFact,
    "staff": StaffFact,
    "brand": BrandFact,
    "activity": ActivityFact,
    "grade": GradeFact,
    "total": TotalFact,
    "veto": VetoFact,
    "registered": RegisteredFact,
}


def fact_kind(value: Any) -> str | None:
    """Which kind of fact this is, by the word that only this kind has."""
    if not isinstance(value, dict):
        return None
    first = next(iter(value), None)
    return first if first in KINDS else next((word for word in KINDS if word in value), None)


AnyFact = Annotated[
    Annotated[NodeFact, Tag("node")]
    | Annotated[UnitFact, Tag("unit")]
    | Annotated[OrganisationFact, Tag("organisation")]
    | Annotated[GuideFact, Tag("guide_of")]
    | Annotated[PremisesFact, Tag("premises")]
    | Annotated[MembersFact, Tag("members_at")]
    | Annotated[StaffFact, Tag("staff")]
    | Annotated[BrandFact, Tag("brand")]
    | Annotated[ActivityFact, Tag("activity")]
    | Annotated[GradeFact, Tag("grade")]
    | Annotated[TotalFact, Tag("total")]
    | Annotated[VetoFact, Tag("veto")]
    | Annotated[RegisteredFact, Tag("registered")],
    Discriminator(fact_kind),
]
