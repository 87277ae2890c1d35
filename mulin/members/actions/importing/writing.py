"""Writing what a workbook of members changes: whole columns at once, sealed on the way."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from mulin.foundation.bulk import insert_rows, reserve_ids
from mulin.foundation.identifiers import birthday_of
from mulin.foundation.search import index
from mulin.foundation.spreadsheets import Row
from mulin.members.actions.announcing import announce, tied_to
from mulin.members.actions.indexing import entries, index_members
from mulin.members.actions.registering import make_member_codes
from mulin.members.choices import Stage, TieKind
from mulin.members.models import Member, Tie
from mulin.tree.actions.bulk import chunks
from mulin.tree.choices import BEGINNING
from mulin.tree.models import Node

COLUMNS = (
    "id", "code", "name", "gender", "born_on", "identity_number", "identity_index", "phone", "phone_index", "category",
    "stage", "admitted_on", "left_on", "leaving", "account",
)  # fmt: skip


@dataclass(frozen=True)
class TieChange:
    """A member is tied to another node from a day on; ``live`` is the tie that ends."""

    member_id: int
    kind: TieKind
    node_id: int
    on: datetime.date
    live: Tie | None


@dataclass
class Writing:
    """New rows with their blind indexes, changed fields by member, changed ties."""

    new: list[tuple[Row, str, str]] = field(default_factory=list)
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    ties: list[TieChange] = field(default_factory=list)


def write(writing: Writing, nodes: dict[str, Node]) -> None:
    """Everything in the caller's transaction."""
    entered = [row[name] for row, _, _ in writing.new for name in ("home_organisation", "residence") if row[name]]
    left = [one.live.node_id for one in writing.ties if one.live is not None]
    enter_members(writing.new, nodes)
    correct_members(writing.changed)
    move_ties(writing.ties)
    index_members(sorted(writing.changed.keys() | {one.member_id for one in writing.ties}))
    corrected = tied_to(writing.changed)
    announce([*left, *corrected, *(nodes[code].pk for code in entered), *(one.node_id for one in writing.ties)])


def enter_members(new: list[tuple[Row, str, str]], nodes: dict[str, Node]) -> None:
    """New members with their ties and their entries in the search index."""
    if not new:
        return
    ids = reserve_ids(Member, len(new))
    made = iter(make_member_codes(sum(not row["code"] for row, _, _ in new)))
    insert_rows(
        Member,
        COLUMNS,
        (as_member(key, row, identity, phone, made) for key, (row, identity, phone) in zip(ids, new, strict=True)),
    )
    insert_rows(
        Tie,
        ["member", "kind", "node", "since"],
        (
            (key, kind.value, nodes[row[name]].pk, row["effective"] or BEGINNING)
            for key, (row, _, _) in zip(ids, new, strict=True)
            for name, kind in (
                ("home_organisation", TieKind.HOME_ORGANISATION),
                ("residence", TieKind.RESIDENCE),
            )
            if row[name]
        ),
    )
    index(entries(as_found(key, row, nodes) for key, (row, _, _) in zip(ids, new, strict=True)))


def as_member(key: int, row: Row, identity: str, phone: str, made: Any) -> tuple[Any, ...]:
    """A row in the order of the columns; the birthday comes from the identity number when there is one."""
    born = birthday_of(row["identity_number"]) if row["identity_number"] else row["born_on"]
    return (
        key,
        row["code"] or next(made),
        row["name"],
        row["gender"] or "",
        born,
        row["identity_number"],
        identity,
        row["phone"],
        phone,
        row["category"],
        row["stage"] or Stage.FULL.value,
        row["admitted_on"],
        None,
        "",
        None,
    )


def as_found(key: int, row: Row, nodes: dict[str, Node]) -> tuple[int, str, str | None, int | None, int | None]:
    """A row as the search index takes it."""
    home = nodes[row["home_organisation"]]
    residence = nodes[row["residence"]].pk if row["residence"] else None
    return key, row["name"], home.name, home.pk, residence


def correct_members(changed: dict[int, dict[str, Any]]) -> None:
    """Changed fields of members, those with the same fields together."""
    for chunk in chunks(changed):
        members = list(Member.objects.filter(pk__in=chunk))
        names: set[str] = set()
        for member in members:
            for name, value in changed[member.pk].items():
                setattr(member, name, value)
                names.add(name)
        Member.objects.bulk_update(members, sorted(names), batch_size=300)


def move_ties(ties: list[TieChange]) -> None:
    """Ties end on their days, and others begin."""
    live = [(one.live, one.on) for one in ties if one.live is not None]
    for chunk in chunks(tie.pk for tie, on in live if tie.since >= on):
        Tie.objects.filter(pk__in=chunk).delete()
    by_day: dict[datetime.date, list[int]] = {}
    for tie, on in live:
        if tie.since < on:
            by_day.setdefault(on, []).append(tie.pk)
    for on, keys in by_day.items():
        for chunk in chunks(keys):
            Tie.objects.filter(pk__in=chunk).update(until=on)
    insert_rows(
        Tie,
        ["member", "kind", "node", "since"],
        ((one.member_id, one.kind.value, one.node_id, one.on) for one in ties),
    )
