"""Which members the rows speak of: by code, else by identity number, else by name and home organisation."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from mulin.foundation.encryption import blind_indexes
from mulin.foundation.spreadsheets import Row
from mulin.members.choices import TieKind
from mulin.members.models import Member, Tie
from mulin.tree.models import Node

FIELDS = (
    "pk", "code", "name", "gender", "born_on", "identity_index", "phone_index", "category", "stage", "admitted_on",
    "left_on",
)  # fmt: skip


class LiveTie(NamedTuple):
    """A tie without an end, as much of it as the comparison needs."""

    pk: int
    member_id: int
    kind: str
    node_id: int
    since: datetime.date


@dataclass
class Known:
    """A member as the register has it, without what is sealed."""

    id: int
    code: str
    name: str
    gender: str
    born_on: object
    identity_index: str
    phone_index: str
    category: str
    stage: str
    admitted_on: object
    left_on: object
    ties: dict[str, LiveTie] = field(default_factory=dict)


@dataclass
class Matches:
    """The members of a file by row number, the owners of identity numbers, and rows that could be several people."""

    by_row: dict[int, Known] = field(default_factory=dict)
    ambiguous: set[int] = field(default_factory=set)
    owner_of: dict[str, Known] = field(default_factory=dict)
    indexes: dict[int, tuple[str, str]] = field(default_factory=dict)


def match(rows: Sequence[Row], nodes: dict[str, Node]) -> Matches:
    """Find the members that rows name, in a few queries."""
    matches = Matches()
    identities = blind_indexes(row["identity_number"] for row in rows)
    phones = blind_indexes(row["phone"] for row in rows)
    numbers = (row.number for row in rows)
    matches.indexes = dict(zip(numbers, zip(identities, phones, strict=True), strict=True))
    by_code = {one.code: one for one in known_by("code", {row["code"] for row in rows} - {""})}
    by_identity = {one.identity_index: one for one in known_by("identity_index", set(identities) - {""})}
    matches.owner_of = by_identity
    nameless = []
    for row, identity in zip(rows, identities, strict=True):
        found = by_code.get(row["code"]) if row["code"] else by_identity.get(identity) if identity else None
        if found is not None:
            matches.by_row[row.number] = found
        elif not row["code"] and not identity:
            nameless.append(row)
    match_names(nameless, nodes, matches)
    add_ties(matches.by_row.values())
    return matches


def known_by(column: str, values: Collection[Any]) -> Iterable[Known]:
    """Members by one column."""
    if values:
        for row in Member.objects.filter(**{f"{column}__among": set(values)}).values_list(*FIELDS):
            yield Known(*row)


def match_names(rows: Sequence[Row], nodes: dict[str, Node], matches: Matches) -> None:
    """Rows without code and number are the one member of that name in that organisation."""
    wanted: dict[tuple[str, int], list[int]] = {}
    for row in rows:
        node = nodes.get(row["home_organisation"])
        if node is not None:
            wanted.setdefault((row["name"], node.pk), []).append(row.number)
    ids: dict[tuple[str, int], list[int]] = {}
    if wanted:
        names = {name for name, _ in wanted}
        ties = Tie.objects.filter(kind=TieKind.HOME_ORGANISATION, until__isnull=True, member__name__among=names)
        for member_id, name, node_id in ties.values_list("member_id", "member__name", "node_id"):
            ids.setdefault((name, node_id), []).append(member_id)
    single = {key: found[0] for key, found in ids.items() if key in wanted and len(found) == 1}
    known = {one.id: one for one in known_by("pk", single.values())}
    for key, numbers in wanted.items():
        if len(ids.get(key, ())) > 1 or len(numbers) > 1:
            matches.ambiguous.update(numbers)
        elif key in single:
            matches.by_row[numbers[0]] = known[single[key]]


def add_ties(members: Iterable[Known]) -> None:
    """Read the ties that members have without an end."""
    by_id = {one.id: one for one in members}
    if by_id:
        live = Tie.objects.filter(member_id__among=set(by_id), until__isnull=True)
        for tie in map(LiveTie._make, live.values_list(*LiveTie._fields)):
            by_id[tie.member_id].ties[tie.kind] = tie
