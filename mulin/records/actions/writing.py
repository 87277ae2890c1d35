"""What every action on one record shares: locking it, filling it in, keeping its former text, announcing it."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from mulin.foundation.models import SearchEntry
from mulin.foundation.refusals import Refused
from mulin.foundation.search import index, remove
from mulin.identity.models import User
from mulin.records import events
from mulin.records.choices import Change, State
from mulin.records.models import Activity, Attendance, Revision
from mulin.records.queries import SEARCHED_AS, AllowedKinds
from mulin.records.rules import Attendee, Content, checked_fields
from mulin.tree.models import Node

Place = tuple[int, datetime.date, str]
"""Where a fact counts: host id, day, kind."""


@dataclass(frozen=True)
class Former:
    """Where a fact counted before it said something else, and the members who were there by name."""

    place: Place
    member_ids: frozenset[int]


class Outdated(Refused):
    """Somebody else saved the record in the meantime. ``current`` is the record as it stands now; nothing was
    written.
    """

    def __init__(self, current: Activity) -> None:
        super().__init__("您打开之后，别人已经改过这条记录，您的改动没有保存。请对照现在的内容再决定", field="version")
        self.current = current


class Changes(Content, total=False):
    """What can be changed about a record that exists."""

    host: Node
    kind: str
    day: datetime.date


def locked(activity: Activity, version: int | None = None) -> Activity:
    """The record, read again and locked until the transaction ends. ``Outdated`` when it is not the version that
    was read.
    """
    fresh = Activity.objects.select_for_update(of=("self",)).select_related("host__kind").get(pk=activity.pk)
    if version is not None and fresh.version != version:
        raise Outdated(fresh)
    return fresh


def place_of(activity: Activity) -> Place:
    """Where it counts."""
    return activity.host_id, activity.day, activity.kind


def former_of(activity: Activity) -> Former:
    """Where it counts and who is there, to be kept before either changes."""
    there = activity.attendances.filter(member__isnull=False).values_list("member_id", flat=True)
    return Former(place_of(activity), frozenset(there))


def fill(
    activity: Activity, changes: Mapping[str, Any], *, complete: bool, allowed: AllowedKinds | None = None
) -> None:
    """Put what people said into the record and check it against its kind. Nothing is saved yet.

    ``complete``: required fields must be there, because it is or becomes a fact.
    """
    for name, value in changes.items():
        setattr(activity, name, value.strip() if isinstance(value, str) else value)
    kind = (allowed or AllowedKinds()).kind(activity.kind, activity.host, activity.day)
    activity.title = activity.title or kind.name
    activity.fields = checked_fields(kind, activity.fields, complete=complete)
    if activity.notice_on and activity.notice_on > activity.day:
        raise Refused("通知日期不能晚于活动日期", field="notice_on")
    if len(activity.title) > 100 or len(activity.place) > 100:
        raise Refused("名称和地点都不能超过 100 个字", field="title" if len(activity.title) > 100 else "place")


def put_people(activity: Activity, people: Sequence[Attendee]) -> None:
    """Make this the list of those who were there, and count them. The record itself is saved by the caller."""
    wanted = list(dict.fromkeys(people))
    standing = {
        Attendee(name, unit, member_id): pk
        for pk, name, unit, member_id in activity.attendances.values_list("pk", "name", "unit", "member_id")
    }
    gone = [pk for one, pk in standing.items() if one not in set(wanted)]
    if gone:
        Attendance.objects.filter(pk__in=gone).delete()
    Attendance.objects.bulk_create(
        Attendance(activity=activity, name=one.name, unit=one.unit, member_id=one.member_id)
        for one in wanted
        if one not in standing
    )
    activity.present = len(wanted) + activity.headcount


def keep_former(activity: Activity, before: Mapping[str, Any], change: Change, *, reason: str, by: User) -> None:
    """Keep the former text of a fact as a revision. Refuses without a reason."""
    if not reason.strip():
        raise Refused(f"请填写{change.label}原因", field="reason")
    last = activity.revisions.aggregate(last=models.Max("number"))["last"] or 0
    Revision.objects.create(
        activity=activity, number=last + 1, change=change, before=before, reason=reason.strip()[:200], by=by
    )


def save(activity: Activity) -> None:
    """Save the record as its next version and make it findable."""
    if activity.pk:
        activity.version += 1
    activity.save()
    if activity.state == State.VOID:
        remove(SEARCHED_AS, [activity.pk])
    else:
        index([search_entry(activity)])


def search_entry(activity: Activity) -> SearchEntry:
    """How a record is found: by its title, its host and its day."""
    return SearchEntry(
        kind=SEARCHED_AS,
        object_id=activity.pk,
        title=activity.title,
        subtitle=f"{activity.day} {activity.host.name} {activity.place}".strip()[:200],
        url_name="records:activity",
        url_argument=str(activity.pk),
        node_id=activity.host_id,
    )


def announce_confirmed(activities: Iterable[Activity]) -> None:
    """One event for all that have become facts."""
    found = list(activities)
    events.activities_confirmed.send(
        Activity,
        activity_ids=[one.pk for one in found],
        host_ids=[one.host_id for one in found],
        days=[one.day for one in found],
        kinds=[one.kind for one in found],
    )


def announce_changed(changed: Iterable[tuple[Activity, Former]]) -> None:
    """One event for facts that say something else now, each with what it said before."""
    pairs = list(changed)
    places = list(dict.fromkeys(place for activity, former in pairs for place in (former.place, place_of(activity))))
    events.activities_changed.send(
        Activity,
        activity_ids=[activity.pk for activity, _ in pairs],
        host_ids=[host_id for host_id, _, _ in places],
        days=[day for _, day, _ in places],
        kinds=[kind for _, _, kind in places],
        former_member_ids=sorted({one for _, former in pairs for one in former.member_ids}),
    )
