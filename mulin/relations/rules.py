"""What follows for transfers and floating members. Plain Python: no number of a regulation stands here."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mulin.foundation.periods import full_months_between
from mulin.rulebook.schema.decisions import Answer, DecisionRow, DecisionTable


@dataclass(frozen=True)
class Suggestion:
    """What a decision table says to the answers: which kind of target, why, and where that is written."""

    outcome: str
    name: str
    reason: str
    source: str

    def stored(self) -> dict[str, str]:
        """As it is kept with the transfer."""
        return {"outcome": self.outcome, "name": self.name, "reason": self.reason, "source": self.source}


def suggest(table: DecisionTable, answers: Mapping[str, Any], value: Callable[[Any], Any]) -> Suggestion | None:
    """What the table says: its first row that fits; nothing where no row does.

    ``answers``: text for a choice, a number, or yes and no; a question without an answer fits no condition.
    ``value`` resolves a number of a row that is the district's parameter.
    """
    names = {outcome.id: outcome.name for outcome in table.outcomes}
    for row in table.rows:
        if all(fits(one, answers.get(one.question), value) for one in row.when):
            return Suggestion(row.outcome, names[row.outcome], row.reason, source_words(row))
    return None


def fits(condition: Answer, answer: Any, value: Callable[[Any], Any]) -> bool:
    """Does an answer meet a condition? An open question never does."""
    if answer is None or answer == "":
        return False
    if condition.is_one_of:
        return answer in condition.is_one_of
    if condition.yes is not None:
        return bool(answer) == condition.yes
    bound = value(condition.at_least if condition.at_least is not None else condition.below)
    if bound is None:
        return False
    number = Decimal(str(answer))
    return bool(number >= bound if condition.at_least is not None else number < bound)


def source_words(row: DecisionRow) -> str:
    """Section and number of a row's source."""
    return " ".join(part for part in (row.source.section, row.source.number) if part)


def is_full(start: datetime.date, day: datetime.date, months: int) -> bool:
    """Have so many months passed, exactly so many included?"""
    return full_months_between(start, day) >= months


def asks_for_transfer(
    since: datetime.date, expected_until: datetime.date | None, is_fixed: bool, day: datetime.date, months: int
) -> bool:
    """Is a member away so long, or for so long, at a fixed place that the transfer is to be urged?"""
    until = max(day, expected_until) if expected_until is not None else day
    return is_fixed and is_full(since, until, months)


def passes(votes_for: int, entitled: int, majority: Any) -> bool:
    """Does a decision have more than this share of all who are entitled to vote?"""
    return bool(votes_for > entitled * majority)


def numbered(prefix: str, year: int, number: int) -> str:
    """2021-0001, with the letters of its series before it."""
    return f"{prefix}{year}-{number:04d}"


def vote_problem(entitled: int, present: int, votes: tuple[int, int, int]) -> str:
    """Why the figures of a vote cannot be right; nothing when they can."""
    if present > entitled:
        return f"实到 {present} 人多于应到 {entitled} 人，请核对"
    if sum(votes) != present:
        return f"赞成、不赞成、弃权共 {sum(votes)} 票，与实到 {present} 人不符，请核对"
    return ""


def quorum_problem(entitled: int, present: int, quorum: Any) -> str:
    """Why a meeting cannot decide: less than the share of those entitled to vote is there, where one is asked."""
    if quorum is not None and present < entitled * quorum:
        return f"应到 {entitled} 人，实到 {present} 人，人数不足，不能作决定"
    return ""
