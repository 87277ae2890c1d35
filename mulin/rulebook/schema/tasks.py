"""Task lists and milestones: what is to be done by when, and what is to be reached at which date."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field, model_validator

from mulin.rulebook.schema.base import Amount, Clause, Identifier, MeasureRef, Named, ParameterRef, Sourced
from mulin.rulebook.schema.duties import Period


class TaskDue(Clause):
    """When a task is due: a day (or the parameter that holds our reading of the words), or all year long.

    ``words`` keeps the document's own wording, such as 3月初.
    """

    words: str
    by: datetime.date | ParameterRef | None = None
    all_year: bool = False

    @model_validator(mode="after")
    def one_of_two(self) -> TaskDue:
        """Either a day or the whole year."""
        if (self.by is None) == (not self.all_year):
            raise ValueError("完成时间请写 by（日期或参数），或 all_year: true，两者取一")
        return self


class Cadence(Clause):
    """At least so many times in each period."""

    period: Period
    times: Amount


class TaskAction(Named):
    """A group of tasks under one heading."""

    id: Identifier


class TaskGoal(Clause):
    """How facts show that a task is done: the measure reaches a value at the subject that leads the programme."""

    name: str
    measure: MeasureRef
    at_least: Amount


class Task(Sourced):
    """One task of a list: text, due, lead offices; done by facts (``goals``, a duty) or by report."""

    id: Identifier
    number: int
    action: Identifier
    text: str = ""
    due: TaskDue
    lead: tuple[Identifier, ...] = Field(min_length=1, description="牵头单位，主责在前")
    cadence: Cadence | None = None
    duty: Identifier | None = None
    goals: tuple[TaskGoal, ...] = ()
    because: str = Field(default="", description="没有事实可以证明时：凭什么销号")


class TaskList(Sourced):
    """The tasks of one year."""

    id: Identifier
    year: int | None = None
    actions: tuple[TaskAction, ...] = Field(min_length=1)
    tasks: tuple[Task, ...] = Field(min_length=1)


class Target(Named):
    """One thing to be reached at a milestone. Without a measure it is ticked off by a person, ``because`` says on what.

    ``unit`` says how the value reads: ``count``, ``share`` (``at_least`` is written 1 for 100 %) or ``yes``.
    """

    id: Identifier
    measure: MeasureRef | None = None
    at_least: Amount | None = None
    unit: Literal["count", "share", "yes"] = "count"
    aspiration: bool = Field(default=False, description="力争，未达不算落后")
    reading: str = Field(default="", description="本产品怎样读这一目标")
    because: str = ""

    @model_validator(mode="after")
    def measured_or_explained(self) -> Target:
        """A measure with its value, or a word on who decides."""
        if (self.measure is None) != (self.at_least is None):
            raise ValueError("目标的 measure 和 at_least 要一起写")
        if self.measure is None and not self.because:
            raise ValueError("没有 measure 的目标请写 because，说明凭什么认定")
        return self


class Milestone(Sourced):
    """What the subject is to have reached by a day. ``cumulative``: counts everything up to then."""

    id: Identifier
    subjects: tuple[Identifier, ...] = Field(min_length=1)
    day: datetime.date
    words: str = Field(default="", description="文件的写法")
    cumulative: bool = False
    targets: tuple[Target, ...] = Field(min_length=1)
