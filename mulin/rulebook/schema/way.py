"""What every way of scoring says of itself: what it asks, how it reads, what is wrong with it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from decimal import Decimal
from typing import Protocol

from mulin.rulebook.schema.base import Clause, MeasureRef, ParameterRef

Mistake = tuple[str, str]
"""What is wrong with a way of scoring: the sentence, and the code of the finding."""


class Wording(Protocol):
    """Names measures and amounts as readers of a pack know them: ``wording.words.Words``."""

    def measure(self, measure: MeasureRef) -> str:
        """A measure with its arguments and window."""

    def amount(self, amount: Decimal | ParameterRef | None, unit: str = "") -> str:
        """A number, or the parameter that holds it."""


class Way(Clause, ABC):
    """What all ways have in common."""

    @property
    @abstractmethod
    def behind(self) -> tuple[MeasureRef, ...]:
        """The measures whose facts the points come from; none where an assessor scores."""

    @property
    def beside(self) -> MeasureRef | None:
        """A measure that only says whether something is there at all."""
        return None

    @property
    def asked(self) -> tuple[MeasureRef, ...]:
        """Every measure that judging asks."""
        return self.behind if self.beside is None else (*self.behind, self.beside)

    @abstractmethod
    def said(self, words: Wording) -> str:
        """The way in a sentence."""

    def mistakes(self, most: Decimal) -> Iterator[Mistake]:
        """What is wrong with it in an item of so many points."""
        yield from ()


class Measured(Way):
    """Points by the value of one measure."""

    measure: MeasureRef

    @property
    def behind(self) -> tuple[MeasureRef, ...]:
        """The one measure."""
        return (self.measure,)

    def said(self, words: Wording) -> str:
        """The measure, and what becomes of its value."""
        return f"自动：{self.by_value(words, words.measure(self.measure))}"

    @abstractmethod
    def by_value(self, words: Wording, asked: str) -> str:
        """What becomes of the value of the measure that is called ``asked``."""
