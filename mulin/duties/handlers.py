"""What duties do when something happened below: to records, to what stands at nodes, to the tree, to a programme."""

import datetime
import logging
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from mulin.duties import actions, jobs
from mulin.duties.queries import attendees, tied_ever
from mulin.foundation.clock import today
from mulin.judgement.events import facts_changed
from mulin.judgement.faults import raise_if_gone
from mulin.judgement.once import put_off
from mulin.members.events import ties_changed
from mulin.organisations.events import standing_changed
from mulin.programmes.events import programme_changed
from mulin.records.events import activities_changed, activities_confirmed
from mulin.service.events import ability_changed, claims_changed
from mulin.service.queries.inability import spells
from mulin.tree.events import node_split, nodes_dissolved, nodes_founded, nodes_merged, nodes_moved
from mulin.tree.queries import forest

log = logging.getLogger(__name__)


@receiver([activities_confirmed, activities_changed])
def judge_touched(
    activity_ids: Sequence[int], host_ids: Any, days: Any, kinds: Any, former_member_ids: Collection[int] = (), **_: Any
) -> None:
    """Duties follow in the same transaction as the record: those of the hosts, and of the members who were there."""
    safely(
        set(host_ids),
        members=lambda: {*former_member_ids, *attendees(activity_ids)},
        first=min(days, default=None),
        tables=("activities", "attendances"),
        kinds=set(kinds),
    )


def safely(node_ids: Collection[int], *, members: actions.Members | None = None, **more: Any) -> None:
    """Judge in a savepoint: what is wrong is logged and judged again in the background, and never refuses the fact.

    Within ``judging_once`` it waits for the end.
    """
    narrowed = {name: more.get(name) for name in ("first", "tables", "kinds")}
    if put_off(safely, node_ids, **narrowed):
        put_off(judge_members, members() if members else (), **narrowed)
        return
    try:
        with transaction.atomic():
            actions.rejudge(node_ids, members=members, **more)
    except Exception as error:
        raise_if_gone(error)
        log.exception("Duties could not be judged with the fact; a rebuild is queued")
        transaction.on_commit(jobs.rebuild.enqueue)


def judge_members(member_ids: Collection[int], **narrowed: Any) -> None:
    """The duties of these members alone, as ``safely``."""
    safely((), members=lambda: member_ids, **narrowed)


@receiver([standing_changed, ties_changed])
def judge_standing(
    node_ids: Collection[int], tables: Collection[str], member_ids: Collection[int] = (), **_: Any
) -> None:
    """Who owes nothing without premises, staff or members owes it once they are there; members owe by their ties."""
    safely(set(node_ids), members=lambda: member_ids, tables=tables)


@receiver(facts_changed)
def judge_facts(
    node_ids: Collection[int], tables: Collection[str], first: datetime.date | None = None, **_: Any
) -> None:
    """What a domain above keeps, such as registered points, counts from the moment it is there."""
    safely(set(node_ids), tables=tables, first=first)


@receiver([ability_changed, claims_changed])
def judge_unable(member_ids: Collection[int], **_: Any) -> None:
    """Who is unable to serve owes nothing meanwhile; who takes up a post again owes again."""
    unable = {one.member_id for one in spells(member_ids)}
    if unable:
        safely((), members=lambda: unable, tables=(actions.TIES,))


@receiver([nodes_founded, nodes_moved])
def judge_moved(node_ids: Collection[int], former_ids: Collection[int] = (), **_: Any) -> None:
    """New nodes owe from their first day; moved ones count elsewhere, with all below them."""
    judge_whole({*node_ids, *former_ids}, node_ids)


@receiver([nodes_merged, node_split, nodes_dissolved])
def judge_ended(former_ids: Collection[int], **event: Any) -> None:
    """Nodes that ended owe nothing more; those they went into, and all above either, are judged again."""
    gone = set(event.get("node_ids") or [event["node_id"]])
    into = {event["into_id"]} if "into_id" in event else set(event.get("into_ids", ()))
    judge_whole({*gone, *into, *former_ids}, into)


def judge_whole(node_ids: Collection[int], moved: Collection[int]) -> None:
    """Every duty of these nodes, of all above them, and of all below those that moved."""
    standing = forest(today())
    below = {one for node in moved if node in standing for one in standing.below(node)}
    safely({*node_ids, *below}, members=lambda: tied_ever({*node_ids, *below}), standing=standing)


@receiver(programme_changed)
def judge_everything(**_: Any) -> None:
    """A programme put in force, ended or set otherwise moves everything below its node."""
    actions.rebuild()
