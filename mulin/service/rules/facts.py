"""What is known of a member when posts are suggested and groups are proposed."""

import datetime
from dataclasses import dataclass

from mulin.foundation.periods import full_months_between

BAND, MONTHS = 10, 12
"""Ages are told in tens of years: nobody's birthday shows in a list."""


@dataclass(frozen=True)
class Person:
    """A member as suggestions know them: only what was told on registering. An empty text: not known."""

    id: int
    name: str
    age: int | None = None
    gender: str = ""
    health: str = ""
    job: str = ""
    family: str = ""
    skill: str = ""
    wish: str = ""
    place: str = ""
    posts: tuple[str, ...] = ()
    category: str = ""

    def says(self, fact: str) -> str:
        """What is known under a fact, as words people read; an age as its ten years."""
        if fact == "age":
            return "" if self.age is None else f"{self.age // BAND * BAND}—{self.age // BAND * BAND + BAND - 1}岁"
        return str(getattr(self, fact))


def age_on(born: datetime.date | None, day: datetime.date) -> int | None:
    """Whole years; nothing when the birthday is not known."""
    return None if born is None else full_months_between(born, day) // MONTHS
