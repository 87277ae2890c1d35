"""What every step for many registrations does: lock in one order, refuse wrong ones by name, write, log once."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from mulin.audit.actions import log
from mulin.foundation.bulk import chunks
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.registration.choices import State
from mulin.registration.models import Registration
from mulin.tree.models import Node
from mulin.tree.permissions import Permission

NAMED_AT_MOST = 5
"""So many people are named in a refusal; the others are counted."""


def locked(registrations: Iterable[Registration]) -> list[Registration]:
    """These registrations as they stand now, which nobody else changes until the transaction ends."""
    rows = Registration.objects.select_for_update(of=("self",)).select_related("member", "unit", "community", "series")
    return [
        row
        for chunk in chunks(sorted({one.pk for one in registrations}))
        for row in rows.filter(pk__in=chunk).order_by("pk")
    ]


NodeOf = Callable[[Registration], Node]


def check_all(rows: Sequence[Registration], permission: Permission, node_of: NodeOf, by: User) -> None:
    """Refuse unless this person may do it at every node concerned; each node is asked once."""
    for node in {node_of(row).pk: node_of(row) for row in rows}.values():
        permission.check(by, node)


def refuse_unless(rows: Sequence[Registration], states: Sequence[State], sentence: str) -> None:
    """Refuse when some are not in one of these states; the people are named."""
    wrong = [row for row in rows if row.state not in states]
    if wrong:
        raise Refused(f"{named(wrong)}{sentence}（现为“{State(wrong[0].state).label}”），请刷新页面")


def named(rows: Sequence[Registration]) -> str:
    """“王甲”“李乙”等 12 人."""
    names = "".join(f"“{row.member.name}”" for row in rows[:NAMED_AT_MOST])
    return names if len(rows) <= NAMED_AT_MOST else f"{names}等 {len(rows)} 人"


def save_all(rows: Sequence[Registration], fields: Sequence[str]) -> None:
    """Write these fields of all rows; who read them before sees that they changed."""
    for row in rows:
        row.version += 1
    Registration.objects.bulk_update(rows, [*fields, "version"], batch_size=400)


def log_all(by: User, verb: str, rows: Sequence[Registration], node_of: NodeOf, **changes: Any) -> None:
    """One entry: about the registration when there is one, else with the names' number and the ids."""
    if len(rows) == 1:
        log(by, verb, rows[0], node_id=node_of(rows[0]).pk, changes=changes)
    elif rows:
        node_ids = {node_of(row).pk for row in rows}
        ids = {"人数": len(rows), "登记": [row.pk for row in rows]}
        node_id = node_ids.pop() if len(node_ids) == 1 else None
        log(by, verb, name=f"{len(rows)} 名党员", node_id=node_id, changes=ids | changes)


def unit_of(row: Registration) -> Node:
    """The organisation that sends."""
    return row.unit


def community_of(row: Registration) -> Node:
    """The community that receives."""
    return row.community
