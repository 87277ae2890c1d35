"""What the regulations in force at a community say about feedback and consultations."""

import datetime
from collections.abc import Iterable
from typing import Any

from mulin.feedback.models import Consultation, Feedback
from mulin.feedback.rules import Span, span_of
from mulin.foundation.periods import Period
from mulin.programmes.queries import Ruling, in_force_at, rulings_among, stored_pack
from mulin.service.queries.clauses import clause_of
from mulin.tree.models import Node


def feedback_rule(community: Node, day: datetime.date) -> Ruling | None:
    """The clause about cards in force at a community; nothing where no regulation speaks of them."""
    return clause_of(community, day, "feedback")


def consultation_rule(node: Node, day: datetime.date) -> Ruling | None:
    """The clause about hearing the community in force at a node."""
    return clause_of(node, day, "consultations")


def switched_on(ruling: Ruling, switch: Any) -> bool:
    """Does a clause hold here: by itself, or because the district has switched it on?"""
    return bool(ruling.value(switch))


def span_here(ruling: Ruling, half: Period) -> Span | None:
    """What the card of a half-year covers under a clause; nothing where there is none then."""
    clause = ruling.clause
    return span_of(
        half,
        half_yearly=switched_on(ruling, clause.half_yearly),
        at_year_end=switched_on(ruling, clause.at_year_end),
    )


def aspects_due(feedback: Feedback, ruling: Ruling | None = None) -> list[tuple[str, str]]:
    """The aspects that a card evaluates: id and name. On cards without the yearly evaluation only where it says so."""
    ruling = ruling or feedback.ruling
    if not feedback.is_yearly and not switched_on(ruling, ruling.clause.aspects_each_time):
        return []
    return [(one.id, one.name) for one in ruling.clause.aspects]


def marks_here(ruling: Ruling) -> list[str]:
    """The marks an aspect may get, the best first."""
    return [str(one) for one in (ruling.value(ruling.clause.marks) if ruling.clause.marks else None) or ()]


def days_of(ruling: Ruling, name: str) -> int | None:
    """A number of days that a clause sets; nothing where the district has set none."""
    amount = getattr(ruling.clause, name)
    value = ruling.value(amount) if amount is not None else None
    return None if value is None else int(value)


def occasions(nodes: Iterable[Node], day: datetime.date) -> list[tuple[str, str]]:
    """The occasions on which the community is heard, at any of these nodes: id and name. One query."""
    here = (rulings_among(one, "consultations") for one in in_force_at(nodes, day).values())
    found = {one.id: one.name for heard in here for ruling in heard.values() for one in ruling.clause.occasions}
    return list(found.items())


def ruling_of(row: Consultation) -> Ruling | None:
    """The clause by which the community was asked: of the edition of that day, the one that names the occasion."""
    clauses = stored_pack(row.programme.edition_id).consultations
    named = (one for one in clauses if any(occasion.id == row.occasion for occasion in one.occasions))
    return next((Ruling(row.programme, one) for one in named), None)
