"""Who moves away, leaves or is forgotten stands on no board: in the same transaction."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from mulin.boards.actions import leave_boards
from mulin.members import events
from mulin.members.choices import TieKind


@receiver(events.members_moved)
def leave_former_boards(sender: Any, *, member_ids: Sequence[int], kind: str, **_more: Any) -> None:
    """Who lives elsewhere leaves the boards of the former place."""
    if kind == TieKind.RESIDENCE:
        leave_boards(member_ids)


@receiver(events.members_left)
def leave_all_boards(sender: Any, *, member_ids: Sequence[int], on: datetime.date, **_more: Any) -> None:
    """Who is no longer one of ours leaves every board."""
    leave_boards(member_ids)
