"""Appraisal of members (民主评议党员): who reviews in which order, the grades, and how many may have the best one."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from mulin.rulebook.schema.base import Identifier, Named, ParameterRef, Share, Sourced
from mulin.rulebook.schema.duties import Period


class AppraisalGrade(Named):
    """A grade, best first."""

    id: Identifier


class AppraisalLayer(Named):
    """One layer of the review, in order: what each member says of themself, a ballot of the members, what the public
    says (counted on paper), the review by the branch that sets the grade.
    """

    id: Identifier
    way: Literal["self", "ballot", "public", "branch"]


class AppraisalScheme(Sourced):
    """How members are appraised.

    ``best_share``: at most this share of those who are graded has the best grade; ``firm``: a person may not go beyond
    it with a reason. ``graded_stages``: who is graded (a probationary member may take part without a grade).
    ``examined``: an organisation above examines the results. ``hears_community``: the community of residence is heard.
    """

    id: Identifier
    subjects: tuple[Identifier, ...] = Field(min_length=1)
    period: Period = "year"
    activity: Identifier | None = Field(default=None, description="评议会记为哪类活动")
    layers: tuple[AppraisalLayer, ...] = Field(min_length=1)
    grades: tuple[AppraisalGrade, ...] = Field(min_length=2)
    best_share: Share | ParameterRef | None = None
    firm: bool = False
    graded_stages: tuple[Literal["full", "probationary"], ...] = Field(default=("full", "probationary"), min_length=1)
    examined: bool = True
    hears_community: bool = False

    @model_validator(mode="after")
    def a_branch_sets_the_grade(self) -> AppraisalScheme:
        """Layers occur once, and the last one is the review by the branch."""
        ways = [layer.way for layer in self.layers]
        if len(set(ways)) < len(ways) or ways[-1] != "branch":
            raise ValueError("评议各层不能重复，最后一层须为支部评议（way: branch）")
        return self
