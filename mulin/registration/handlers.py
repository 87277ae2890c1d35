"""Registrations follow members and nodes, in the same transaction."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from mulin.members import events as member_events
from mulin.members.choices import TieKind
from mulin.registration import actions
from mulin.registration.actions.following import refuse_with_registrations
from mulin.tree import events as tree_events


@receiver(member_events.members_moved)
def follow_members(sender: Any, *, member_ids: Sequence[int], kind: str, on: datetime.date, **_more: Any) -> None:
    """Another organisation leads, or another community is lived in."""
    if kind == TieKind.HOME_ORGANISATION:
        actions.follow_home(member_ids)
    elif kind == TieKind.RESIDENCE:
        actions.follow_residence(member_ids, on=on)


@receiver(member_events.members_left)
def close_files(sender: Any, *, member_ids: Sequence[int], on: datetime.date, **_more: Any) -> None:
    """Members who are no longer ours."""
    actions.close_for_members(member_ids, on=on)


@receiver(member_events.forgotten)
def forget_what_is_private(sender: Any, *, member_ids: Sequence[int], **_more: Any) -> None:
    """What identifies these members is cleared."""
    actions.forget(member_ids)


@receiver(tree_events.nodes_merged)
def follow_on_merging(sender: Any, *, node_ids: Sequence[int], into_id: int, on: datetime.date, **_more: Any) -> None:
    """Registrations with merged nodes are with the one they went into."""
    actions.follow_nodes(node_ids, into_id, on)


@receiver(tree_events.node_split)
def follow_on_splitting(sender: Any, *, node_id: int, into_ids: Sequence[int], on: datetime.date, **_more: Any) -> None:
    """Registrations with a split node are with the first of the new ones, like its members."""
    actions.follow_nodes([node_id], into_ids[0], on)


@receiver(tree_events.nodes_dissolved)
def keep_files_somewhere(sender: Any, *, node_ids: Sequence[int], on: datetime.date, **_more: Any) -> None:
    """A node with registrations is not dissolved."""
    refuse_with_registrations(node_ids)
