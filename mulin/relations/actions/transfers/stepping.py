"""What every step of transfers does: lock, check, write the state, add the step, log once."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django_fsm import can_proceed

from mulin.audit.actions import log
from mulin.foundation.bulk import chunks, insert_rows
from mulin.foundation.clock import now, today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.relations.actions.numbering import take_numbers
from mulin.relations.choices import Series, TransferEvent
from mulin.relations.models import Letter, Transfer, TransferStep

SAVED = [
    "state", "source_id", "target_id", "target_text", "reason", "answers", "suggestion", "returned_because",
    "received_on", "receipt_number", "closed_on", "closed_because",
]  # fmt: skip
NAMED = 200
"""So many members are named in the log of a step for many."""


def locked(transfers: Iterable[Transfer]) -> list[Transfer]:
    """The same transfers, read afresh and held against everybody else, in one order for all."""
    ids = sorted(one.pk for one in transfers)
    if not ids:
        raise Refused("请先选择要办理的转接")
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("member", "source__kind", "target__kind")
    return [
        one for chunk in chunks(ids) for one in rows.filter(pk__in=chunk).order_by("pk").prefetch_related("letters")
    ]


def check_step(transfers: Iterable[Transfer], step: str, words: str) -> None:
    """Refuse a step that one of the transfers is not ready for, and say how far it is."""
    for one in transfers:
        if not can_proceed(getattr(one, step)):
            raise Refused(f"“{one.member}”的转接现在是“{one.get_state_display()}”，不能{words}")


def save_step(
    transfers: Sequence[Transfer], event: TransferEvent, *, by: User, note: str = "", day: datetime.date | None = None
) -> None:
    """Write the new state of transfers with one step each and one entry in the log."""
    columns = [name.removesuffix("_id") for name in SAVED]
    Transfer.objects.bulk_update(transfers, columns, batch_size=300)
    add_steps((one.pk for one in transfers), event, by=by, note=note, day=day)
    log_step(transfers, event.label, by=by, note=note)


def add_steps(
    ids: Iterable[int], event: TransferEvent, *, by: User, note: str = "", day: datetime.date | None = None
) -> None:
    """One step for each transfer."""
    moment, on = now(), day or today()
    rows = ((one, event.value, on, by.pk, moment, note[:200]) for one in ids)
    insert_rows(TransferStep, ["transfer", "event", "day", "by", "at", "note"], rows)


def log_step(transfers: Sequence[Transfer], verb: str, *, by: User, note: str = "") -> None:
    """One entry, whether for one member or for a thousand."""
    first = transfers[0]
    node_id = first.source_id or first.target_id
    if len(transfers) == 1:
        changes: dict[str, Any] = {"状态": first.get_state_display(), "说明": note}
        log(by, f"组织关系转接：{verb}", first, node_id=node_id, changes=changes)
        return
    names = [str(one.member) for one in transfers[:NAMED]]
    changes = {"人数": len(transfers), "党员": names, "编号": [one.pk for one in transfers], "说明": note}
    log(by, f"组织关系转接：{verb}（批量）", node_id=node_id, changes=changes, name=str(first.batch or first))


def write_letters(transfers: Sequence[Transfer], valid_until: datetime.date | Collection[datetime.date]) -> None:
    """A numbered letter for each, valid to one day or to a day each."""
    issued = today()
    untils = list(valid_until) if isinstance(valid_until, Collection) else [valid_until] * len(transfers)
    numbers = take_numbers(Series.LETTER, issued.year, len(transfers))
    insert_rows(
        Letter,
        ["transfer", "number", "issued_on", "valid_until", "target_name"],
        (
            (one.pk, number, issued, until, one.target_name)
            for one, number, until in zip(transfers, numbers, untils, strict=True)
        ),
    )
    for one in transfers:
        getattr(one, "_prefetched_objects_cache", {}).pop("letters", None)  # read before the new letter was there
