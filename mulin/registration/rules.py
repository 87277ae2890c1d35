"""What follows for registrations. Plain Python."""

import datetime
from dataclasses import dataclass
from fractions import Fraction


def day_in(year: int, month_and_day: str) -> datetime.date:
    """The day of a year that a clause names as ``09-10``; ``ValueError`` when there is no such day."""
    month, _, day = month_and_day.partition("-")
    return datetime.date(year, int(month), int(day))


def letter_number(year: int, serial: int) -> str:
    """The number of a letter, for people: 〔2011〕第0001号. It counts within one campaign's place and year."""
    return f"〔{year}〕第{serial:04d}号"


def percentage(rate: Fraction | None) -> str:
    """A rate as people read it, cut off (never up) to a tenth of a percent, so that 100 % means everybody."""
    if rate is None:
        return "—"
    tenths = rate.numerator * 1000 // rate.denominator
    return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


@dataclass(frozen=True)
class Tally:
    """Of how many members, how many are listed, sent, received, and with how many the first slip is back."""

    members: int = 0
    listed: int = 0
    sent: int = 0
    received: int = 0
    slips: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.members + other.members,
            self.listed + other.listed,
            self.sent + other.sent,
            self.received + other.received,
            self.slips + other.slips,
        )

    @property
    def rate(self) -> Fraction | None:
        """The share of members who are received; nothing where there is no member."""
        return Fraction(self.received, self.members) if self.members else None

    @property
    def missing(self) -> int:
        """How many are not received yet."""
        return self.members - self.received
