"""Cards and consultations follow members and nodes, in the same transaction."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from mulin.feedback import actions
from mulin.feedback.actions.following import follow_nodes, forget, refuse_with_open_cards
from mulin.members import events as member_events
from mulin.members.choices import TieKind
from mulin.tree import events as tree_events


@receiver(member_events.members_moved)
def follow_members(sender: Any, *, member_ids: Sequence[int], kind: str, **_more: Any) -> None:
    """Another organisation leads, or another community is lived in."""
    if kind == TieKind.HOME_ORGANISATION:
        actions.follow_homes(member_ids)
    elif kind == TieKind.RESIDENCE:
        actions.realign(member_ids)
        actions.follow_residences(member_ids)


@receiver(member_events.forgotten)
def forget_what_is_private(sender: Any, *, member_ids: Sequence[int], **_more: Any) -> None:
    """What identifies these members is cleared."""
    forget(member_ids)


@receiver(tree_events.nodes_merged)
def follow_on_merging(sender: Any, *, node_ids: Sequence[int], into_id: int, **_more: Any) -> None:
    """What is under way at merged nodes is with the one they went into."""
    follow_nodes(node_ids, into_id)


@receiver(tree_events.node_split)
def follow_on_splitting(sender: Any, *, node_id: int, into_ids: Sequence[int], **_more: Any) -> None:
    """What is under way at a split node is with the first of the new ones, like its members."""
    follow_nodes([node_id], into_ids[0])


@receiver(tree_events.nodes_dissolved)
def keep_cards_somewhere(sender: Any, *, node_ids: Sequence[int], **_more: Any) -> None:
    """A node with cards or questions under way is not dissolved."""
    refuse_with_open_cards(node_ids)
