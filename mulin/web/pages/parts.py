"""Parts of a node's page that the domains below bring: each a template and its context, or nothing."""

import datetime
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from mulin.assessments.queries.kept import history, proposals
from mulin.deliberation.pages import node_matters
from mulin.members.pages import node_members
from mulin.members.queries import tied_at
from mulin.organisations.pages import node_details, node_structure
from mulin.tree.models import Node
from mulin.tree.permissions import scope

Part = Callable[[HttpRequest, Node, datetime.date], "tuple[str, dict[str, Any]] | None"]


def standing(request: HttpRequest, node: Node, day: datetime.date) -> tuple[str, dict[str, Any]] | None:
    """Score, proposed grade, what is missing, and the grades held."""
    reach = scope(request.user, "assessments.view", "subject__")
    found = list(proposals(reach).filter(subject=node))
    held = list(history(reach).filter(subject=node)[:10])
    if not found and not held:
        return None
    return "web/parts/standing.html", {"proposals": found, "held": held}


def structure(request: HttpRequest, node: Node, day: datetime.date) -> tuple[str, dict[str, Any]] | None:
    """Organisations and organs; beside the power over members, how many are registered with the region."""
    part = node_structure(request, node, day)
    if part is not None and any(held.power.over_members for held in part[1]["powers"]):
        part[1]["member_count"] = tied_at(node, day).get("region", 0)
    return part


PARTS: tuple[Part, ...] = (standing, node_details, structure, node_members, node_matters)


def node_parts(request: HttpRequest, node: Node, day: datetime.date) -> list[str]:
    """The rendered parts, in order."""
    found = (part(request, node, day) for part in PARTS)
    return [render_to_string(one[0], one[1], request) for one in found if one]
