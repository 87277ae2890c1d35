"""What duties do when something happened below: records confirmed, corrected or struck out; a programme changed."""

import logging
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from mulin.duties import actions, jobs
from mulin.programmes.events import programme_changed
from mulin.records.events import activities_changed, activities_confirmed

log = logging.getLogger(__name__)


@receiver([activities_confirmed, activities_changed])
def judge_touched(host_ids: Any, days: Any, kinds: Any, **_: Any) -> None:
    """Duties follow in the same transaction as the record.

    In a savepoint: what is wrong with a clause is logged and judged again in the background; it never refuses a record.
    """
    try:
        with transaction.atomic():
            actions.rejudge(
                set(host_ids),
                first=min(days, default=None),
                tables=("activities", "attendances"),
                kinds=set(kinds),
            )
    except Exception:
        log.exception("Duties could not be judged with the record; a rebuild is queued")
        transaction.on_commit(jobs.rebuild.enqueue)


@receiver(programme_changed)
def judge_everything(**_: Any) -> None:
    """A programme put in force, ended or set otherwise moves everything below its node."""
    actions.rebuild()
