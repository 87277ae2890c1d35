"""When a ballot is valid and what passes. Exact shares; plain Python.

A share is counted of those present or of all entitled, as the procedure says; "more than" leaves the edge out: of ten,
"at least half" is five, "more than half" is six.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal


@dataclass(frozen=True)
class Terms:
    """What a ballot needs. ``passing`` is the choice that is to pass; without ``passes`` votes are only counted."""

    of: Literal["present", "entitled"] = "present"
    passing: str = ""
    passes: Fraction | None = None
    more_than: bool = False
    quorum_share: Fraction | None = None
    quorum_number: int | None = None
    quorum_more_than: bool = False

    def stored(self) -> dict[str, object]:
        """As JSON can hold it."""
        return {
            "of": self.of,
            "passing": self.passing,
            "passes": None if self.passes is None else str(self.passes),
            "more_than": self.more_than,
            "quorum_share": None if self.quorum_share is None else str(self.quorum_share),
            "quorum_number": self.quorum_number,
            "quorum_more_than": self.quorum_more_than,
        }


def terms_stored(values: Mapping[str, object]) -> Terms:
    """The terms that ``Terms.stored`` wrote."""
    known = dict(values)
    for name in ("passes", "quorum_share"):
        known[name] = None if known.get(name) is None else Fraction(str(known[name]))
    return Terms(**known)  # type: ignore[arg-type]


def needed(of: int, share: Fraction, *, more_than: bool) -> int:
    """The smallest number that reaches the share of ``of``."""
    exact = share * of
    whole = -(-exact.numerator // exact.denominator)
    return whole + 1 if more_than and whole == exact else whole


def against_quorum(present: int, entitled: int, terms: Terms) -> str:
    """Why too few took part; empty when there are enough."""
    wanted = [terms.quorum_number] if terms.quorum_number is not None else []
    if terms.quorum_share is not None:
        wanted.append(needed(entitled, terms.quorum_share, more_than=terms.quorum_more_than))
    least = max(wanted, default=0)
    if present >= least:
        return ""
    return f"应到 {entitled} 人，实到 {present} 人，至少要 {least} 人到会才有效"


def against_passing(votes: Mapping[str, int], present: int, entitled: int, terms: Terms) -> str:
    """Why the choice did not pass; empty when it did, or when votes are only counted."""
    if terms.passes is None:
        return ""
    base = entitled if terms.of == "entitled" else present
    least = needed(base, terms.passes, more_than=terms.more_than)
    got = votes.get(terms.passing, 0)
    if base and got >= least:
        return ""
    named = "应到" if terms.of == "entitled" else "实到"
    return f"{named} {base} 人，“{terms.passing}”{got} 票，要 {max(least, 1)} 票才能通过"
