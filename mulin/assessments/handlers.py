"""What certification does when something happened below: to records, to what stands at nodes, to the tree."""

import datetime
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from mulin.assessments import actions
from mulin.assessments.actions.following import end_with_node
from mulin.identity.models import User
from mulin.judgement.events import facts_changed
from mulin.members.events import ties_changed
from mulin.organisations.events import standing_changed
from mulin.programmes.events import programme_changed
from mulin.records.events import activities_changed, activities_confirmed, evidence_withdrawing
from mulin.tree.events import node_split, nodes_dissolved, nodes_founded, nodes_merged, nodes_moved


@receiver([activities_confirmed, activities_changed])
def judge_touched(host_ids: Collection[int], **_: Any) -> None:
    """Proposed scores and grades follow in the same transaction as the record; a bulk action is judged once."""
    actions.rejudge(set(host_ids))


@receiver(evidence_withdrawing)
def keep_what_was_decided_on(evidence_id: int, **_: Any) -> None:
    """A file that a decided score names stays what the decision rests on."""
    actions.refuse_when_decided_on(evidence_id)


@receiver([standing_changed, ties_changed, facts_changed])
def judge_standing(node_ids: Collection[int], tables: Collection[str], **_: Any) -> None:
    """Premises, staff, members, registered points and the like count from the moment they are entered."""
    actions.rejudge(set(node_ids), tables=tables)


@receiver([nodes_founded, nodes_moved])
def judge_moved(node_ids: Collection[int], former_ids: Collection[int] = (), **_: Any) -> None:
    """A node that stands elsewhere counts elsewhere, and no longer for those it left."""
    actions.follow_tree({*node_ids, *former_ids}, node_ids)


@receiver(nodes_merged)
def follow_merging(
    node_ids: Collection[int], into_id: int, on: datetime.date, by: User, former_ids: Collection[int], **_: Any
) -> None:
    """The grades of nodes that went into another end with them."""
    end_with_node(node_ids, on=on, by=by)
    actions.follow_tree({*node_ids, into_id, *former_ids}, [into_id])


@receiver(node_split)
def follow_splitting(
    node_id: int, into_ids: Collection[int], on: datetime.date, by: User, former_ids: Collection[int], **_: Any
) -> None:
    """The grade of a node that was split ends with it."""
    end_with_node([node_id], on=on, by=by)
    actions.follow_tree({node_id, *into_ids, *former_ids}, into_ids)


@receiver(nodes_dissolved)
def follow_dissolving(
    node_ids: Collection[int], on: datetime.date, by: User, former_ids: Collection[int], **_: Any
) -> None:
    """The grade of a node that was dissolved ends with it."""
    end_with_node(node_ids, on=on, by=by)
    actions.follow_tree({*node_ids, *former_ids}, ())


@receiver(programme_changed)
def judge_everything(**_: Any) -> None:
    """A programme put in force, ended or set otherwise moves everything below its node."""
    actions.rebuild()
