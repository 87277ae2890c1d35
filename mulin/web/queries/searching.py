"""Finding by words within one's reach: find first, then ask which of the few places found may be seen."""

from collections.abc import Collection
from typing import Any

from mulin.foundation.models import SearchEntry
from mulin.foundation.search import search
from mulin.tree.models import Node
from mulin.tree.permissions import scope, search_scope

CANDIDATES = 600
"""Up to so many hits are looked at one by one; with more, the database is asked group by group within the reach."""
LIMIT = 50
GROUPS = (
    ("node", "nodes.view", "组织与区域"),
    ("unit", "units.view", "单位"),
    ("member", "members.view", "党员"),
    ("activity", "records.view", "活动"),
)


def found_by(user: Any, words: str) -> list[tuple[str, list[SearchEntry]]]:
    """What the words find, by group, each within the reach of its own permission word; at most 50 a group."""
    hits = search(words, limit=CANDIDATES)
    if len(hits) < CANDIDATES:
        groups = [(title, among(user, word, [hit for hit in hits if hit.kind == kind])) for kind, word, title in GROUPS]
    else:
        groups = [
            (title, search(words, kinds=[kind], scope=search_scope(user, word), limit=LIMIT))
            for kind, word, title in GROUPS
        ]
    return [(title, entries) for title, entries in groups if entries]


def among(user: Any, word: str, hits: list[SearchEntry]) -> list[SearchEntry]:
    """Those hits that stand at a node where this person has the word; no query when there is nothing to ask about."""
    if not hits or getattr(user, "is_built_in", False):
        return hits[:LIMIT]
    places = {place for hit in hits for place in (hit.node_id, hit.second_node_id) if place is not None}
    seen = visible_among(user, word, places)
    return [hit for hit in hits if hit.node_id in seen or hit.second_node_id in seen][:LIMIT]


def visible_among(user: Any, word: str, places: Collection[int]) -> set[int]:
    """Which of these nodes are in reach."""
    return set(Node.objects.filter(scope(user, word), pk__in=places).values_list("pk", flat=True))
