"""Records as lists show them: what a person may see, narrowed by the list's address."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from mulin.foundation.search import search
from mulin.records.models import Activity, Evidence
from mulin.tree.models import Node
from mulin.tree.permissions import scope

SEARCHED_AS = "activity"
MOST_FOUND = 2000
MOST_OFFERED = 600


def visible_to(user: Any) -> QuerySet[Activity]:
    """The records at nodes whose records this person may read."""
    return Activity.objects.filter(scope(user, "records.view", "host__"))


def narrowed(rows: QuerySet[Activity], conditions: Mapping[str, Any]) -> QuerySet[Activity]:
    """Those that meet the conditions of the list's address; unknown conditions are ignored.

    kind, host (id, with all below), state, day_from, day_until, q.
    """
    lookups = {"kind": "kind", "state": "state", "day_from": "day__gte", "day_until": "day__lte"}
    wanted = {lookup: conditions[name] for name, lookup in lookups.items() if conditions.get(name)}
    try:
        rows = rows.filter(**wanted)
    except (ValueError, ValidationError):
        return rows.none()
    rows = hosted_within(rows, conditions["host"]) if conditions.get("host") else rows
    return found_by(rows, str(conditions["q"])) if conditions.get("q") else rows


def hosted_within(rows: QuerySet[Activity], host_id: Any) -> QuerySet[Activity]:
    """Those hosted by a node or by anything that belongs to it or is located in it."""
    node = Node.objects.filter(pk=host_id).first() if str(host_id).isdecimal() else None
    if node is None:
        return rows.none()
    return rows.filter(Q(host__path__within=node.path) | Q(host__place_path__within=node.place_path))


def found_by(rows: QuerySet[Activity], words: str) -> QuerySet[Activity]:
    """Those whose title, host or place holds every word, by the index of words."""
    return rows.filter(pk__in=[entry.object_id for entry in search(words, kinds=[SEARCHED_AS], limit=MOST_FOUND)])


def hosts_recorded(user: Any) -> list[tuple[int, str]]:
    """The nodes with records this person may read, to choose from in a filter: id and name."""
    recorded = Activity.objects.filter(host_id=OuterRef("pk"))
    nodes = Node.objects.filter(scope(user, "records.view")).filter(Exists(recorded))
    return list(nodes.order_by("kind__order", "name", "pk").values_list("pk", "name")[:MOST_OFFERED])


def evidence_visible_to(user: Any) -> QuerySet[Evidence]:
    """The files of records this person may read."""
    return Evidence.objects.filter(activity__in=visible_to(user)).select_related("activity")
