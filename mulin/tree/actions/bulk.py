"""Many nodes founded at once, for imports and the demo, with the same rules as one by one."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from mulin.audit.actions import log
from mulin.foundation.bulk import chunks, insert_rows, reserve_ids
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.tree import events
from mulin.tree.actions.founding import make_codes
from mulin.tree.actions.ties import ending_problem
from mulin.tree.choices import BEGINNING, Change, Relation
from mulin.tree.models import Kind, Node, NodeChange, Parent
from mulin.tree.permissions import declared, holders_of
from mulin.tree.queries import allowed_parents


@dataclass(frozen=True)
class BulkNode:
    """A node to be founded. Parents are named by code: of nodes that stand, or of others in the same batch."""

    kind: str
    name: str
    code: str = ""
    belongs_to: str = ""
    located_in: str = ""
    area_code: str = ""
    since: datetime.date = BEGINNING


@dataclass(frozen=True)
class Above:
    """What is needed of a parent: its id, kind, name and paths, whether it stands already or is founded along."""

    id: int
    kind: str
    name: str
    path: str
    place_path: str
    since: datetime.date
    until: datetime.date | None = None


def reaches_path(user: Any, word: str) -> Callable[[str, str], bool]:
    """A question about paths: has this person the word at the node with these two paths? For thousands of nodes."""
    if getattr(user, "is_built_in", False):
        return lambda _path, _place_path: True
    held = [one for one in holders_of(word, user) if one.node_id is not None and one.role.reach != "assigned"]
    below = [(one.path, one.place_path) for one in held if one.role.reach == "below"]
    own = {one.path for one in held if one.role.reach == "own"}

    def reaches(path: str, place_path: str) -> bool:
        return path in own or any(path.startswith(one) or place_path.startswith(two) for one, two in below)

    return reaches


def nodes_by_code(codes: Iterable[str]) -> dict[str, Node]:
    """Nodes by their codes, however many."""
    found: dict[str, Node] = {}
    for chunk in chunks(set(codes) - {""}):
        found.update((node.code, node) for node in Node.objects.filter(code__in=chunk))
    return found


@transaction.atomic
def found_many(rows: Sequence[BulkNode], *, reason: str, by: User, word: str = "nodes.manage") -> dict[str, int]:
    """Found nodes with their parents, codes, paths and history; one log entry, one event.

    The person must have the permission ``word`` at one of the parents of each (through the batch, if need be); a root
    is founded by the command line alone. Returns the ids by code, in the order of the rows. ``Refused`` names the row.
    """
    rows = with_codes(rows)
    refuse_taken(rows)
    standing = {
        code: Above(node.pk, node.kind_id, node.name, node.path, node.place_path, node.since, node.until)
        for code, node in nodes_by_code(code for row in rows for code in (row.belongs_to, row.located_in)).items()
    }
    ids = reserve_ids(Node, len(rows))
    built = Builder(rows, ids, standing, by, word).build()
    insert_rows(
        Node,
        ["id", "kind", "code", "area_code", "name", "since", "path", "place_path"],
        [
            (above.id, row.kind, row.code, row.area_code, row.name, row.since, above.path, above.place_path)
            for row, above in zip(rows, built, strict=True)
        ],
    )
    known = standing | {row.code: above for row, above in zip(rows, built, strict=True)}
    insert_rows(Parent, ["node", "parent", "relation", "since"], parent_rows(rows, known))
    moment = timezone.now()
    insert_rows(
        NodeChange,
        ["node", "change", "on", "reason", "entered_at", "entered_by"],
        [(known[row.code].id, Change.FOUNDED.value, row.since, reason, moment, by.pk) for row in rows],
    )
    if rows:
        log(
            by,
            "批量成立",
            name=f"{len(rows)} 个节点",
            changes={"数量": Counter(row.kind for row in rows), "原因": reason},
        )
        events.nodes_founded.send(Node, node_ids=ids, on=min(row.since for row in rows))
    return {row.code: known[row.code].id for row in rows}


def with_codes(rows: Sequence[BulkNode]) -> list[BulkNode]:
    """The same rows, each with a code: made for those that were given none."""
    lacking = Counter(row.kind for row in rows if not row.code)
    made = {kind: iter(make_codes(kind, count)) for kind, count in sorted(lacking.items())}
    return [
        row
        if row.code
        else BulkNode(
            row.kind, row.name, next(made[row.kind]), row.belongs_to, row.located_in, row.area_code, row.since
        )
        for row in rows
    ]


def refuse_taken(rows: Sequence[BulkNode]) -> None:
    """Refuse codes that another node has, or that stand twice in the batch."""
    counted = Counter(row.code for row in rows)
    twice = [code for code, count in counted.items() if count > 1]
    taken = twice or list(nodes_by_code(counted))
    if taken:
        raise Refused(f"编码“{taken[0]}”已被使用，请换一个", field="code")


def parent_rows(rows: Sequence[BulkNode], known: Mapping[str, Above]) -> Iterator[tuple[int, int, str, datetime.date]]:
    """The ties of a batch."""
    for row in rows:
        for code, relation in ((row.belongs_to, Relation.BELONGS), (row.located_in, Relation.LOCATED)):
            if code:
                yield known[row.code].id, known[code].id, relation.value, max(row.since, known[code].since)


class Builder:
    """Works out the paths of a batch, parents before children, and refuses what the rules refuse."""

    def __init__(
        self, rows: Sequence[BulkNode], ids: Sequence[int], standing: dict[str, Above], by: User, word: str
    ) -> None:
        self.rows = {row.code: (row, key) for row, key in zip(rows, ids, strict=True)}
        self.known = dict(standing)
        self.kinds = Kind.objects.in_bulk()
        self.allowed = {relation: allowed_parents(relation) for relation in Relation.values}
        self.reach = reaches_path(by, word)
        self.may_found_roots = by.is_built_in
        self.word = word

    def build(self) -> list[Above]:
        """Every row as a node with its paths, in the order of the rows."""
        for code in self.rows:
            self.place(code)
        return [self.known[code] for code in self.rows]

    def place(self, code: str) -> None:
        """Place a row and, before it, the rows above it. A circle is refused."""
        waiting, on_the_way = [code], {code}
        while waiting:
            current = waiting[-1]
            missing = [above for above in self.parents(current) if above not in self.known]
            if not missing or current in self.known:
                waiting.pop()
                on_the_way.discard(current)
                if current not in self.known:
                    self.known[current] = self.placed(*self.rows[current])
                continue
            above = missing[0]
            if above in on_the_way:
                raise Refused(f"“{self.rows[current][0].name}”的上级又在它自己之下，请检查上级编码")
            if above not in self.rows:
                raise Refused(f"“{self.rows[current][0].name}”的上级编码“{above}”不存在")
            waiting.append(above)
            on_the_way.add(above)

    def parents(self, code: str) -> list[str]:
        """The codes above a row."""
        row = self.rows[code][0] if code in self.rows else None
        return [above for above in (row.belongs_to, row.located_in) if above] if row else []

    def placed(self, row: BulkNode, key: int) -> Above:
        """A row whose parents are known."""
        superior = self.known[row.belongs_to] if row.belongs_to else None
        place = self.known[row.located_in] if row.located_in else superior
        self.check(row, superior, Relation.BELONGS)
        if row.located_in:
            self.check(row, place, Relation.LOCATED)
        elif superior is None and not self.may_found_roots:
            raise Refused(f"“{row.name}”没有上级，只能由命令行账号建立")
        above = [one for one in (superior, place) if one is not None]
        if above and not any(self.reach(one.path, one.place_path) for one in above):
            raise Refused(f"“{row.name}”不在您的管理范围（{declared.get(self.word, self.word)}）")
        return Above(
            key,
            row.kind,
            row.name,
            f"{superior.path if superior else '/'}{key}/",
            f"{place.place_path if place else '/'}{key}/",
            row.since,
        )

    def check(self, row: BulkNode, above: Above | None, relation: Relation) -> None:
        """Refuse a parent that the kinds do not allow."""
        problem = placement_problem(row.kind, above.kind if above else "", relation, self.kinds, self.allowed[relation])
        problem = problem or (ending_problem(above.name, above.until) if above else "")
        if problem:
            raise Refused(f"“{row.name}”：{problem}")


def placement_problem(
    kind: str, above: str, relation: str, kinds: Mapping[str, Kind], allowed: Mapping[str, set[str]]
) -> str:
    """Why a node of a kind cannot stand under or in one of another kind; nothing when it can. Empty ``above``: none."""
    own = kinds[kind]
    if not above:
        return "" if own.may_be_root or relation == Relation.LOCATED else f"{own.name}必须有上级"
    if above in allowed.get(kind, set()):
        return ""
    names = [kinds[one].name for one in sorted(allowed.get(kind, set()), key=lambda one: kinds[one].order)]
    stands = "下" if relation == Relation.BELONGS else "里"
    return f"{own.name}不能设在{kinds[above].name}{stands}，可以是：{'、'.join(names) or '无'}"
