"""Posts, activity kinds and duties: who owes what, how often, judged from which facts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mulin.rulebook.schema.base import Amount, Clause, Identifier, MeasureRef, Sourced

Period = Literal["week", "month", "two_months", "quarter", "half_year", "year", "once"]


class Post(Sourced):
    """A post a person can hold, in a node's staff or in a team."""

    id: Identifier
    category: str = ""
    grades: int | None = Field(default=None, description="岗位等级数")


class ActivityField(Clause):
    """A field that only some kinds of activity ask for."""

    id: Identifier
    name: str
    kind: Literal["text", "long_text", "integer", "decimal", "date", "choice", "boolean"] = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    unit: str = ""


class ActivityKind(Sourced):
    """A kind of thing that happens and is written down once, with only the fields it needs."""

    id: Identifier
    hosts: tuple[Identifier, ...] = Field(min_length=1, description="由谁举办：节点种类")
    asks: tuple[Literal["notice", "place", "agenda", "attendance", "minutes", "evidence"], ...] = ()
    fields: tuple[ActivityField, ...] = ()


class Due(Clause):
    """When a period's duty falls due: its last day, so many days after it (or before), or a fixed day."""

    offset_days: int = 0
    month: int | None = Field(default=None, ge=1, le=12)
    day: int | None = Field(default=None, ge=1, le=31)
    shift: Literal["none", "next_workday", "previous_workday"] = "none"


class Duty(Sourced):
    """What each subject of some kinds owes in every period: at least ``times`` of what the measure counts.

    The measure is asked over each period of the duty, whatever window it names. Without ``times`` (a parameter that is
    not configured) nothing is owed yet.
    """

    id: Identifier
    subjects: tuple[Identifier, ...] = Field(min_length=1)
    period: Period
    times: Amount
    measure: MeasureRef
    due: Due = Field(default_factory=Due)
    excused_without: MeasureRef | None = Field(default=None, description="此数为零的对象免责，例如没有小区的社区")
