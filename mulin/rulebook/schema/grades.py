"""Grades: thresholds, conditions on children and facts, quotas by rank, vetoes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from mulin.rulebook.schema.base import (
    Amount,
    Clause,
    Exact,
    Identifier,
    MeasureRef,
    ParameterRef,
    Share,
    Source,
)


class ChildrenCondition(Clause):
    """So great a share of the subordinate subjects hold a grade: each kind by itself, or all kinds pooled.

    A kind without subjects is skipped; with no subject of any kind the condition cannot be met, and says so.
    """

    when: Literal["children"]
    kinds: tuple[Identifier, ...] = Field(min_length=1)
    grade: Identifier
    share: Share
    pooled: bool = False
    source: Source


class ChildrenCountCondition(Clause):
    """At least so many subordinate subjects of these kinds hold a grade."""

    when: Literal["children_count"]
    kinds: tuple[Identifier, ...] = Field(min_length=1)
    grade: Identifier
    at_least: Amount
    source: Source


class FactCondition(Clause):
    """A measure reaches a value."""

    when: Literal["facts"]
    name: str
    measure: MeasureRef
    at_least: Amount
    source: Source


class SectionCondition(Clause):
    """A section of the rubric reaches so many points by itself."""

    when: Literal["section"]
    section: Identifier
    at_least: Exact
    source: Source


class VetoCondition(Clause):
    """No veto event (一票否决) is in effect. The kinds are a parameter; an empty list: "not configured"."""

    when: Literal["no_veto"]
    kinds: ParameterRef
    months: int | None = Field(default=None, ge=1, description="事项生效几个月；不写则到解除为止")
    source: Source


Condition = Annotated[
    ChildrenCondition | ChildrenCountCondition | FactCondition | SectionCondition | VetoCondition,
    Field(discriminator="when"),
]


class Quota(Clause):
    """Only the best so many (a number or a share of all), ranked by total, then by the sections ``then_by``.

    ``within``: ranked among those under the same node of this kind, such as the classes of one school year, each
    with its own places. ``ties`` at the edge all fall out, or all come in.
    """

    number: Amount | None = None
    share: Share | None = None
    rounding: Literal["down", "up"] = "down"
    within: Identifier | None = None
    then_by: tuple[Identifier, ...] = Field(default=(), description="总分相同时依次比哪些部分的得分")
    ties: Literal["out", "in"] = Field(default="out", description="末位仍然并列的：都不占名额，或者都给")

    @model_validator(mode="after")
    def limits_something(self) -> Quota:
        """A number, a share, or both."""
        if self.number is None and self.share is None:
            raise ValueError("名额请写 number 或 share，也可以都写")
        return self


class GradeLevel(Clause):
    """One grade, such as 标准型. Levels stand lowest first; ``requires`` names a grade that must hold."""

    id: Identifier
    name: str
    score_from: Exact
    requires: Identifier | None = None
    conditions: tuple[Condition, ...] = ()
    quota: Quota | None = None
    source: Source


class Grading(Clause):
    """The grades of one rubric."""

    rubric: Identifier
    levels: tuple[GradeLevel, ...] = Field(min_length=1)
