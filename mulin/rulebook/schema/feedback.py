"""Feedback of communities about members, quarterly reports with the card, and hearing the community."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from mulin.rulebook.schema.base import Amount, Clause, Identifier, Named, ParameterRef, Sourced
from mulin.rulebook.schema.duties import MemberCategory, Period

Switch = bool | ParameterRef


class Aspect(Named):
    """What of a member's conduct is evaluated, such as 参与活动."""

    id: Identifier


class Receiver(Named):
    """Who gets the card. ``who``: the home organisation, the member, a named office, or a body above the home.

    ``office``: the name of the office. ``kind``: the nearest body of this kind above the home organisation. ``ranks``:
    only the cards of members of these ranks; empty, all. ``replies``: is an answer expected?
    """

    id: Identifier
    who: Literal["home", "member", "office", "above"]
    office: ParameterRef | None = None
    kind: Identifier | None = None
    ranks: tuple[Literal["general", "senior"], ...] = ()
    replies: bool = False

    @model_validator(mode="after")
    def can_be_found(self) -> Receiver:
        """Only an office is found by a parameter, and a body above by its kind."""
        if self.office is not None and self.who != "office":
            raise ValueError("office 只用于按名称找的部门（who: office）")
        if (self.who == "above") != (self.kind is not None):
            raise ValueError("以上最近的组织（who: above）请写 kind，其他不写")
        return self


class Reporting(Clause):
    """Members report with their card: at least once in each period, written down as an activity of this kind."""

    activity: Identifier
    period: Period


class FeedbackRule(Sourced):
    """When communities give feedback about members, what stands on the card, who receives it, by when.

    ``half_yearly`` and ``at_year_end`` may both hold: then the second half-year's card carries the yearly evaluation.
    ``activity``: issuing a community's cards of a half-year is written down once, as an activity of this kind.
    """

    id: Identifier
    title: str = Field(description="卡的名称")
    categories: tuple[MemberCategory, ...] = ()
    activity: Identifier | None = Field(default=None, description="发出一期反馈卡记为哪类活动")
    half_yearly: Switch
    at_year_end: Switch
    aspects: tuple[Aspect, ...] = ()
    aspects_each_time: Switch = Field(default=False, description="每次都逐项评议，不只在年底")
    marks: ParameterRef | None = Field(default=None, description="逐项评议的档次，由好到差")
    receivers: tuple[Receiver, ...] = Field(min_length=1)
    shows_points: Switch = False
    opinion_within_days: Amount | None = Field(default=None, description="期末后几天内发出")
    reply_within_days: Amount | None = Field(default=None, description="单位收到后几天内答复")
    reporting: Reporting | None = None


class Occasion(Named):
    """A decision about a member for which the community is asked, such as 评优评先."""

    id: Identifier


class Hook(Named):
    """What the conduct in the community counts in (三挂钩); ``occasions`` are the consultations that serve it."""

    id: Identifier
    occasions: tuple[Identifier, ...] = ()


class ConsultationRule(Sourced):
    """On which occasions the community must be heard, by when it answers, and what all of it counts in."""

    id: Identifier
    occasions: tuple[Occasion, ...] = Field(min_length=1)
    must: bool = Field(default=True, description="必须听取社区意见")
    answer_within_days: Amount | None = Field(default=None, description="社区在几天内答复")
    hooks: tuple[Hook, ...] = ()
