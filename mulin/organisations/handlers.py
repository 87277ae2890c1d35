"""What we do when nodes are founded, renamed, merged, split or dissolved: all in the same transaction."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from mulin.organisations.actions.handing_over import end_standing, merge_standing, split_standing
from mulin.organisations.actions.indexing import index_nodes
from mulin.organisations.actions.keeping import announce_all
from mulin.tree import events


@receiver(events.nodes_founded)
@receiver(events.nodes_renamed)
def keep_findable(sender: Any, *, node_ids: Sequence[int], **_more: Any) -> None:
    """Search finds nodes under the names they have now."""
    index_nodes(node_ids)


@receiver(events.nodes_merged)
def hand_over_on_merging(
    sender: Any, *, node_ids: Sequence[int], into_id: int, on: datetime.date, **_more: Any
) -> None:
    """What stood at the merged nodes stands at the one they went into."""
    merge_standing(node_ids, into_id, on)
    announce_all([*node_ids, into_id])
    index_nodes(node_ids)


@receiver(events.node_split)
def hand_over_on_splitting(
    sender: Any, *, node_id: int, into_ids: Sequence[int], on: datetime.date, **_more: Any
) -> None:
    """What stood at the split node stands at the first of the new ones."""
    split_standing(node_id, into_ids, on)
    announce_all([node_id, *into_ids])
    index_nodes([node_id])


@receiver(events.nodes_dissolved)
def end_on_dissolving(sender: Any, *, node_ids: Sequence[int], on: datetime.date, **_more: Any) -> None:
    """What stood at dissolved nodes ends with them."""
    end_standing(node_ids, on)
    index_nodes(node_ids)
