"""Campaigns: by which clause, until when, whom they concern."""

import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from mulin.foundation.clock import today
from mulin.programmes.queries import Ruling, ids_above, rulings
from mulin.registration.choices import IN_FORCE, State
from mulin.registration.models import Campaign, Registration
from mulin.registration.rules import day_in
from mulin.tree.models import Node


def residence_rulings(node: Node, day: datetime.date) -> dict[str, Ruling]:
    """The clauses in force at a node by which members register with the community where they live, by id."""
    return {key: one for key, one in rulings(node, day, "registration").items() if one.clause.at == "residence"}


def region_rulings(node: Node, day: datetime.date) -> dict[str, Ruling]:
    """The clauses in force at a node by which members register with a region, by id."""
    return {key: one for key, one in rulings(node, day, "registration").items() if one.clause.at == "region"}


def days_of(ruling: Ruling, year: int) -> tuple[datetime.date | None, datetime.date | None]:
    """By when bodies and plans stand, and by when everybody is received, in a year; nothing where none is set."""
    said = (ruling.value(ruling.clause.prepared_by), ruling.value(ruling.clause.received_by))
    prepared_by, received_by = (day_in(year, one) if one else None for one in said)
    return prepared_by, received_by


def area_of(campaign: Campaign, prefix: str = "") -> Q:
    """Everything that belongs to the campaign's place or is located in it; ``prefix`` leads to the node."""
    node = campaign.node
    return Q(**{f"{prefix}path__within": node.path}) | Q(**{f"{prefix}place_path__within": node.place_path})


def communities_within(campaign: Campaign) -> QuerySet[Node]:
    """The communities of a campaign's place, by name."""
    return Node.objects.filter(area_of(campaign), kind_id="community", until__isnull=True).order_by("name", "pk")


def communities() -> QuerySet[Node]:
    """Every community: a unit's members live anywhere, so a unit may name each by its code or name."""
    return Node.objects.filter(kind_id="community", until__isnull=True)


def current_campaign(node: Node) -> Campaign | None:
    """The newest campaign that runs for an organisation or community: at it or above it."""
    above = ids_above(node.path, node.place_path)
    running = Campaign.objects.filter(node_id__in=above, ended_on__isnull=True)
    return running.select_related("node", "programme__edition").order_by("-year", "-pk").first()


def only_clause(node: Node) -> str:
    """The clause by which a campaign opens at a node; the first by id where packs have several. Empty: none."""
    return min(residence_rulings(node, today()), default="")


def with_progress(campaigns: QuerySet[Campaign], registrations: QuerySet[Registration]) -> QuerySet[Campaign]:
    """Campaigns with ``listed``, how many of these registrations stand on their lists, and how many are ``received``.

    Whoever was received and has moved on since counts as received.
    """
    theirs = registrations.filter(campaign=OuterRef("pk")).order_by().values("campaign").annotate(how_many=Count("pk"))
    return campaigns.annotate(
        listed=Subquery(theirs.exclude(state=State.WITHDRAWN).values("how_many")),
        received=Subquery(theirs.filter(state__in=(*IN_FORCE, State.CLOSED)).values("how_many")),
    )
