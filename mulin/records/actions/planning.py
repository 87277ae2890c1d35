"""What importing a workbook of activities would do, and doing it."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from mulin.audit.actions import log
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import CellError, Difference, Plan, Reading, Row
from mulin.identity.models import User
from mulin.records.actions.importing import NewRecord, note_many, reason_against
from mulin.records.actions.noting import rewrite
from mulin.records.actions.settling import put_right
from mulin.records.actions.writing import announce_changed, former_of, locked, save
from mulin.records.choices import State
from mulin.records.models import Activity
from mulin.records.queries import AllowedKinds, Roster, text_of, units_among, visible_to, whole_text
from mulin.records.rules import Attendee, Content, checked_fields, differences, match, with_marked_units, written
from mulin.records.sheets import content_of, people_by_activity
from mulin.tree.models import Node

Key = tuple[int, str, datetime.date, str, datetime.time | None]
REASON = "按导入的表格更正"


@dataclass
class Import:
    """The rows of one file, sorted by what they would do."""

    reading: Reading
    by: User
    allowed: AllowedKinds = field(default_factory=AllowedKinds)
    hosts: dict[str, Node] = field(default_factory=dict)
    standing: dict[Key, Activity] = field(default_factory=dict)
    by_id: dict[str, Activity] = field(default_factory=dict)
    seen: Counter[Any] = field(default_factory=Counter)
    new: list[NewRecord] = field(default_factory=list)
    changed: list[tuple[Activity, NewRecord]] = field(default_factory=list)
    unchanged: int = 0
    errors: list[CellError] = field(default_factory=list)
    recognised: list[Difference] = field(default_factory=list)


def plan(reading: Reading, *, by: User) -> Plan:
    """Compare the rows with what is recorded, in sets. Records are found by their number, else by host, kind, day,
    title, time.
    """
    work = Import(reading, by)
    look_up(work)
    recognise_units(work)
    read = [(row, new) for row in reading.rows if (new := understood(work, row)) is not None]
    people = people_by_activity([one.pk for row, new in read if (one := match_of(work, row, new)) is not None])
    for row, new in read:
        sort_in(work, row, new, people)
    return Plan(
        new=len(work.new),
        changed=len(work.changed),
        unchanged=work.unchanged,
        errors=work.errors,
        apply=lambda: apply(work),
        differences=work.recognised,
    )


def look_up(work: Import) -> None:
    """The hosts and the records that the rows may mean: two queries."""
    rows = work.reading.rows
    hosts = Node.objects.filter(code__in={row["host"] for row in rows}).select_related("kind")
    work.hosts = {host.code: host for host in hosts}
    days = [row["day"] for row in rows if row["day"]]
    numbers = {int(row["id"]) for row in rows if row["id"].isdigit() and len(row["id"]) < 19}
    if not days:
        return
    seen = visible_to(work.by).select_related("host__kind").defer("confirmed_at")
    known = seen.filter(host__in=[host.pk for host in hosts], day__range=(min(days), max(days)))
    best_last = sorted(known, key=lambda one: (one.counts, one.state == State.DRAFT, -one.pk))
    work.standing = {key_of(one): one for one in best_last}
    work.by_id = {str(one.pk): one for one in (*known, *seen.filter(pk__in=numbers))}


def recognise_units(work: Import) -> None:
    """Put units that trail a name into brackets, and show in the preview how each was understood: two queries."""
    is_unit = units_among(row["people"] for row in work.reading.rows)
    for row in work.reading.rows:
        marked = with_marked_units(row["people"], is_unit)
        row["people"] = marked.text
        work.recognised += [
            Difference(row.number, "到场人员（识别出单位）", f"{one.name} {one.unit}", written([one]))
            for one in marked.people
        ]


def key_of(activity: Activity) -> Key:
    """What makes a record the same as another when no number says so."""
    return activity.host_id, activity.kind, activity.day, activity.title, activity.begins_at


def understood(work: Import, row: Row) -> NewRecord | None:
    """The row as a record; a mistake is noted instead."""
    host = work.hosts.get(row["host"])
    if host is None:
        note_wrong(work, row, Refused(f"没有编码为“{row['host']}”的组织", field="host"))
        return None
    try:
        kind = work.allowed.kind(row["kind"], host, row["day"])
        content, people = content_of(row, kind)
    except Refused as refusal:
        note_wrong(work, row, refusal)
        return None
    new = NewRecord(host, row["kind"], row["day"], cast("Content", content), people)
    against = reason_against(new, work.allowed, by=work.by)
    if against:
        note_wrong(work, row, against)
    return None if against else new


def note_wrong(work: Import, row: Row, refusal: Refused) -> None:
    """Note a mistake at its cell; one about a kind's own field stands at the cell of own fields."""
    columns = {column.name for column in work.reading.sheet.columns}
    place = refusal.field or ""
    place = place if not place or place in columns else "fields"
    work.errors.append(work.reading.error(row, place, str(refusal)))


def match_of(work: Import, row: Row, new: NewRecord) -> Activity | None:
    """The record that stands already for this row."""
    if row["id"]:
        return work.by_id.get(row["id"])
    return work.standing.get(key_of(preview_of(new)))


def preview_of(new: NewRecord) -> Activity:
    """The record as it would be, for comparing."""
    activity = Activity(host=new.host, kind=new.kind, day=new.day)
    for name, value in new.content.items():
        setattr(activity, name, value)
    return activity


def sort_in(work: Import, row: Row, new: NewRecord, people: dict[int, list[Attendee]]) -> None:
    """Decide whether a row is new, changed or unchanged, or cannot be taken."""
    stands = match_of(work, row, new)
    mark = stands.pk if stands else key_of(preview_of(new))
    work.seen[mark] += 1
    if row["id"] and stands is None:
        note_wrong(work, row, Refused(f"没有编号为“{row['id']}”的记录，新登记的请留空", field="id"))
    elif work.seen[mark] > 1:
        note_wrong(work, row, Refused("与上面某一行是同一次活动：组织、类型、日期、名称、开始时间都相同"))
    elif stands is None:
        work.new.append(new)
    elif stands.state == State.VOID or not differs(work, stands, new, people[stands.pk]):
        work.unchanged += 1
    else:
        work.changed.append((stands, new))


def differs(work: Import, stands: Activity, new: NewRecord, people: Sequence[Attendee]) -> bool:
    """Does the row say anything else than the record does?"""
    wanted = preview_of(new)
    kind = work.allowed.kind(new.kind, new.host, new.day)
    wanted.fields = checked_fields(kind, wanted.fields, complete=False)
    names = {(one.name, one.unit) for one in people}
    return bool(differences(text_of(stands), text_of(wanted))) or names != {(one.name, one.unit) for one in new.people}


def apply(work: Import) -> None:
    """Write it: new records in bulk, changes one by one with their former text, one event for each of the two."""
    source = {"文件校验值": work.reading.sha256}
    if work.new:
        note_many(work.new, by=work.by, source=source, allowed=work.allowed)
    if work.changed:
        change_many(work.changed, by=work.by, source=source)


def change_many(changed: Sequence[tuple[Activity, NewRecord]], *, by: User, source: dict[str, Any]) -> None:
    """Correct facts and edit drafts as the rows say; one audit entry with every difference, one event."""
    roster, found, moved = Roster(), {}, []
    for stands, new in changed:
        activity = locked(stands)
        former, was_fact = former_of(activity), activity.counts
        people = match(new.people, roster.finder(new.host, new.day)).people
        changes: Any = {"host": new.host, "kind": new.kind, "day": new.day, **new.content}
        if was_fact:
            found[str(activity.pk)] = put_right(activity, changes, people, reason=REASON, by=by)
            moved.append((activity, former))
        else:
            before = whole_text(activity)
            rewrite(activity, changes, people, complete=False, by=by)
            save(activity)
            found[str(activity.pk)] = differences(before, whole_text(activity))
    log(by, "批量更正纪实", name=f"活动纪实 {len(found)} 条", changes={**source, "条数": len(found), "差异": found})
    if moved:
        announce_changed(moved)
