"""A pack: one edition of one institution, whole."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any, Literal, TypeVar

from pydantic import Field, model_validator

from mulin.rulebook.schema.appraisals import AppraisalScheme
from mulin.rulebook.schema.averaging import with_averages
from mulin.rulebook.schema.base import Clause, Document, Identifier, Parameter
from mulin.rulebook.schema.boards import BoardRule, GreetingRule
from mulin.rulebook.schema.decisions import DecisionTable
from mulin.rulebook.schema.duties import ActivityKind, Duty, Post
from mulin.rulebook.schema.feedback import ConsultationRule, FeedbackRule
from mulin.rulebook.schema.floating import FloatingRule
from mulin.rulebook.schema.funding import FundingNorm
from mulin.rulebook.schema.grades import Grading
from mulin.rulebook.schema.papers import Archive, Paper
from mulin.rulebook.schema.points import PointsScheme
from mulin.rulebook.schema.procedures import Procedure
from mulin.rulebook.schema.registration import Registration
from mulin.rulebook.schema.rubrics import Rubric
from mulin.rulebook.schema.service import GroupRules, PledgeRules, PostRules, TeamRules, VolunteerRules
from mulin.rulebook.schema.structures import Organ, Structure
from mulin.rulebook.schema.tasks import Milestone, TaskList
from mulin.rulebook.schema.transfers import TransferRule
from mulin.rulebook.schema.vocabulary import Office, Phase, PremisesKind, Provision, SubjectKind

Found = TypeVar("Found")


class Acknowledgement(Clause):
    """A lint warning that the author has read and answered."""

    warning: str
    place: str
    because: str


class Pack(Clause):
    """One edition of one institution."""

    pack: Identifier
    edition: str
    title: str
    summary: str = ""
    kind: Literal["institution", "creation"] = Field(
        default="institution", description="creation：创建示范活动，须有依据文件"
    )
    since: datetime.date
    until: datetime.date | None = None
    year_begins: int = Field(
        default=1, ge=1, le=12, description="一年从几月起，例如学年写 9；只管度量的本年、本半年、本季度"
    )
    overrides: tuple[Identifier, ...] = Field(
        default=(), description="与这些制度的同名条款不一致时，以本制度为准，例如现行党内法规"
    )
    documents: tuple[Document, ...] = Field(min_length=1)
    parameters: tuple[Parameter, ...] = ()
    kinds: tuple[SubjectKind, ...] = ()
    offices: tuple[Office, ...] = ()
    premises: tuple[PremisesKind, ...] = ()
    phases: tuple[Phase, ...] = ()
    provisions: tuple[Provision, ...] = ()
    structures: tuple[Structure, ...] = ()
    organs: tuple[Organ, ...] = ()
    posts: tuple[Post, ...] = ()
    activities: tuple[ActivityKind, ...] = ()
    duties: tuple[Duty, ...] = ()
    rubrics: tuple[Rubric, ...] = ()
    gradings: tuple[Grading, ...] = ()
    points: tuple[PointsScheme, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    task_lists: tuple[TaskList, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    papers: tuple[Paper, ...] = ()
    archives: tuple[Archive, ...] = ()
    funding: tuple[FundingNorm, ...] = ()
    decisions: tuple[DecisionTable, ...] = ()
    registration: tuple[Registration, ...] = ()
    transfers: tuple[TransferRule, ...] = ()
    floating: tuple[FloatingRule, ...] = ()
    appraisals: tuple[AppraisalScheme, ...] = ()
    feedback: tuple[FeedbackRule, ...] = ()
    consultations: tuple[ConsultationRule, ...] = ()
    post_rules: tuple[PostRules, ...] = ()
    team_rules: tuple[TeamRules, ...] = ()
    volunteer_rules: tuple[VolunteerRules, ...] = ()
    group_rules: tuple[GroupRules, ...] = ()
    pledge_rules: tuple[PledgeRules, ...] = ()
    boards: tuple[BoardRule, ...] = ()
    greetings: tuple[GreetingRule, ...] = ()
    acknowledged: tuple[Acknowledgement, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def averages_filled_in(cls, values: Any) -> Any:
        """Rubrics that average another one have its sections."""
        return with_averages(values)

    def rubric(self, rubric_id: str) -> Rubric:
        """The rubric with this id; ``KeyError`` when the pack has none."""
        return next_or_key_error((r for r in self.rubrics if r.id == rubric_id), rubric_id)

    def duty(self, duty_id: str) -> Duty:
        """The duty with this id; ``KeyError`` when the pack has none."""
        return next_or_key_error((d for d in self.duties if d.id == duty_id), duty_id)

    def grading(self, rubric_id: str) -> Grading | None:
        """The grades of a rubric, or nothing when it only scores."""
        return next((g for g in self.gradings if g.rubric == rubric_id), None)


def next_or_key_error(found: Iterator[Found], key: str) -> Found:
    """The first found, or a ``KeyError`` that names what was looked for."""
    for one in found:
        return one
    raise KeyError(key)
