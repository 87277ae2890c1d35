"""Writing a record down, and editing it while it is a draft."""

import datetime
from collections.abc import Sequence
from typing import Any, Unpack

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.records import permissions
from mulin.records.actions.evidencing import attach_all
from mulin.records.actions.settling import confirm
from mulin.records.actions.writing import Changes, fill, locked, put_people, save
from mulin.records.choices import State
from mulin.records.models import Activity
from mulin.records.queries import text_of, whole_text
from mulin.records.rules import Attendee, Content, differences
from mulin.tree.models import Node


@transaction.atomic
def note(host: Node, kind: str, day: datetime.date, *, by: User, **content: Unpack[Content]) -> Activity:
    """Write down, as a draft, that something of this kind happens at the host on this day.

    Without a title it bears the kind's name. Refuses a kind that no programme in force lets this host record on
    that day.
    """
    permissions.write_records.check(by, host)
    activity = Activity(host=host, kind=kind, day=day, entered_by=by)
    fill(activity, content, complete=False)
    activity.present = activity.headcount
    save(activity)
    log(by, "登记纪实", activity, node_id=host.pk, changes=differences({}, text_of(activity)))
    return activity


@transaction.atomic
def record(
    host: Node,
    kind: str,
    day: datetime.date,
    *,
    by: User,
    people: Sequence[Attendee] = (),
    files: Sequence[UploadedFile] = (),
    at_once: bool = False,
    **content: Unpack[Content],
) -> Activity:
    """Write down a whole record in one go: what, who, files; ``at_once`` confirms it too, with one event at the
    end.
    """
    activity = note(host, kind, day, by=by, **content)
    if people:
        put_people(activity, people)
        Activity.objects.filter(pk=activity.pk).update(present=activity.present)
    attach_all(activity, files, by=by)
    return confirm(activity, by=by) if at_once else activity


@transaction.atomic
def edit(
    activity: Activity,
    *,
    by: User,
    version: int | None = None,
    people: Sequence[Attendee] | None = None,
    **changes: Unpack[Changes],
) -> Activity:
    """Change a draft. ``people`` replaces the list of those who were there. ``Outdated`` when somebody else was
    faster.
    """
    activity = locked(activity, version)
    permissions.write_records.check(by, activity)
    if activity.state != State.DRAFT:
        raise Refused("这条记录已经确认，请用“更正”并说明原因")
    before = whole_text(activity)
    rewrite(activity, changes, people, complete=False, by=by)
    save(activity)
    log(by, "修改草稿", activity, node_id=activity.host_id, changes=differences(before, whole_text(activity)))
    return activity


def rewrite(activity: Activity, changes: Any, people: Sequence[Attendee] | None, *, complete: bool, by: User) -> None:
    """Fill in what changed; who moves a record to another host must be allowed to write there too."""
    named = activity.named
    fill(activity, changes, complete=complete)
    if "host" in changes:
        permissions.write_records.check(by, activity.host)
    activity.present = named + activity.headcount
    if people is not None:
        put_people(activity, people)
