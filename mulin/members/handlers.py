"""What happens to members' ties when nodes merge, split or end: all in the same transaction."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from mulin.members.actions.following import follow, refuse_with_members
from mulin.tree import events


@receiver(events.nodes_merged)
def follow_on_merging(sender: Any, *, node_ids: Sequence[int], into_id: int, on: datetime.date, **_more: Any) -> None:
    """Members of merged nodes are members of the one they went into."""
    follow(node_ids, into_id, on)


@receiver(events.node_split)
def follow_on_splitting(sender: Any, *, node_id: int, into_ids: Sequence[int], on: datetime.date, **_more: Any) -> None:
    """Members of a split node go to the first of the new ones, from where they can be given on."""
    follow([node_id], into_ids[0], on)


@receiver(events.nodes_dissolved)
def keep_members_somewhere(sender: Any, *, node_ids: Sequence[int], on: datetime.date, **_more: Any) -> None:
    """A node with members is not dissolved."""
    refuse_with_members(node_ids, on)
