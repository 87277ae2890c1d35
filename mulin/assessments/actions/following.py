"""What follows here when nodes are merged, split or dissolved: grades end with their holder, running work stops."""

import datetime
from collections.abc import Collection

from django.db import transaction

from mulin.assessments.actions.steps import change_state, locked
from mulin.assessments.choices import RUNNING, HoldingEnd, State
from mulin.assessments.models import Assessment, GradeHolding
from mulin.identity.models import User


@transaction.atomic
def end_with_node(node_ids: Collection[int], *, on: datetime.date, by: User) -> None:
    """Close the grades of nodes that are no more, as of the day, and take back assessments that are not accepted yet.

    An assessment in acceptance stays for its assessors to see; deciding it is refused, because its subject is gone.
    """
    for holding in GradeHolding.objects.select_for_update().filter(subject__in=node_ids, until__isnull=True):
        holding.until, holding.ended_how = max(on, holding.since), HoldingEnd.MERGED
        holding.save(update_fields=["until", "ended_how"])
    open_ones = [state for state in RUNNING if state != State.IN_ACCEPTANCE]
    for assessment in Assessment.objects.filter(subject__in=node_ids, state__in=open_ones).order_by("pk"):
        taken = locked(assessment)
        change_state(taken, taken.withdraw, by=by, note="对象已撤并")
