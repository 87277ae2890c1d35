"""What we ask of members away and here: who is urged, who is silent, who is here."""

import datetime

from django.db.models import Q, QuerySet

from mulin.foundation.periods import months_later
from mulin.relations.choices import AbsenceState
from mulin.relations.models import Absence, Stay
from mulin.relations.queries.clauses import FloatingTerms
from mulin.relations.rules import asks_for_transfer
from mulin.tree.models import Node


def is_urged(absence: Absence, terms: FloatingTerms, day: datetime.date) -> bool:
    """Is the transfer of this member's relation to be urged?"""
    place = absence.place
    return (
        absence.state == AbsenceState.AWAY
        and place is not None
        and asks_for_transfer(place.since, absence.expected_until, place.is_fixed, day, terms.urge_from_months)
    )


def contact_due(absence: Absence, terms: FloatingTerms | None) -> datetime.date | None:
    """By which day either side has to hear of the other; nothing where the pack sets no interval."""
    if terms is None or terms.contact_months is None or absence.state != AbsenceState.AWAY:
        return None
    return months_later(absence.last_contact, terms.contact_months)


def open_lapses(absence: Absence) -> list:
    """What the member still has to mend."""
    return [one for one in absence.lapses.all() if one.mended_on is None]


def stays_within(node: Node) -> QuerySet[Stay]:
    """Those who are here, in organisations that belong to a node or are located in it."""
    below = Q(host__path__within=node.path) | Q(host__place_path__within=node.place_path)
    return Stay.objects.filter(below, ended_on__isnull=True).select_related("member", "host").order_by("pk")
