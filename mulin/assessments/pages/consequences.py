"""What a record moved in certification, as the record's page tells it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.assessments.models import ItemScore, Proposal
from mulin.assessments.permissions import visible_assessments, visible_subjects
from mulin.assessments.queries.kept import proposals, visible
from mulin.assessments.queries.milestones import judging_on
from mulin.assessments.queries.traced import items_moved
from mulin.foundation.clock import today
from mulin.foundation.points import for_the_eye
from mulin.judgement.parameters import UnsetParameterError
from mulin.records.models import Activity
from mulin.records.pages import Consequence
from mulin.tree.queries import superiors


def scored_by(activity: Activity, user: Any) -> list[Consequence]:
    """The items whose points rest on a record and the standing of the host; the items of the node above it; the scores
    that people gave for its sake, which stay what they are when it is struck out.
    """
    return [*measured(activity, user), *given_for(activity, user)]


def given_for(activity: Activity, user: Any) -> list[Consequence]:
    """The scores that name this record as what they rest on."""
    seen = visible(visible_assessments(user))
    rows = ItemScore.objects.filter(activities=activity, assessment__in=seen).select_related("assessment__subject")
    words = _("%(assessment)s评分项 %(item)s 的%(stage)s依据")
    return [
        (
            words % {"assessment": one.assessment, "item": one.item, "stage": one.get_stage_display()},
            reverse("assessments:item", args=[one.assessment_id, one.item]),
            "",
        )
        for one in rows
    ]


def measured(activity: Activity, user: Any) -> list[Consequence]:
    """What measures make of a record today."""
    if not activity.counts:
        return []
    above = [one.pk for one in superiors(activity.host)[-1:]]
    found = proposals(visible_subjects(user)).filter(subject__in=[activity.host_id, *above])
    return [
        line
        for one in sorted(found, key=lambda one: (one.subject_id != activity.host_id, one.pk))
        for line in (*items_of(one, activity), *([total_of(one)] if one.subject_id == activity.host_id else []))
    ]


def items_of(proposal: Proposal, activity: Activity) -> Iterator[Consequence]:
    """Each item that the record counts for, with its points, leading to the facts behind it."""
    judging = judging_on(proposal.programme, today())
    scores = {one["id"]: one for one in proposal.items}
    try:
        moved = items_moved(judging, proposal.subject_id, judging.pack.rubric(proposal.rubric), activity)
    except UnsetParameterError:
        return
    for item in moved:
        words = _("%(subject)s评分项 %(item)s %(text)s：%(score)s 分（满分 %(max)s 分）") % {
            "subject": proposal.subject,
            "item": item.id,
            "text": item.text,
            "score": for_the_eye(scores[item.id]["score"]),
            "max": for_the_eye(scores[item.id]["max"]),
        }
        yield words, reverse("assessments:standing_facts", args=[proposal.pk, item.id]), ""


def total_of(proposal: Proposal) -> Consequence:
    """How many points the subject has now."""
    words = _("%(subject)s现在得分 %(total)s") % {"subject": proposal.subject, "total": for_the_eye(proposal.total)}
    return words, reverse("assessments:standing", args=[proposal.pk]), proposal.grade or "failed"
