"""Making a record a fact, correcting the fact, striking it out."""

from collections.abc import Sequence
from typing import Any, Unpack

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.records import permissions
from mulin.records.actions.writing import (
    Changes,
    announce_changed,
    announce_confirmed,
    fill,
    former_of,
    keep_former,
    locked,
    put_people,
    save,
)
from mulin.records.choices import Change, State
from mulin.records.models import Activity
from mulin.records.queries import whole_text
from mulin.records.rules import Attendee, differences, reason_against_day


@transaction.atomic
def confirm(activity: Activity, *, by: User, version: int | None = None) -> Activity:
    """A draft becomes a fact; duties and proposed scores follow in the same transaction. A fact stays what it is."""
    activity = locked(activity, version)
    permissions.confirm_records.check(by, activity)
    if activity.counts:
        return activity
    if activity.state != State.DRAFT:
        raise Refused("这条记录已经作废，不能确认；如确有其事，请重新登记")
    reason = reason_against_day(activity.day, today())
    if reason:
        raise Refused(reason, field="day")
    fill(activity, {}, complete=True)
    activity.confirm(by=by)
    save(activity)
    log(
        by, "确认纪实", activity, node_id=activity.host_id, changes={"状态": [State.DRAFT.label, State.CONFIRMED.label]}
    )
    announce_confirmed([activity])
    return activity


@transaction.atomic
def correct(
    activity: Activity,
    *,
    reason: str,
    by: User,
    version: int | None = None,
    people: Sequence[Attendee] | None = None,
    **changes: Unpack[Changes],
) -> Activity:
    """Correct a fact: the former text is kept with the reason. Correcting nothing changes nothing.

    ``Outdated`` when somebody else was faster.
    """
    activity = locked(activity, version)
    former = former_of(activity)
    found = put_right(activity, changes, people, reason=reason, by=by)
    if found:
        log(by, "更正纪实", activity, node_id=activity.host_id, changes=found | {"原因": reason})
        announce_changed([(activity, former)])
    return activity


def put_right(
    activity: Activity, changes: Changes, people: Sequence[Attendee] | None, *, reason: str, by: User
) -> dict[str, list[Any]]:
    """Correct a locked fact and keep its former text; the differences, empty when there was nothing to correct."""
    permissions.confirm_records.check(by, activity)
    if not activity.counts:
        raise Refused("只有已确认的记录才需要更正：草稿请直接修改，作废的请重新登记")
    before, former_host, named = whole_text(activity), activity.host_id, activity.named
    fill(activity, changes, complete=True)
    check_moved(activity, former_host, by)
    activity.present = named + activity.headcount
    if people is not None:
        put_people(activity, people)
    found = differences(before, whole_text(activity))
    if found:
        keep_former(activity, before, Change.CORRECTED, reason=reason, by=by)
        activity.correct()
        save(activity)
    return found


def check_moved(activity: Activity, former_host: int, by: User) -> None:
    """A corrected day lies in the past, and who moves a fact to another host must be allowed to confirm there too."""
    reason = reason_against_day(activity.day, today())
    if reason:
        raise Refused(reason, field="day")
    if activity.host_id != former_host:
        permissions.confirm_records.check(by, activity.host)


@transaction.atomic
def void(activity: Activity, *, reason: str, by: User, version: int | None = None) -> Activity:
    """Strike out a record that was entered by mistake: it stays readable, with the reason, and counts no more.

    A draft may be struck out by those who may write it, a fact only by those who may confirm.
    """
    activity = locked(activity, version)
    counted = activity.counts
    permissions.changing(activity).check(by, activity)
    if activity.state == State.VOID:
        raise Refused("这条记录已经作废")
    before, former = whole_text(activity), former_of(activity)
    keep_former(activity, before, Change.VOID, reason=reason, by=by)
    was = State(activity.state).label
    activity.strike_out()
    save(activity)
    log(by, "作废纪实", activity, node_id=activity.host_id, changes={"状态": [was, State.VOID.label], "原因": reason})
    if counted:
        announce_changed([(activity, former)])
    return activity
