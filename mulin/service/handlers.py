"""What service does when members move away or leave, and when records are put right, in the same transaction."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from mulin.members import events
from mulin.members.choices import TieKind
from mulin.records.events import activities_changed
from mulin.service.actions.following import follow_records
from mulin.service.actions.leaving import leave_everything, leave_former_communities


@receiver(events.members_moved)
def leave_what_they_left(sender: Any, *, member_ids: Sequence[int], kind: str, on: datetime.date, **_more: Any) -> None:
    """Who lives elsewhere now holds no post and sits in no team of the former community."""
    if kind == TieKind.RESIDENCE:
        leave_former_communities(member_ids, on)


@receiver(events.members_left)
def leave_all_posts(sender: Any, *, member_ids: Sequence[int], on: datetime.date, **_more: Any) -> None:
    """Who is no longer one of ours holds no post and sits in no team or group."""
    leave_everything(member_ids, on)


@receiver(activities_changed)
def put_deeds_right(sender: Any, *, activity_ids: Sequence[int], **_more: Any) -> None:
    """A deed is what the record says as which it was written down."""
    follow_records(activity_ids)
