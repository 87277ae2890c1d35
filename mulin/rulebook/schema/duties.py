"""Posts, activity kinds and duties: who owes what, how often, judged from which facts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from mulin.rulebook.schema.base import Amount, Clause, Identifier, MeasureRef, Sourced

MEMBER = "member"
"""The kind of subject that is a person."""

MemberCategory = Literal["employed", "no_post", "non_public", "floating", "elderly_or_ill"]
"""The five categories of members."""

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

    @model_validator(mode="after")
    def choices_when_choosing(self) -> ActivityField:
        """Only a choice has choices, and at least two."""
        if len(self.choices) == 1 or (self.kind == "choice") != bool(self.choices):
            raise ValueError("选项栏（kind: choice）请写两个以上 choices，其他栏不写")
        return self


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


class Among(Clause):
    """Which members owe a duty of members.

    ``tie`` is the one that leads them below the programme's node: members whose home organisation
    (``home_organisation``) or whose community (``residence``) stands there on the first day of the period. Only of
    these ``categories``, only whose organisation or community is or stands below a node of the kinds ``within``;
    empty: all.
    """

    tie: Literal["home_organisation", "residence"] = "home_organisation"
    categories: tuple[MemberCategory, ...] = ()
    within: tuple[Identifier, ...] = ()


class Duty(Sourced):
    """What each subject of some kinds owes in every period: at least ``times`` of what the measure counts.

    The measure is asked over each period of the duty, whatever window it names. Without ``times`` (a parameter that is
    not configured) nothing is owed yet. ``subjects: [member]``: every member owes it, or those ``among`` them.
    """

    id: Identifier
    subjects: tuple[Identifier, ...] = Field(min_length=1)
    period: Period
    times: Amount
    measure: MeasureRef
    due: Due = Field(default_factory=Due)
    excused_without: MeasureRef | None = Field(default=None, description="此数为零的对象免责，例如没有小区的社区")
    among: Among | None = Field(default=None, description="党员个人的职责：哪些党员")

    @property
    def of_members(self) -> bool:
        """Whether people owe it, and no node."""
        return self.subjects == (MEMBER,)

    @property
    def members(self) -> Among:
        """Which members owe it; all of them when nothing narrows it down."""
        return self.among or Among()

    @model_validator(mode="after")
    def people_or_nodes(self) -> Duty:
        """A duty is owed by members or by nodes, not by both; only members are chosen ``among``."""
        if MEMBER in self.subjects and not self.of_members:
            raise ValueError("党员个人的职责请单独写，subjects 只写 [member]")
        if self.among is not None and not self.of_members:
            raise ValueError("among 只用于 subjects: [member]")
        return self
