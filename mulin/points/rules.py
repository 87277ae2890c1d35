"""What entries of the ledger come to: caps, parts, floor, carry-over and bonus. Exact, and plain Python.

Entries hold what happened at its full worth; what of it counts is worked out here, so that an entry never has to be
changed when another one is reversed.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from mulin.foundation.periods import Period, period_of

NOTHING = Decimal(0)
period_with = lru_cache(maxsize=4096)(period_of)


@dataclass(frozen=True)
class Part:
    """A part of the total: without ``most`` it has no ceiling; ``bonus`` counts above the total."""

    id: str
    most: Decimal | None = None
    starts_full: bool = False
    bonus: bool = False


@dataclass(frozen=True)
class Rule:
    """What counts of one kind of entry: at most ``cap`` within a ``cap_period``, or the part is emptied by it."""

    id: str
    part: str
    cap: Decimal | None = None
    cap_period: str = "year"
    empties: bool = False


@dataclass(frozen=True)
class Terms:
    """A scheme with its blanks filled in. ``carry_share`` of last year's total counts, up to ``carry_cap``."""

    parts: tuple[Part, ...]
    rules: Mapping[str, Rule]
    floor: Decimal = NOTHING
    total: Decimal | None = None
    carry_share: Fraction | None = None
    carry_cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry as far as it counts: of which rule, for which part, how much, for which day.

    ``times`` is how often the thing happened; a reversal takes it back with negative points and times.
    """

    rule: str
    part: str
    points: Decimal
    day: datetime.date
    times: int = 1


@dataclass(frozen=True, slots=True)
class Counted:
    """What a rule brought in one period: the sum of its entries, and how much of it counts under the cap."""

    rule: str
    period: Period
    raw: Decimal
    counts: Decimal

    @property
    def is_cut(self) -> bool:
        """Did the cap take something away?"""
        return self.raw != self.counts


@dataclass(frozen=True)
class Balance:
    """What a year comes to: each part, what was carried over, the bonus beyond the total, and the total."""

    parts: Mapping[str, Decimal]
    carried: Decimal
    bonus: Decimal
    total: Decimal
    counted: tuple[Counted, ...]


def counted(terms: Terms, postings: Iterable[Posting]) -> list[Counted]:
    """What the entries of each rule come to within each of its periods, capped. A rule nobody names has no cap."""
    sums: dict[tuple[str, Period], Decimal] = defaultdict(lambda: NOTHING)
    for one in postings:
        rule = terms.rules.get(one.rule)
        kind = rule.cap_period if rule is not None else "year"
        sums[one.rule, period_with(kind, one.day)] += one.points
    return [
        Counted(rule, period, raw, capped(terms.rules.get(rule), raw)) for (rule, period), raw in sorted(sums.items())
    ]


def capped(rule: Rule | None, raw: Decimal) -> Decimal:
    """What a rule gives at most, or takes at most."""
    if rule is None or rule.cap is None:
        return raw
    most = abs(rule.cap)
    return max(-most, min(most, raw))


def balance(terms: Terms, postings: Iterable[Posting], last_year: Decimal | None = None) -> Balance:
    """The balance of one year: ``postings`` are the entries of its days, ``last_year`` the total it began with."""
    own = list(postings)
    found = counted(terms, own)
    belongs = {one.rule: one.part for one in own}
    emptied = emptied_parts(terms, own)
    parts: dict[str, Decimal] = {}
    for part in terms.parts:
        gained = sum((one.counts for one in found if belongs[one.rule] == part.id), NOTHING)
        parts[part.id] = NOTHING if part.id in emptied else within(part, gained)
    carried = carried_over(terms, last_year)
    bonus = sum((parts[part.id] for part in terms.parts if part.bonus), NOTHING)
    plain = sum((parts[part.id] for part in terms.parts if not part.bonus), NOTHING) + carried
    if terms.total is not None:
        plain = min(plain, terms.total)
    return Balance(parts, carried, bonus, max(terms.floor, plain + bonus), tuple(found))


def within(part: Part, gained: Decimal) -> Decimal:
    """A part that starts full loses from its maximum and never falls below nought; any part ends at its maximum."""
    if part.starts_full:
        gained = max(NOTHING, (part.most or NOTHING) + gained)
    return gained if part.most is None else min(part.most, gained)


def emptied_parts(terms: Terms, postings: Iterable[Posting]) -> set[str]:
    """The parts that something has emptied which was not taken back."""
    times: dict[tuple[str, str], int] = defaultdict(int)
    for one in postings:
        rule = terms.rules.get(one.rule)
        if rule is not None and rule.empties:
            times[one.part, one.rule] += one.times
    return {part for (part, _rule), happened in times.items() if happened > 0}


def carried_over(terms: Terms, last_year: Decimal | None) -> Decimal:
    """What of last year's total counts this year."""
    if terms.carry_share is None or last_year is None:
        return NOTHING
    carried = share_of(last_year, terms.carry_share)
    return carried if terms.carry_cap is None else min(carried, terms.carry_cap)


def share_of(points: Decimal, share: Fraction) -> Decimal:
    """A share of points. One such as 1/3 has no end: cut at four places, as the ledger keeps points."""
    exact = Fraction(points) * share
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.0001"))


def yearly(terms: Terms, postings: Iterable[Posting], year: int) -> Balance:
    """The balance of a year out of entries of any year: each year is carried over to the next."""
    years: dict[int, list[Posting]] = defaultdict(list)
    for one in postings:
        years[one.day.year].append(one)
    last: Decimal | None = None
    for earlier in range(min(years, default=year), year):
        last = balance(terms, years.get(earlier, ()), last).total
    return balance(terms, years.get(year, ()), last)


def saved_up(terms: Terms, postings: Iterable[Posting]) -> Decimal:
    """What was ever gained and may be exchanged: every rule under its cap, without what a part begins with."""
    return max(NOTHING, sum((one.counts for one in counted(terms, postings)), NOTHING))


def result_of(bands: Iterable[tuple[str, Decimal]], total: Decimal) -> str:
    """The name of the highest band that a total reaches; empty where the scheme names none that fits."""
    reached = [(least, name) for name, least in bands if total >= least]
    return max(reached)[1] if reached else ""
