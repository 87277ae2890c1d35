"""Service of members in their community: posts, teams, volunteers, party groups by post, pledges."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mulin.rulebook.schema.base import Amount, Clause, Identifier, Named, ParameterRef, Sourced
from mulin.rulebook.schema.duties import MemberCategory, Period

Fact = Literal["age", "health", "job", "family", "skill", "wish", "place", "gender"]
"""What is known of a member and may speak for a post or a group."""


class Suit(Clause):
    """Whom a post suits: a fact of the member, by words found in it or by an age; ``because`` is told to people."""

    fact: Fact
    words: tuple[str, ...] = ()
    at_least: int | None = Field(default=None, description="年龄不小于")
    at_most: int | None = Field(default=None, description="年龄不大于")
    because: str


class CataloguePost(Sourced):
    """A post of the catalogue that a community may switch on, with its duties."""

    id: Identifier
    category: str = Field(description="岗位类别，同类岗位编入同一党小组")
    duties: str = ""
    suits: tuple[Suit, ...] = ()


class PostRules(Sourced):
    """A catalogue of posts, and what follows when somebody cannot serve or is absent."""

    id: Identifier
    posts: tuple[CataloguePost, ...] = ()
    named: ParameterRef | None = Field(default=None, description="文件没有列出岗位时：由各地填写的岗位名称")
    own_posts: Amount | None = Field(default=None, description="社区可自设的岗位数，例如 6+X 的 X")
    places: Amount | None = Field(default=None, description="每个岗位默认的名额")
    adjust_after_months: Amount | None = Field(default=None, description="连续几个月不能履职的应申请调整")
    categories: tuple[MemberCategory, ...] = Field(default=(), description="只与这些类别党员的单位联系；空为全部")
    contact_after_months: Amount | None = Field(default=None, description="连续几个月未参加活动的应与所在单位联系")
    contact_within_days: Amount | None = Field(default=None, description="应在几天内联系")
    answer_within_days: Amount | None = Field(default=None, description="请单位在几天内答复")


class TeamRules(Sourced):
    """Teams (团组) with a fixed post, duty and time: how often needs go to them, and how both are written down."""

    id: Identifier
    needs_period: Period
    needs_activity: Identifier = Field(description="需求清单交团组，记作哪类活动")
    work_activity: Identifier | None = Field(default=None, description="团组开展服务，记作哪类活动")
    answer_within_days: Amount | None = Field(default=None, description="团组在几天内答复")


class VolunteerService(Named):
    """A kind of voluntary service."""

    id: Identifier
    words: tuple[str, ...] = Field(default=(), description="特长里有这些词的适合")


class VolunteerRules(Sourced):
    """Volunteers: kinds of service, how often they gather, how often the community sums up."""

    id: Identifier
    services: tuple[VolunteerService, ...] = Field(min_length=1)
    gathers: Period | None = Field(default=None, description="多久集中服务一次")
    summed_up: Period | None = Field(default=None, description="多久总结一次并订计划")
    activity: Identifier | None = Field(default=None, description="志愿服务记作哪类活动")
    gathering: Identifier | None = Field(default=None, description="集中服务记作哪类活动")
    summary: Identifier | None = Field(default=None, description="总结和计划记作哪类活动")
    answer_within_days: Amount | None = Field(default=None, description="居民求助几天内安排")


class GroupRules(Sourced):
    """Party groups by post: size, likeness, and what a leader owes."""

    id: Identifier
    least: Amount = Field(description="每组至少几人")
    most: Amount = Field(description="每组至多几人")
    alike_by: tuple[Fact, ...] = Field(default=(), description="同类岗位内依次按哪些情况相近编组")
    leader_duties: tuple[str, ...] = ()
    leader_virtues: tuple[str, ...] | ParameterRef = Field(default=(), description="五个好")


class PledgeRules(Sourced):
    """Pledges and deeds: how many practical things each member does in a period."""

    id: Identifier
    least: Amount
    most: Amount | None = None
    period: Period
    deed_activity: Identifier | None = Field(default=None, description="办成的实事记作哪类活动")
