"""Cases beside a pack: a story in steps, each of which adds facts and says what is then expected."""

from __future__ import annotations

import datetime

from pydantic import Field, model_validator

from mulin.rulebook.schema.base import Clause, Exact, Identifier
from mulin.rulebook.schema.case_facts import AnyFact


class Expectation(Clause):
    """What must follow: the score of an item, the grade (``none`` for no grade), how a duty was kept, or points.

    ``kept`` and ``overdue`` count the duty's periods of the case up to its day. ``total``: what a member's points come
    to in the year of the case, and the ``result`` they reach (``none`` for no result).
    """

    item: str | None = None
    score: Exact | None = None
    grade: Identifier | None = None
    duty: Identifier | None = None
    kept: int | None = Field(default=None, ge=0)
    overdue: int = Field(default=0, ge=0)
    total: Exact | None = None
    result: str | None = None

    @model_validator(mode="after")
    def one_of_four(self) -> Expectation:
        """An item with its score, a grade, a duty with the periods kept, or a total of points."""
        if (self.item is None) != (self.score is None):
            raise ValueError("item 和 score 要一起写")
        if (self.duty is None) != (self.kept is None):
            raise ValueError("duty 和 kept 要一起写")
        if self.result is not None and self.total is None:
            raise ValueError("result 要和 total 一起写")
        if sum(one is not None for one in (self.item, self.grade, self.duty, self.total)) != 1:
            raise ValueError("请写 item 和 score，或 grade（没有等级写 none），或 duty 和 kept，或 total，四者取一")
        return self


class Step(Clause):
    """Facts that are added, and what is then expected."""

    facts: tuple[AnyFact, ...] = ()
    expect: Expectation


class Case(Clause):
    """One story about one subject. ``since``: the day the pack came into force here, if not its own.

    The subject is one of a ``rubric``; a story about duties alone names its kind as ``subject`` instead. A story about
    ``points`` is one of a member under this scheme: the member comes to every activity told, and ``subject`` is the
    branch or the community where the member collects.
    """

    name: str
    rubric: Identifier | None = None
    subject: Identifier | None = None
    points: Identifier | None = None
    as_of: datetime.date
    since: datetime.date | None = None
    parameters: dict[Identifier, int | str | list[str]] = Field(default_factory=dict)
    steps: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def about_someone(self) -> Case:
        """A rubric, the kind of the subject, or a scheme of points."""
        if sum(one is not None for one in (self.rubric, self.subject, self.points)) != 1:
            raise ValueError(
                "请写 rubric（评分的案例）、subject（只看职责的案例，写对象种类）"
                "或 points（积分的案例，写积分办法），三者取一"
            )
        return self


class CaseFile(Clause):
    """All cases of an edition."""

    cases: tuple[Case, ...]
