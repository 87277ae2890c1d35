"""Who is judged: subjects, and the forest of their parents as it stands on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

Relation = Literal["belongs", "located"]
RollUp = Literal["own", "below"]


@dataclass(frozen=True, slots=True)
class Subject:
    """A node that can be judged: a place, an organisation or a unit; ``kind`` is a pack's word (``community``)."""

    id: int
    kind: str
    code: str
    name: str


class Forest:
    """Nodes and the parents they have on one day.

    ``belongs`` is the one line of subordination (所属); ``located`` says where a node stands (坐落): an office building
    belongs to a street and is located in a community. Parents that are no node of the forest are left out.
    ``ValueError`` when a node belongs to two parents.
    """

    def __init__(self, nodes: Iterable[Subject], parents: Iterable[tuple[int, int, Relation]]) -> None:
        self._subjects = {node.id: node for node in nodes}
        self._parent: dict[int, int] = {}
        self._places: dict[int, list[int]] = defaultdict(list)
        self._belonging: dict[int, list[int]] = defaultdict(list)
        self._standing: dict[int, list[int]] = defaultdict(list)
        for child, parent, relation in parents:
            if child in self._subjects and parent in self._subjects:
                self._relate(child, parent, relation)
        self._depths: dict[int, int] = {}
        self._walks: dict[tuple[int, bool], tuple[int, ...]] = {}

    def _relate(self, child: int, parent: int, relation: Relation) -> None:
        if relation == "located":
            self._places[child].append(parent)
            self._standing[parent].append(child)
            return
        if self._parent.setdefault(child, parent) != parent:
            raise ValueError(f"“{self._subjects[child].name}”在同一天有两个上级")
        self._belonging[parent].append(child)

    def __contains__(self, subject_id: int) -> bool:
        return subject_id in self._subjects

    def __len__(self) -> int:
        return len(self._subjects)

    def subject(self, subject_id: int) -> Subject:
        """The subject with this id; ``KeyError`` when it does not stand on this day."""
        return self._subjects[subject_id]

    def of_kinds(self, kinds: Collection[str]) -> list[Subject]:
        """Every subject of these kinds, by code."""
        found = (node for node in self._subjects.values() if node.kind in kinds)
        return sorted(found, key=lambda node: (node.code, node.id))

    def parent(self, subject_id: int) -> Subject | None:
        """What it belongs to, or nothing at the top."""
        parent = self._parent.get(subject_id)
        return None if parent is None else self._subjects[parent]

    def children(self, subject_id: int, kinds: Collection[str] | None = None) -> list[Subject]:
        """Subordinate subjects (所辖) of these kinds at any depth, along ``belongs`` only; without kinds, all."""
        below = self._walk(subject_id, both=False)
        found = (self._subjects[node] for node in below if node != subject_id)
        return [node for node in found if kinds is None or node.kind in kinds]

    def ancestors(self, subject_id: int) -> list[Subject]:
        """All it belongs to or is located under, nearest first, each once, without itself."""
        seen = {subject_id: None}
        queue = [subject_id]
        for node in queue:
            parents = [self._parent[node]] if node in self._parent else []
            fresh = [parent for parent in parents + self._places.get(node, []) if parent not in seen]
            seen.update(dict.fromkeys(fresh))
            queue.extend(dict.fromkeys(fresh))
        return [self._subjects[node] for node in seen if node != subject_id]

    def below(self, subject_id: int) -> tuple[int, ...]:
        """Ids of the node itself and of everything that belongs to it or is located under it."""
        return self._walk(subject_id, both=True)

    def reach(self, subject_ids: Collection[int], roll_up: RollUp) -> dict[int, tuple[int, ...]]:
        """For each node whose facts count: the subjects they count for. Each fact counts once for a subject."""
        if roll_up == "own":
            return {subject: (subject,) for subject in subject_ids}
        holders: dict[int, list[int]] = defaultdict(list)
        for subject in subject_ids:
            for node in self._walk(subject, both=True):
                holders[node].append(subject)
        return {node: tuple(subjects) for node, subjects in holders.items()}

    def leaves_first(self, subject_ids: Iterable[int]) -> list[int]:
        """The subjects ordered so that none stands before what belongs to it."""
        return sorted(subject_ids, key=lambda subject: (-self.depth(subject), subject))

    def depth(self, subject_id: int) -> int:
        """How many nodes stand above it along ``belongs``."""
        if subject_id not in self._depths:
            line, seen = [subject_id], {subject_id}
            while (parent := self._parent.get(line[-1])) is not None and parent not in seen:
                line.append(parent)
                seen.add(parent)
            for steps, node in enumerate(reversed(line)):
                self._depths[node] = steps
        return self._depths[subject_id]

    def _walk(self, subject_id: int, *, both: bool) -> tuple[int, ...]:
        # A forest never changes, and judging asks for the same few nodes again and again.
        known = self._walks.get((subject_id, both))
        if known is None:
            known = self._walks[subject_id, both] = self._walked(subject_id, both=both)
        return known

    def _walked(self, subject_id: int, *, both: bool) -> tuple[int, ...]:
        # A ring in bad records must end the walk, not the process: each node is visited once.
        seen = {subject_id}
        queue = [subject_id]
        for node in queue:
            below = self._belonging.get(node, ())
            for child in (*below, *self._standing.get(node, ())) if both else below:
                if child not in seen:
                    seen.add(child)
                    queue.append(child)
        return tuple(queue)
