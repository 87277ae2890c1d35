"""Writing what service did down as a record, once: duties, points and cards follow from it."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from mulin.identity.models import User
from mulin.members.models import Member
from mulin.records.actions import record
from mulin.records.models import Activity
from mulin.records.permissions import confirm_records, write_records
from mulin.records.queries import AllowedKinds
from mulin.records.rules import Attendee
from mulin.rulebook.schema.duties import ActivityKind
from mulin.tree.models import Node


def kind_in_force(kind_id: str, host: Node, day: datetime.date) -> ActivityKind | None:
    """The kind of activity, if the host may write it down on that day."""
    return AllowedKinds().at(host, day).get(kind_id)


def write_down(
    host: Node,
    kind_id: str | None,
    day: datetime.date,
    *,
    by: User,
    people: Sequence[Member] = (),
    files: Sequence[UploadedFile] = (),
    answers: Mapping[str, Any] | None = None,
    **content: Any,
) -> Activity | None:
    """Record an activity of the kind that the clause names; a draft when this person may not confirm records.

    Nothing where no regulation in force lets the host write this kind down, or the person may not write at all.
    """
    kind = kind_in_force(kind_id, host, day) if kind_id else None
    if kind is None or not write_records.allows(by, host):
        return None
    return record(
        host,
        kind.id,
        day,
        by=by,
        people=[Attendee(one.name, "", one.pk) for one in people],
        files=files,
        at_once=confirm_records.allows(by, host),
        fields=own_fields(kind, answers or {}),
        **content,
    )


def own_fields(kind: ActivityKind, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Of these answers those that the kind asks for; of a choice only what may be chosen."""
    found = {}
    for field in kind.fields:
        answer = answers.get(field.id)
        if answer not in (None, "") and (field.kind != "choice" or answer in field.choices):
            found[field.id] = answer
    return found
