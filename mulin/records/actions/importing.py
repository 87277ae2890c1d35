"""Many records at once: from a workbook or the demo, in bulk, with one audit entry and one event."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.bulk import insert_rows, reserve_ids
from mulin.foundation.clock import now, today
from mulin.foundation.refusals import Refused
from mulin.foundation.search import index
from mulin.identity.models import User
from mulin.records import permissions
from mulin.records.actions.writing import announce_confirmed, fill, search_entry
from mulin.records.models import Activity, Attendance
from mulin.records.queries import AllowedKinds, Roster
from mulin.records.rules import Attendee, Content, match, reason_against_day
from mulin.tree.models import Node


@dataclass(frozen=True)
class NewRecord:
    """One record to be written down in bulk. People without a member's id are looked up by name."""

    host: Node
    kind: str
    day: datetime.date
    content: Content = field(default_factory=Content)
    people: Sequence[Attendee] = ()


def reason_against(new: NewRecord, allowed: AllowedKinds, *, by: User) -> Refused | None:
    """Why this record cannot be written down and confirmed; nothing when it can. Asks no query for a known host."""
    try:
        permissions.confirm_records.check(by, new.host)
        permissions.write_records.check(by, new.host)
        too_early = reason_against_day(new.day, today())
        if too_early:
            raise Refused(too_early, field="day")
        fill(drafted(new, by), new.content, complete=True, allowed=allowed)
    except Refused as refusal:
        return refusal
    return None


def drafted(new: NewRecord, by: User) -> Activity:
    """The record before anything was put into it."""
    return Activity(host=new.host, kind=new.kind, day=new.day, entered_by=by)


@transaction.atomic
def note_many(
    records: Iterable[NewRecord],
    *,
    by: User,
    source: Mapping[str, Any] | None = None,
    allowed: AllowedKinds | None = None,
) -> list[int]:
    """Write down and confirm many records in one action: bulk statements, one audit entry, one event with all ids.

    All or nothing: refuses, naming the record, when one of them cannot be. ``source`` (file hash, counts) goes
    into the audit
    entry. Returns the ids in order.
    """
    kinds, roster, moment = allowed or AllowedKinds(), Roster(), now()
    activities: list[Activity] = []
    people: list[Sequence[Attendee]] = []
    for new in records:
        refusal = reason_against(new, kinds, by=by)
        if refusal:
            raise Refused(f"{new.day} {new.host.name}：{refusal}", field=refusal.field)
        activity = drafted(new, by)
        fill(activity, new.content, complete=True, allowed=kinds)
        there = match(new.people, roster.finder(new.host, new.day)).people
        activity.present = len(there) + activity.headcount
        activity.confirm(by=by)
        activity.confirmed_at = activity.entered_at = moment
        activities.append(activity)
        people.append(there)
    insert(activities, people)
    ids = [activity.pk for activity in activities]
    log(by, "批量登记纪实", name=f"活动纪实 {len(ids)} 条", changes={**(source or {}), "条数": len(ids), "编号": ids})
    announce_confirmed(activities)
    return ids


COLUMNS = (
    "id", "kind", "host_id", "title", "day", "begins_at", "place", "notice_on", "agenda", "minutes", "headcount",
    "present", "fields", "state", "entered_at", "entered_by_id", "confirmed_at", "confirmed_by_id",
)  # fmt: skip


def insert(activities: Sequence[Activity], people: Sequence[Sequence[Attendee]]) -> None:
    """Two bulk statements, and the search entries."""
    for activity, new_id in zip(activities, reserve_ids(Activity, len(activities)), strict=True):
        activity.pk = new_id
    insert_rows(Activity, COLUMNS, ([getattr(one, column) for column in COLUMNS] for one in activities))
    index([search_entry(one) for one in activities])
    insert_rows(
        Attendance,
        ("activity_id", "member_id", "name", "unit"),
        (
            (activity.pk, one.member_id, one.name, one.unit)
            for activity, there in zip(activities, people, strict=True)
            for one in there
        ),
    )
