"""Writing what a workbook of members changes: whole columns at once, sealed on the way."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from mulin.foundation.bulk import chunks, insert_rows, reserve_ids
from mulin.foundation.identifiers import birthday_of
from mulin.foundation.search import index
from mulin.foundation.spreadsheets import Row
from mulin.members.actions.announcing import announce, tied_to
from mulin.members.actions.importing.matching import LiveTie
from mulin.members.actions.indexing import entries, index_members
from mulin.members.actions.registering import make_member_codes
from mulin.members.choices import Stage, TieKind
from mulin.members.events import members_moved
from mulin.members.models import FormerCategory, Member, Tie
from mulin.tree.choices import BEGINNING
from mulin.tree.models import Node

TAKEN_AS_THEY_ARE = ("code", "name", "gender", "identity_number", "phone", "category", "stage", "admitted_on")
TIES = (("home_organisation", TieKind.HOME_ORGANISATION.value), ("residence", TieKind.RESIDENCE.value))


@dataclass(frozen=True)
class TieChange:
    """A member is tied to another node from a day on; ``live`` is the tie that ends."""

    member_id: int
    kind: TieKind
    node_id: int
    on: datetime.date
    live: LiveTie | None


@dataclass
class Writing:
    """New rows with their blind indexes, changed fields by member, changed ties."""

    new: list[tuple[Row, str, str]] = field(default_factory=list)
    changed: dict[int, dict[str, Any]] = field(default_factory=dict)
    ties: list[TieChange] = field(default_factory=list)
    category_since: dict[int, datetime.date] = field(default_factory=dict)


def write(writing: Writing, nodes: dict[str, Node]) -> None:
    """Everything in the caller's transaction."""
    entered = [row[name] for row, _, _ in writing.new for name in ("home_organisation", "residence") if row[name]]
    left = [one.live.node_id for one in writing.ties if one.live is not None]
    new = enter_members(writing.new, nodes)
    correct_members(writing.changed, writing.category_since)
    move_ties(writing.ties)
    others = writing.changed.keys() | {one.member_id for one in writing.ties}
    index_members(sorted(others))
    for (kind, on), ids in moved(writing.ties).items():
        members_moved.send(Tie, member_ids=ids, kind=kind, on=on)
    corrected = tied_to(writing.changed)
    touched = [*left, *corrected, *(nodes[code].pk for code in entered), *(one.node_id for one in writing.ties)]
    announce(touched, [*new, *others])


def moved(ties: list[TieChange]) -> dict[tuple[TieKind, datetime.date], list[int]]:
    """Who is tied elsewhere, by the kind of the tie and the day."""
    found: dict[tuple[TieKind, datetime.date], list[int]] = {}
    for one in ties:
        found.setdefault((one.kind, one.on), []).append(one.member_id)
    return found


def enter_members(new: list[tuple[Row, str, str]], nodes: dict[str, Node]) -> list[int]:
    """New members with their ties and their entries in the search index; their ids."""
    if not new:
        return []
    ids = reserve_ids(Member, len(new))
    columns = {"id": ids, **as_columns(new)}
    insert_rows(Member, list(columns), zip(*columns.values(), strict=True))
    node_ids = {code: node.pk for code, node in nodes.items()}
    insert_rows(
        Tie,
        ["member", "kind", "node", "since"],
        (
            (key, kind, node_ids[row[name]], row["effective"] or BEGINNING)
            for key, (row, _, _) in zip(ids, new, strict=True)
            for name, kind in TIES
            if row[name]
        ),
    )
    index(entries(as_found(key, row, nodes) for key, (row, _, _) in zip(ids, new, strict=True)))
    return ids


def as_columns(new: list[tuple[Row, str, str]]) -> dict[str, list[Any]]:
    """Rows as whole columns; the birthday comes from the identity number when there is one."""
    rows, identities, phones = zip(*new, strict=True)
    columns = {name: [row[name] for row in rows] for name in TAKEN_AS_THEY_ARE}
    made = iter(make_member_codes(columns["code"].count("")))
    numbers = columns["identity_number"]
    return columns | {
        "code": [code or next(made) for code in columns["code"]],
        "gender": [gender or "" for gender in columns["gender"]],
        "stage": [stage or Stage.FULL.value for stage in columns["stage"]],
        "born_on": [
            birthday_of(number) if number else row["born_on"] for number, row in zip(numbers, rows, strict=True)
        ],
        "identity_index": list(identities),
        "phone_index": list(phones),
    }


def as_found(key: int, row: Row, nodes: dict[str, Node]) -> tuple[int, str, str | None, int | None, int | None]:
    """A row as the search index takes it."""
    home = nodes[row["home_organisation"]]
    residence = nodes[row["residence"]].pk if row["residence"] else None
    return key, row["name"], home.name, home.pk, residence


def correct_members(changed: dict[int, dict[str, Any]], since: dict[int, datetime.date]) -> None:
    """Changed fields of members, those with the same fields together. Other categories hold since their days."""
    for chunk in chunks(changed):
        members = list(Member.objects.filter(pk__in=chunk))
        insert_rows(
            FormerCategory,
            ["member", "category", "until"],
            [(one.pk, one.category, since[one.pk]) for one in members if "category" in changed[one.pk]],
        )
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
