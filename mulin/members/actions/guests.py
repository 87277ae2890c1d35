"""Many members who belong elsewhere and were received here at once: on the register with a host."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mulin.foundation.bulk import insert_rows, reserve_ids
from mulin.foundation.identifiers import birthday_of
from mulin.members.actions.announcing import announce
from mulin.members.actions.indexing import index_members
from mulin.members.actions.registering import make_member_codes
from mulin.members.choices import Category, TieKind
from mulin.members.models import Member, Tie

COLUMNS = (
    "id", "code", "name", "gender", "born_on", "identity_number", "identity_index", "phone", "phone_index", "category",
    "stage",
)  # fmt: skip


@dataclass(frozen=True)
class Guest:
    """A person as a workbook tells, checked already, with the blind indexes; received by a node since a day."""

    name: str
    gender: str
    identity_number: str
    identity_index: str
    phone: str
    phone_index: str
    stage: str
    host_id: int
    since: datetime.date


def enter_guests(guests: Sequence[Guest]) -> list[int]:
    """Register them in the caller's transaction, with codes and hosts; returns their ids in order. The caller logs."""
    if not guests:
        return []
    ids = reserve_ids(Member, len(guests))
    codes = make_member_codes(len(guests))
    insert_rows(Member, COLUMNS, (as_row(*one) for one in zip(ids, codes, guests, strict=True)))
    host_many(zip(ids, guests, strict=True))
    index_members(ids)
    announce({one.host_id for one in guests}, ids)
    return ids


def as_row(key: int, code: str, one: Guest) -> tuple[object, ...]:
    """One person by column; the birthday comes from the identity number."""
    born = birthday_of(one.identity_number) if one.identity_number else None
    return (
        key, code, one.name, one.gender, born, one.identity_number, one.identity_index, one.phone, one.phone_index,
        Category.FLOATING.value, one.stage,
    )  # fmt: skip


def host_many(pairs: Iterable[tuple[int, Guest]]) -> None:
    """Their host ties."""
    rows = ((key, TieKind.HOST.value, one.host_id, one.since) for key, one in pairs)
    insert_rows(Tie, ["member", "kind", "node", "since"], rows)
