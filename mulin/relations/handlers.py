"""What happens to what is open when nodes merge, split or end, and when members leave: in the same transaction."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from mulin.identity.models import User
from mulin.members.events import members_left
from mulin.relations.actions.following import follow_nodes, lose_targets
from mulin.relations.actions.leaving import follow_leaving
from mulin.tree import events


@receiver(events.nodes_merged)
def follow_on_merging(sender: Any, *, node_ids: Sequence[int], into_id: int, **_more: Any) -> None:
    """Transfers from or to merged nodes are from or to the one they went into."""
    follow_nodes(node_ids, into_id)


@receiver(events.node_split)
def follow_on_splitting(sender: Any, *, node_id: int, into_ids: Sequence[int], **_more: Any) -> None:
    """Transfers of a split node are those of the first of the new ones, like its members."""
    follow_nodes([node_id], into_ids[0])


@receiver(events.nodes_dissolved)
def give_back_on_dissolving(sender: Any, *, node_ids: Sequence[int], **_more: Any) -> None:
    """What was on its way to a node that ended comes back to the sender."""
    lose_targets(node_ids)


@receiver(members_left)
def end_what_is_open(sender: Any, *, member_ids: Sequence[int], on: datetime.date, by: User, **_more: Any) -> None:
    """Nobody waits any more for a member who left."""
    follow_leaving(member_ids, on=on, by=by)
