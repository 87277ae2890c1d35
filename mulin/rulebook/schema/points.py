"""Points schemes (积分): parts that add up, rules that give or take, caps, carry-over, exchange."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from mulin.rulebook.schema.base import (
    Amount,
    Clause,
    Exact,
    Identifier,
    MeasureRef,
    Named,
    ParameterRef,
    Share,
    Sourced,
)
from mulin.rulebook.schema.duties import Period


class PointsCategory(Named):
    """A category of those who collect points, such as 在职 or 流动; each can have its own rules."""

    id: Identifier


class PointsPart(Named):
    """A part of the total, such as the base part (基础分). Without ``max`` it has no ceiling.

    ``starts_full``: begins at its maximum and only loses. ``bonus``: counts above the total of the scheme.
    """

    id: Identifier
    max: Amount | None = None
    starts_full: bool = False
    bonus: bool = False


class GradeWorth(Clause):
    """What a grade of the appraisal is worth: a share of the maximum of the rule's part."""

    grade: str = Field(min_length=1, description="等次名称，同民主评议的写法")
    share: Share | ParameterRef


class PointsRule(Sourced):
    """So many points for each thing done; negative points take away. Without a measure someone registers it.

    ``cap`` limits what this kind of thing gives (or takes) within ``cap_period``. ``empties`` sets the whole part
    to zero when the thing has happened once. ``grades``: given once by the grade of the year's appraisal instead.
    """

    id: Identifier
    part: Identifier
    points: Exact = Field(description="每一次得（负数为扣）几分")
    categories: tuple[Identifier, ...] = Field(default=(), description="只适用于这些类别；空为全部")
    measure: MeasureRef | None = None
    because: str = Field(default="", description="没有度量时：由谁、凭什么登记")
    cap: Amount | None = None
    cap_period: Period | Literal["day"] | None = None
    empties: bool = False
    grades: tuple[GradeWorth, ...] = Field(default=(), description="按民主评议等次折算：各等次占本部分满分的几成")

    @model_validator(mode="after")
    def grades_are_not_measured(self) -> PointsRule:
        """A rule follows facts or the appraisal, not both; each grade is named once."""
        names = [one.grade for one in self.grades]
        if names and self.measure is not None:
            raise ValueError("按等次折算（grades）的事项不能再写度量（measure）")
        if len(set(names)) < len(names):
            raise ValueError("grades 里同一等次写了两次")
        return self


class Exchange(Sourced):
    """Points given back for a service or a thing, such as 嘉园卡; an exchange never touches the yearly total."""

    id: Identifier
    points: Amount = Field(description="每次兑换用几分")
    period: Period
    at_least: Amount = Field(description="每期至少提供几项")
    better: Amount | None = Field(default=None, description="最好提供几项")


class PointsCarryOver(Clause):
    """A share of last year's points that counts this year, up to ``cap``."""

    share: Share
    cap: Exact | None = None


class PointsResult(Clause):
    """What a year's total comes to in the yearly review, such as 合格: from so many points on."""

    id: Identifier
    name: str = Field(min_length=1)
    at_least: Amount


class PointsScheme(Sourced):
    """One scheme: what members or nodes collect in a year. The total never falls below ``floor``.

    Without ``total`` points are saved up without a ceiling, to be given back for services. ``tie`` says who among
    members collects: those who belong to an organisation, or those who live in a place. ``separate_hands``: whoever
    registered points does not publish them. ``lasting``: a year begins with all that the years before came to.
    """

    id: Identifier
    subjects: Literal["members", "nodes"]
    tie: Literal["home_organisation", "residence"] = "home_organisation"
    total: Exact | None = None
    floor: Exact = Field(description="最低分，通常为 0")
    categories: tuple[PointsCategory, ...] = ()
    parts: tuple[PointsPart, ...] = Field(min_length=1)
    rules: tuple[PointsRule, ...] = Field(min_length=1)
    registered: Period | None = Field(default=None, description="多久登记一次")
    published: Period | None = Field(default=None, description="多久公示一次")
    reviewed: Period | None = Field(default=None, description="多久评议一次")
    objection_days: Amount | None = Field(default=None, description="公示几天内可以提出异议")
    separate_hands: bool = Field(default=False, description="登记人与公示人须分开")
    results: tuple[PointsResult, ...] = Field(default=(), description="年度评审的结果，由高到低")
    lasting: bool = Field(default=False, description="多年累计，不按年清零")
    carry_over: PointsCarryOver | None = None
    exchanges: tuple[Exchange, ...] = ()

    @model_validator(mode="after")
    def lasting_or_carried_over(self) -> PointsScheme:
        """What lasts is not carried over in part besides."""
        if self.lasting and self.carry_over is not None:
            raise ValueError("多年累计（lasting）的积分不再写结转（carry_over）")
        return self
