"""What follows from scores, gaps and days. Plain Python."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.grades import GradeLevel
from mulin.rulebook.schema.rubrics import Item
from mulin.rulebook.schema.scoring import Manual


def manual_items(items: Iterable[Item]) -> dict[str, Item]:
    """The items that a person scores, by id."""
    return {item.id: item for item in items if isinstance(item.score, Manual)}


def level_of(pack: Pack, rubric: str, grade: str) -> GradeLevel | None:
    """The level of a rubric by its id, or nothing."""
    grading = pack.grading(rubric)
    return next((level for level in grading.levels if level.id == grade), None) if grading else None


def rank_of(pack: Pack, rubric: str, grade: str) -> int:
    """How high a grade stands in its rubric, 1 the lowest; 0 for none or an unknown one."""
    grading = pack.grading(rubric)
    ids = [level.id for level in grading.levels] if grading else []
    return ids.index(grade) + 1 if grade in ids else 0


def holds(pack: Pack, rubric: str, reached: str | None, wanted: str) -> bool:
    """Does a grade reached include the one wanted (the same or a higher one)?"""
    return bool(reached) and rank_of(pack, rubric, reached or "") >= rank_of(pack, rubric, wanted) > 0


def certificate_number(prefix: str, year: int, street: str, number: int) -> str:
    """A certificate's number: prefix, year, the street's code and the number within both."""
    return f"{prefix}〔{year}〕{street}-{number:03d}号"


def valid_until(first: datetime.date, years: int | None) -> datetime.date | None:
    """The last day of validity so many years on; from the 29th of February to the 28th. Nothing: no end."""
    if years is None:
        return None
    if (first.month, first.day) == (2, 29):
        return datetime.date(first.year + years, 2, 28)
    return first.replace(year=first.year + years) - datetime.timedelta(days=1)


@dataclass(frozen=True)
class Difference:
    """One item whose points differ between two stages, and by how much."""

    item: str
    before: Decimal | None
    after: Decimal | None

    @property
    def change(self) -> Decimal:
        """After less before; what nobody scored counts 0."""
        return (self.after or Decimal(0)) - (self.before or Decimal(0))


def score_in(items: Iterable[Mapping[str, Any]]) -> dict[str, Decimal | None]:
    """The score of each item in a stored result."""
    return {item["id"]: None if item.get("score") is None else Decimal(str(item["score"])) for item in items}


def differences(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[Difference]:
    """Items that two stages judge differently, in the order of the rubric."""
    first, second = score_in(before), score_in(after)
    return [Difference(item, first.get(item), score) for item, score in second.items() if first.get(item) != score]


def gap_text(text: str, score: str | None, most: str) -> str:
    """What the gap list says of an item before anybody adds measures."""
    if score is None:
        return f"{text}：尚未评分，满分 {most} 分"
    return f"{text}：现得 {score} 分，满分 {most} 分"
