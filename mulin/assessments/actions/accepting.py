"""Rounds of acceptance: organised by the street, scored by assessors who see only what is assigned to them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from mulin.assessments import events, permissions
from mulin.assessments.actions.judging import rejudge_subjects
from mulin.assessments.actions.self_checking import Given, keep_score
from mulin.assessments.actions.steps import change_state, check_fields, keep_stage, locked
from mulin.assessments.choices import RoundKind, Stage, State
from mulin.assessments.models import Assessment, Assignment, ItemScore, Round
from mulin.assessments.queries.judged import judge_assessment
from mulin.audit.actions import log
from mulin.foundation.clock import now, today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.programmes.models import Programme


@dataclass(frozen=True)
class NewRound:
    """What is asked of a round."""

    kind: str
    name: str
    begins_on: datetime.date
    ends_on: datetime.date


def locked_all(assessments: Iterable[Assessment]) -> list[Assessment]:
    """The assessments as they stand now, locked in id order."""
    found = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("subject__kind", "programme__edition", "programme__node", "edition")
        .filter(pk__in=[one.pk for one in assessments])
    )
    return list(found.order_by("pk"))


@transaction.atomic
def organise_round(programme: Programme, new: NewRound, assessments: Iterable[Assessment], *, by: User) -> Round:
    """Organise a round and take assessments into it: reviewed ones, and re-evaluations that nobody applies for."""
    permissions.organise_at.check(by, programme.node)
    if new.kind not in RoundKind.values:
        raise Refused("请选择轮次类别", field="kind")
    taken = locked_all(assessments)
    if not taken:
        raise Refused("请至少选择一个要评审的对象")
    made = Round(
        programme=programme,
        kind=new.kind,
        name=new.name.strip(),
        begins_on=new.begins_on,
        ends_on=new.ends_on,
        organised_by=by,
    )
    check_fields(made)
    made.save()
    for assessment in taken:
        permissions.organise.check(by, assessment)
        if assessment.programme_id != programme.pk:
            raise Refused(f"“{assessment.subject}”的评定不属于这项制度实施")
        assessment.round = made
        start = (
            assessment.begin_without_application if assessment.needs_no_application() else assessment.begin_acceptance
        )
        change_state(assessment, start, by=by, note=made.name)
    log(by, "组织评审", made, node_id=programme.node_id, changes={"评定": [one.pk for one in taken]})
    return made


@transaction.atomic
def assign(assessments: Iterable[Assessment], assessors: Iterable[User], *, by: User) -> list[Assignment]:
    """Assign every assessor to every one of these assessments. Who took part for a subject cannot assess it."""
    made: list[Assignment] = []
    chosen, people = locked_all(assessments), list(assessors)
    for assessment in chosen:
        permissions.organise.check(by, assessment)
        if assessment.state != State.IN_ACCEPTANCE:
            raise Refused(f"“{assessment.subject}”还没有进入验收，请先组织评审")
        for assessor in people:
            if permissions.took_part_for_subject(assessor, assessment):
                raise Refused(f"{assessor}是“{assessment.subject}”自查或申报的经办人，不能做它的评审员")
            assignment, new = Assignment.objects.get_or_create(
                assessment=assessment,
                assessor=assessor,
                defaults={"assigned_by": by, "assigned_at": now()},
            )
            made += [assignment] if new else []
        log(
            by,
            "指派评审员",
            assessment,
            node_id=assessment.subject_id,
            changes={"评审员": [str(one) for one in people]},
        )
    events.assessors_assigned.send(
        Assignment,
        assessment_ids=[one.pk for one in chosen],
        assessor_ids=[one.pk for one in people],
    )
    return made


def check_in_acceptance(assessment: Assessment) -> None:
    """Refuse when the assessment is not being accepted."""
    if assessment.state != State.IN_ACCEPTANCE:
        raise Refused(f"“{assessment.subject}”的评定现在是“{assessment.get_state_display()}”，不在验收阶段")


@transaction.atomic
def score(assessment: Assessment, scores: Iterable[Given], *, by: User) -> list[ItemScore]:
    """An assessor's scores, each with a reason and what shows it. They count at once; the newest stands."""
    assessment = locked(assessment)
    permissions.score.check(by, assessment)
    check_in_acceptance(assessment)
    rows = [keep_score(assessment, Stage.ACCEPTANCE, given, by=by, confirmed_on=today()) for given in scores]
    log(
        by,
        "评审打分",
        assessment,
        node_id=assessment.subject_id,
        changes={row.item: str(row.score) for row in rows},
    )
    rejudge_subjects([assessment.subject_id])
    return rows


@transaction.atomic
def hand_in(assessment: Assessment, *, opinion: str, by: User) -> Assignment:
    """An assessor hands in the opinion; the acceptance column is kept whole as of now."""
    assessment = locked(assessment)
    permissions.score.check(by, assessment)
    check_in_acceptance(assessment)
    if not opinion.strip():
        raise Refused("请填写评审意见", field="opinion")
    assignment = Assignment.objects.select_for_update().get(assessment=assessment, assessor=by)
    assignment.opinion, assignment.handed_in_at = opinion.strip(), now()
    assignment.save(update_fields=["opinion", "handed_in_at"])
    keep_stage(assessment, Stage.ACCEPTANCE, judge_assessment(assessment), by=by)
    log(by, "提交评审意见", assessment, node_id=assessment.subject_id)
    return assignment
