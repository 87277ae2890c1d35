"""What the feedback received about members comes to, half-year by half-year: what a unit's target assessment counts."""

import datetime
from dataclasses import dataclass
from typing import Any

from mulin.feedback.models import DeliveryQuerySet, Feedback


@dataclass
class Counted:
    """Of one half-year: cards, answers, what the members did in the community, how many did nothing.

    ``half`` is the first day of the half-year, ``name`` its name.
    """

    half: datetime.date
    name: str
    cards: int = 0
    answered: int = 0
    done: int = 0
    idle: int = 0

    def add(self, replied_on: datetime.date | None, done: Any) -> None:
        """One card more, with the list of what its member did."""
        number = len(done or ())
        self.cards += 1
        self.answered += replied_on is not None
        self.done += number
        self.idle += number == 0


def counted(deliveries: DeliveryQuerySet) -> list[Counted]:
    """These cards by half-year, the newest first. One query, however many cards."""
    columns = ("feedback__first", "feedback__half", "replied_on", "issue__content__done")
    found: dict[datetime.date, Counted] = {}
    for first, half, replied_on, done in deliveries.order_by().values_list(*columns):
        if half not in found:
            found[half] = Counted(half, Feedback(first=first, half=half).period.name)
        found[half].add(replied_on, done)
    return sorted(found.values(), key=lambda one: one.half, reverse=True)
