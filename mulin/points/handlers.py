"""What points do when something happened below: to records, to ties, to a programme, to a person's data."""

import logging
from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from mulin.judgement.faults import raise_if_gone
from mulin.members.events import forgotten, ties_changed
from mulin.points import jobs
from mulin.points.actions import following, objecting
from mulin.programmes.events import programme_changed
from mulin.records.events import activities_changed, activities_confirmed

log = logging.getLogger(__name__)


def safely(post: Callable[[], Any]) -> None:
    """Post in a savepoint: what is wrong is logged and derived again in the background, and never refuses the fact."""
    try:
        with transaction.atomic():
            post()
    except Exception as error:
        raise_if_gone(error)
        log.exception("Points could not follow the fact; a rebuild is queued")
        transaction.on_commit(jobs.rebuild.enqueue)


@receiver([activities_confirmed, activities_changed])
def follow_records(activity_ids: Sequence[int], kinds: Collection[str], **_: Any) -> None:
    """Entries follow in the same transaction as the record."""
    safely(lambda: following.follow_activities(activity_ids, kinds=set(kinds)))


@receiver(ties_changed)
def follow_ties(member_ids: Collection[int] = (), **_: Any) -> None:
    """Who joins later collects for what was written down already."""
    safely(lambda: following.follow_members(set(member_ids)))


@receiver(programme_changed)
def follow_programme(**_: Any) -> None:
    """A programme put in force, ended or set otherwise moves what the facts give."""
    safely(following.rebuild)


@receiver(forgotten)
def forget_words(member_ids: Sequence[int], **_: Any) -> None:
    """What people whose data is cleared wrote is cleared, too; the points themselves name nobody."""
    objecting.clear_words(member_ids)
