"""Decision tables: from answers to an outcome, such as: where a relation is transferred."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from mulin.rulebook.schema.base import Amount, Clause, Identifier, Named, Source, Sourced


class Question(Named):
    """What is asked; ``choices`` are value: words."""

    id: Identifier
    kind: Literal["choice", "number", "boolean"] = "choice"
    choices: dict[str, str] = Field(default_factory=dict)
    unit: str = ""

    @model_validator(mode="after")
    def choices_when_choosing(self) -> Question:
        """Only a choice has choices, and at least two."""
        if (self.kind == "choice") != (len(self.choices) > 1):
            raise ValueError("选择题请写两个以上 choices；数和是非题不写 choices")
        return self


class Answer(Clause):
    """A condition on one answer; exactly one of the tests is written."""

    question: Identifier
    is_one_of: tuple[str, ...] = ()
    at_least: Amount | None = None
    below: Amount | None = None
    yes: bool | None = None

    @model_validator(mode="after")
    def one_test(self) -> Answer:
        """Exactly one test."""
        tests = (bool(self.is_one_of), self.at_least is not None, self.below is not None, self.yes is not None)
        if sum(tests) != 1:
            raise ValueError("每个条件请只写 is_one_of、at_least、below、yes 中的一个")
        return self


class DecisionRow(Clause):
    """When all answers fit, this outcome, for this reason."""

    when: tuple[Answer, ...] = ()
    outcome: Identifier
    reason: str
    source: Source


class Outcome(Named):
    """A possible result."""

    id: Identifier


class DecisionTable(Sourced):
    """Questions, outcomes and rows; the first row that fits counts. A last row without conditions catches the rest."""

    id: Identifier
    questions: tuple[Question, ...] = Field(min_length=1)
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    rows: tuple[DecisionRow, ...] = Field(min_length=1)
