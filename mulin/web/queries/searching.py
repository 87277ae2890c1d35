"""Finding by words within one's reach: find first, then ask which of the few places found may be seen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from mulin.foundation.search import Hit, search
from mulin.tree.models import Node
from mulin.tree.permissions import Held, holders_of, reaches, search_scope

CANDIDATES = 600
"""Up to so many hits are looked at one by one; with more, the database is asked group by group within the reach."""
LIMIT = 50
GROUPS = (
    ("node", "nodes.view", "组织与区域"),
    ("unit", "units.view", "单位"),
    ("member", "members.view", "党员"),
    ("activity", "records.view", "活动"),
)


class Place(NamedTuple):
    """Of a node only what says who reaches it."""

    pk: int
    path: str
    place_path: str


def found_by(user: Any, words: str) -> list[tuple[str, list[Hit]]]:
    """What the words find, by group, each within the reach of its own permission word; at most 50 a group."""
    hits = search(words, limit=CANDIDATES)
    if len(hits) < CANDIDATES:
        groups = within_reach(user, hits)
    else:
        groups = [search(words, kinds=[kind], scope=search_scope(user, word), limit=LIMIT) for kind, word, _ in GROUPS]
    return [(title, found) for (_, _, title), found in zip(GROUPS, groups, strict=True) if found]


def within_reach(user: Any, hits: Sequence[Hit]) -> list[list[Hit]]:
    """Of each group the first 50 hits that stand at a node where this person has its word.

    Most people see most of what they look for, so the first 50 of each group are looked at together; all others only
    for groups that are not full then. That is one query or two, whatever was found.
    """
    groups = [[hit for hit in hits if hit.kind == kind] for kind, _, _ in GROUPS]
    if getattr(user, "is_built_in", False):
        return [group[:LIMIT] for group in groups]
    roles = [holders_of(word, user) for _, word, _ in GROUPS]
    found: list[list[Hit]] = [[] for _ in GROUPS]
    places: dict[int, Place] = {}
    for part in (slice(LIMIT), slice(LIMIT, None)):
        looked_at = [group[part] if len(seen) < LIMIT else [] for group, seen in zip(groups, found, strict=True)]
        places |= places_of(hit for group in looked_at for hit in group)
        for held, group, seen in zip(roles, looked_at, found, strict=True):
            seen += [hit for hit in group if is_reached(held, hit, places)]
    return [seen[:LIMIT] for seen in found]


def places_of(hits: Iterable[Hit]) -> dict[int, Place]:
    """Where these hits stand, by node; no query when there is nothing to ask about."""
    ids = {place for hit in hits for place in (hit.node_id, hit.second_node_id) if place is not None}
    if not ids:
        return {}
    rows = Node.objects.filter(pk__in=ids).values_list("pk", "path", "place_path")
    return {row[0]: Place._make(row) for row in rows}


def is_reached(roles: Sequence[Held], hit: Hit, places: Mapping[int, Place]) -> bool:
    """Does one of these roles reach one of the two places where this hit stands?"""
    stands_at = [places[place] for place in (hit.node_id, hit.second_node_id) if place is not None and place in places]
    return any(reaches(held, place) for held in roles for place in stands_at)
