"""What follows here when nodes are merged, split or dissolved: grades end with their holder, running work stops."""

import datetime
from collections.abc import Collection

from django.db import transaction

from mulin.assessments.actions.steps import change_state, locked
from mulin.assessments.choices import RUNNING, HoldingEnd, State
from mulin.assessments.models import Assessment, GradeHolding, ItemScore
from mulin.foundation.refusals import Refused
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


@transaction.atomic
def refuse_when_decided_on(evidence_id: int) -> None:
    """Refuse to let a file go that a score of a decided assessment names.

    The assessments that name it are locked: who decides at the same moment comes before or after, never in between.
    """
    naming = ItemScore.objects.filter(evidence=evidence_id).values("assessment_id")
    for one in Assessment.objects.select_for_update(of=("self",)).select_related("subject").filter(pk__in=naming):
        if one.state == State.DECIDED:
            raise Refused(
                f"“{one}”已据这份材料作出认定，材料不能撤回。材料有误的，请由街道责令整改，或在下一次评定中更正"
            )
