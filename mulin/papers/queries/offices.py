"""Who issues a paper."""

import datetime

from mulin.assessments.queries.composed import street_of
from mulin.tree.choices import Relation
from mulin.tree.models import Node, holding

ISSUERS = ("party_work_committee", "party_committee")
"""Kinds of party organisations that issue a street's documents, the first one first."""


def issuing_office(node: Node, day: datetime.date) -> str:
    """The office that issues papers about a node: the street's own party committee, or the street itself."""
    street = street_of(node)
    found = Node.objects.holding_on(day).filter(
        holding("parents__", day),
        kind__in=ISSUERS,
        parents__parent=street,
        parents__relation=Relation.LOCATED,
    )
    by_kind = {one.kind_id: one.name for one in found.order_by("-code")}
    return next((by_kind[kind] for kind in ISSUERS if kind in by_kind), street.name)
