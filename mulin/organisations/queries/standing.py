"""What stands at nodes: premises, staff, guides, brands, details, and all of it on the page of one."""

import datetime
from typing import Any

from django.db.models import Q, QuerySet

from mulin.foundation.clock import today
from mulin.organisations.choices import Post
from mulin.organisations.models import (
    Brand,
    Guide,
    OrganisationLife,
    OrganSeat,
    PartyOrganisation,
    Place,
    Population,
    Premises,
    Staff,
    Unit,
)
from mulin.organisations.queries.nodes import post_names
from mulin.tree.models import Node, NodeChange, Parent, holding


def premises(condition: Q, day: datetime.date | None = None) -> QuerySet[Premises]:
    """Premises that hold on a day. ``condition`` speaks of ``node__``."""
    return Premises.objects.holding_on(day or today()).filter(condition).select_related("node")


def staff(condition: Q, day: datetime.date | None = None) -> QuerySet[Staff]:
    """People in posts on a day."""
    return Staff.objects.holding_on(day or today()).filter(condition).select_related("node")


def guides(condition: Q, day: datetime.date | None = None) -> QuerySet[Guide]:
    """Guides named on a day."""
    return Guide.objects.holding_on(day or today()).filter(condition).select_related("node__kind")


DETAILS: dict[str, type[Unit] | type[PartyOrganisation] | type[Place]] = {
    "unit": Unit,
    "party": PartyOrganisation,
    "territory": Place,
}
KEPT: dict[str, type[Any]] = {
    "premises": Premises,
    "staff": Staff,
    "brand": Brand,
    "seat": OrganSeat,
    "life": OrganisationLife,
}


def model_of(name: str) -> type[Any]:
    """Premises, staff or brands, by the word in an address."""
    return KEPT[name]


def kept(name: str, condition: Q) -> QuerySet[Any]:
    """Rows of one sort within a scope, ended ones too."""
    rows: QuerySet[Any] = KEPT[name].objects.filter(condition).select_related("node__kind")
    return rows


def details_of(node: Node) -> Any:
    """What is known of a node, or nothing yet."""
    return DETAILS[node.kind.family]._default_manager.filter(node=node).first()


def live_population(node: Node) -> Population | None:
    """The figures last counted."""
    return Population.objects.filter(node=node, until__isnull=True).first()


def standing_at(node: Node, day: datetime.date) -> dict[str, Any]:
    """All that a node keeps on a day, for its page."""
    return {
        "day": day,
        "details": details_of(node),
        "premises": list(Premises.objects.holding_on(day).filter(node=node).order_by("kind", "name")),
        "staff": list(Staff.objects.holding_on(day).filter(node=node).order_by("post", "name")),
        "guide": Guide.objects.holding_on(day).filter(node=node).first(),
        "brands": list(Brand.objects.holding_on(day).filter(node=node).order_by("name")),
        "population": Population.objects.holding_on(day).filter(node=node).first(),
        "history": list(NodeChange.objects.filter(Q(node=node) | Q(other=node)).select_related("node", "other")),
        "parents": list(
            Parent.objects.filter(holding("", day), node=node).select_related("parent__kind").order_by("relation")
        ),
        "post_names": post_names(),
    }


def double_heads(condition: Q, day: datetime.date | None = None) -> list[tuple[Staff, Staff]]:
    """Secretaries of branches standing in a grid who also head a block of that grid (支部书记兼楼道长).

    Pairs of both posts of a person, matched by name within the grid as the tree stands today. Two queries.
    """
    heads: dict[str, list[Staff]] = {}
    for head in staff(condition, day).filter(post=Post.BLOCK_LEADER):
        heads.setdefault(head.name, []).append(head)
    secretaries = staff(condition, day).filter(post=Post.ORGANISATION_SECRETARY, node__kind="branch")
    found = []
    for secretary in secretaries.filter(name__in=heads):
        grid = secretary.node.place_path.rsplit("/", 2)[0] + "/"
        found += [(secretary, head) for head in heads[secretary.name] if head.node.place_path.startswith(grid)]
    return found


def lives(condition: Q, day: datetime.date | None = None) -> QuerySet[OrganisationLife]:
    """Arrangements that hold on a day. ``condition`` speaks of ``node__``."""
    return OrganisationLife.objects.holding_on(day or today()).filter(condition).select_related("node")


def live_life(node: Node, day: datetime.date) -> OrganisationLife | None:
    """How a party organisation's life is arranged on a day."""
    found: OrganisationLife | None = OrganisationLife.objects.holding_on(day).filter(node=node).first()
    return found
