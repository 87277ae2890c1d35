"""What the packs in force at a node say about transfers and floating members."""

import datetime
from dataclasses import dataclass
from typing import Any

from mulin.foundation.periods import months_later
from mulin.programmes.queries import Ruling, ids_above, nearest, programmes_on, rulings, rulings_among
from mulin.relations.rules import Suggestion, suggest
from mulin.tree.models import Node
from mulin.tree.permissions import Placed

TRANSFER, FLOATING = "transfer", "floating_members"


@dataclass(frozen=True)
class TransferTerms:
    """How a transfer goes at a node: with or without approval, how long a letter holds, which table suggests."""

    approved: bool = False
    letter_months: int | None = None
    table: Ruling | None = None
    title: str = ""
    basis: str = ""

    def latest(self, issued_on: datetime.date) -> datetime.date | None:
        """The last day a letter of this day may hold; nothing where no pack limits it."""
        return months_later(issued_on, self.letter_months) if self.letter_months is not None else None

    def suggestion(self, answers: dict[str, Any]) -> Suggestion | None:
        """What the table suggests."""
        return suggest(self.table.clause, answers, self.table.value) if self.table is not None else None


def transfer_terms(node: Node, day: datetime.date) -> TransferTerms:
    """The terms in force at a node on a day; without a pack a letter holds as long as a person says."""
    ruling = rulings(node, day, "transfers").get(TRANSFER)
    if ruling is None:
        return TransferTerms()
    clause = ruling.clause
    months = ruling.value(clause.letter_months)
    tables = rulings(node, day, "decisions") if clause.suggested_by else {}
    return TransferTerms(
        approved=bool(ruling.value(clause.approved_by_superior)),
        letter_months=int(months) if months is not None else None,
        table=tables.get(clause.suggested_by),
        title=clause.name,
        basis=ruling.basis,
    )


@dataclass(frozen=True)
class FloatingTerms:
    """How floating members are looked after at a node. What a pack leaves open is nothing here, and is not chased."""

    ruling: Ruling
    urge_from_months: int
    contact_months: int | None
    mend_days: int | None
    census_days: int | None

    @property
    def clause(self) -> Any:
        """The clause itself."""
        return self.ruling.clause

    @property
    def withdrawal_months(self) -> int | None:
        """After how many months on end the facts flag a member; nothing where the pack flags nobody."""
        rule = self.clause.withdrawal
        return whole(self.ruling.value(rule.months)) if rule is not None else None


def floating_terms(node: Node, day: datetime.date) -> FloatingTerms | None:
    """The terms in force at a node on a day; nothing where no pack speaks of floating members."""
    ruling = rulings(node, day, "floating").get(FLOATING)
    return read_terms(ruling) if ruling is not None else None


class FloatingTermsByPlace:
    """The terms at many organisations: one query for all of them."""

    def __init__(self, day: datetime.date) -> None:
        self._programmes = list(programmes_on(day))
        self._known: dict[frozenset[int], FloatingTerms | None] = {}

    def key(self, node: Placed) -> frozenset[int]:
        """The nodes above (and itself) where some programme is in force."""
        above = ids_above(node.path, node.place_path)
        return frozenset(one.node_id for one in self._programmes if one.node_id in above)

    def at(self, node: Placed) -> FloatingTerms | None:
        """The terms in force at an organisation; nothing where no pack speaks of floating members."""
        return self.under(self.key(node))

    def under(self, key: frozenset[int]) -> FloatingTerms | None:
        """The terms where the programmes of these nodes are in force."""
        if key not in self._known:
            there = nearest(one for one in self._programmes if one.node_id in key)
            ruling = rulings_among(there, "floating").get(FLOATING)
            self._known[key] = read_terms(ruling) if ruling is not None else None
        return self._known[key]


def read_terms(ruling: Ruling) -> FloatingTerms | None:
    """A clause with its blanks filled; nothing while its first number is not set."""
    clause = ruling.clause
    urge = whole(ruling.value(clause.urge_from_months))
    if urge is None:
        return None
    return FloatingTerms(
        ruling=ruling,
        urge_from_months=urge,
        contact_months=whole(ruling.value(clause.contact_months)),
        mend_days=whole(ruling.value(clause.mend_days)),
        census_days=whole(ruling.value(clause.census_days)),
    )


def whole(amount: Any) -> int | None:
    """Months and days are whole numbers."""
    return int(amount) if amount is not None else None
