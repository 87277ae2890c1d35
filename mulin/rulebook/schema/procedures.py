"""Procedures (议事程序): steps, who must take part, quorum, ballots, disclosures with clocks."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from mulin.rulebook.schema.base import Amount, Clause, Identifier, Named, Share, Sourced


class Party(Named):
    """Who takes part in a procedure, such as 业委会; ``at_least`` people must come when the party is required."""

    id: Identifier
    at_least: Amount | None = None


class Quorum(Clause):
    """How many must be there: a number, or a share of all entitled; ``more_than`` leaves the edge out."""

    number: Amount | None = None
    share: Share | None = None
    more_than: bool = False

    @model_validator(mode="after")
    def asks_for_some(self) -> Quorum:
        """A number, a share, or both."""
        if self.number is None and self.share is None:
            raise ValueError("到会人数请写 number 或 share")
        return self


class Ballot(Clause):
    """A vote: the answers, what it is a share of, and from which share the answer passes."""

    choices: tuple[str, ...] = Field(default=("同意", "不同意", "弃权"), min_length=2)
    of: Literal["present", "entitled"] = "present"
    passes: Share
    more_than: bool = Field(default=False, description="须超过（不含本数）")
    secret: bool = False
    on_paper: bool = Field(default=True, description="可用纸质票，汇总后录入")


class Disclosure(Clause):
    """Something made public for so many days, with objections answered within so many."""

    what: str
    days: Amount
    working_days: bool = False
    objections: bool = False
    answer_within_days: Amount | None = None


class Step(Named):
    """One step. ``within_days`` runs from the end of the step before; a refusal goes back to ``back_to`` or ends it."""

    id: Identifier
    text: str = ""
    who: tuple[Identifier, ...] = Field(min_length=1, description="必须参加的各方")
    within_days: Amount | None = None
    quorum: Quorum | None = None
    ballot: Ballot | None = None
    disclosure: Disclosure | None = None
    minutes: bool = True
    back_to: Identifier | None = None


class Procedure(Sourced):
    """How a matter is decided at a kind of subject, step by step."""

    id: Identifier
    subjects: tuple[Identifier, ...] = Field(min_length=1)
    activity: Identifier | None = Field(default=None, description="各步记为哪类活动")
    parties: tuple[Party, ...] = Field(min_length=1)
    steps: tuple[Step, ...] = Field(min_length=1)
    editable: bool = Field(default=False, description="文件没有写全，各步由谁做是可改的默认值")
