"""A node's page: what it is, how it stands, what it owes, what happened; every number leads to its rows."""

import datetime
from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.duties.permissions import view_duties
from mulin.duties.queries import visible
from mulin.foundation.clock import today
from mulin.records.permissions import view_records, write_records
from mulin.records.queries import visible_to
from mulin.tree.models import Node
from mulin.tree.pages import printing
from mulin.tree.permissions import scope, view_nodes
from mulin.tree.queries import children_on, nodes_within, parent_on, superiors
from mulin.web.pages import node_parts
from mulin.web.queries.owing import owed_at

SHOWN = 20
OWED = 8
CHILDREN = 200
"""So many names of what stands below are read; of the rest their number is said."""


def asked_day(request: HttpRequest) -> datetime.date:
    """The day asked about, today when none or a wrong one is given."""
    try:
        return datetime.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today()


def in_reach(request: HttpRequest, pk: int) -> Node:
    """A node this person may see; 404 otherwise."""
    return get_object_or_404(nodes_within(scope(request.user, "nodes.view")).select_related("kind"), pk=pk)


def node(request: HttpRequest, pk: int) -> HttpResponse:
    """The node as of a day."""
    found = in_reach(request, pk)
    day = asked_day(request)
    user = request.user
    context: dict[str, Any] = {
        "node": found,
        "day": day,
        "is_today": day == today(),
        "above": above(user, found, day),
        "below": below(user, found, day),
        "parts": node_parts(request, found, day),
        "may_write": write_records.allows(user, found) and found.until is None,
        "actions": printing(user, "node", found.pk, at=found),
        "page_title": found.name,
        "trail": trail(request, found),
    }
    return render(request, "web/node.html", context | owed_and_done(user, found))


def above(user: Any, found: Node, day: datetime.date) -> list[tuple[str, Node, bool]]:
    """What stood above on a day: in which way, the node, and whether this person may open it."""
    ways = ((_("上级"), parent_on(found, day)), (_("坐落"), parent_on(found, day, "located")))
    return [(title, one, view_nodes.allows(user, one)) for title, one in ways if one is not None]


def below(user: Any, found: Node, day: datetime.date) -> list[tuple[str, int, list[Node]]]:
    """What stood below on a day, kind by kind: its name, how many, and the first of them."""
    ties = children_on(found, day).filter(scope(user, "nodes.view", "node__"))
    named: dict[str, list[Node]] = defaultdict(list)
    for tie in ties[:CHILDREN]:
        named[tie.node.kind.name].append(tie.node)
    if sum(map(len, named.values())) < CHILDREN:
        return [(kind, len(nodes), nodes) for kind, nodes in named.items()]
    numbers = ties.values_list("node__kind__name").annotate(Count("pk")).order_by("node__kind__order")
    return [(kind, number, named.get(kind, [])) for kind, number in numbers]


def owed_and_done(user: Any, found: Node) -> dict[str, Any]:
    """What a node owes and what it did last, each only for those who may see it."""
    duties = owed_at(found, visible(scope(user, "duties.view", "node__")))
    records = visible_to(user).filter(host=found).exclude(state="void").order_by("-day", "-pk")
    return {
        "sees_duties": view_duties.allows(user, found),
        "sees_records": view_records.allows(user, found),
        "duties": duties,
        "owed": [todo.task(todo.light) for todo in duties[:OWED]],
        "records": records[:SHOWN],
    }


def trail(request: HttpRequest, found: Node) -> list[tuple[str, str]]:
    """The superiors this person may see, root first."""
    above = superiors(found)
    seen = set(nodes_within(scope(request.user, "nodes.view")).filter(pk__in=[one.pk for one in above]))
    links = [(one.name, reverse("web:node", args=[one.pk])) for one in above if one in seen]
    return links or [(_("待办"), reverse("web:home"))]
