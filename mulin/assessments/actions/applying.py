"""Applying for a level, and the street's review of the application."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from mulin.assessments import events, permissions
from mulin.assessments.actions.judging import rejudge_subjects
from mulin.assessments.actions.self_checking import Given, check_open, keep_score
from mulin.assessments.actions.steps import change_state, check_fields, keep_stage, locked
from mulin.assessments.choices import Stage, State
from mulin.assessments.models import Application, Assessment
from mulin.assessments.queries.judged import judge_assessment
from mulin.assessments.queries.kept import level_names, pack_of
from mulin.audit.actions import log
from mulin.foundation.clock import now, today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.tree.models import Node

WRITTEN = (
    "registered_households",
    "registered_persons",
    "resident_households",
    "resident_persons",
    "measures",
    "brand_name",
    "brand_goal",
    "brand_content",
    "brand_milestones",
)


@dataclass(frozen=True)
class Written:
    """What the subject writes in its application; ``answers`` by the fields of ``Application``."""

    level: str
    answers: dict[str, Any] = field(default_factory=dict)
    planned: tuple[Node, ...] = ()


@transaction.atomic
def save_application(assessment: Assessment, written: Written, *, by: User) -> Application:
    """Save the application without handing it in."""
    assessment = locked(assessment)
    permissions.apply.check(by, assessment)
    check_open(assessment)
    return write(assessment, written, by)


def write(assessment: Assessment, written: Written, by: User) -> Application:
    """Put down what was written; refuses an unknown level or a planned subject that is not below."""
    names = level_names(pack_of(assessment), assessment.rubric)
    if written.level not in names:
        raise Refused(f"请选择申报的等级：{'、'.join(names.values())}", field="level")
    outside = [node.name for node in written.planned if not node.path.startswith(assessment.subject.path)]
    if outside:
        raise Refused(f"{'、'.join(outside)}不属于{assessment.subject}，不能列入计划", field="planned")
    unknown = set(written.answers) - set(WRITTEN)
    if unknown:
        raise TypeError(f"申报表没有这些字段：{unknown}")
    application, _ = Application.objects.select_for_update().get_or_create(
        assessment=assessment, defaults={"level": written.level}
    )
    application.level = written.level
    for name, answer in written.answers.items():
        setattr(application, name, answer)
    check_fields(application, exclude=("assessment",))
    application.save()
    application.planned.set(written.planned)
    log(by, "填写申报表", application, node_id=assessment.subject_id)
    return application


@transaction.atomic
def apply(assessment: Assessment, written: Written, *, by: User) -> Assessment:
    """Hand the application in. The self-check must be finished first."""
    assessment = locked(assessment)
    permissions.apply.check(by, assessment)
    if assessment.may_be_self_checked and assessment.self_checked_at is None:
        raise Refused("请先完成自查，再申报")
    change_state(assessment, assessment.apply, written.level, by=by)
    application = write(assessment, written, by)
    application.submitted_by, application.submitted_at = by, now()
    application.save(update_fields=["submitted_by", "submitted_at"])
    events.applied.send(Assessment, assessment_id=assessment.pk)
    return assessment


@transaction.atomic
def return_for_completion(assessment: Assessment, *, reason: str, by: User) -> Assessment:
    """Send an application back, saying what to complete."""
    assessment = locked(assessment)
    permissions.review.check(by, assessment)
    if not reason.strip():
        raise Refused("请写明需要补充的内容", field="reason")
    change_state(assessment, assessment.send_back, by=by, note=reason.strip())
    events.application_returned.send(Assessment, assessment_id=assessment.pk)
    return assessment


@transaction.atomic
def save_review(assessment: Assessment, scores: Iterable[Given], *, by: User) -> Assessment:
    """Save the street's own scores while it reviews; they count once the review is passed."""
    assessment = locked(assessment)
    permissions.review.check(by, assessment)
    if assessment.state != State.APPLIED:
        raise Refused(f"这项评定现在是“{assessment.get_state_display()}”，不在审核阶段")
    for given in scores:
        keep_score(assessment, Stage.REVIEW, given, by=by)
    log(by, "审核打分", assessment, node_id=assessment.subject_id)
    return assessment


@transaction.atomic
def review(assessment: Assessment, *, opinion: str, by: User) -> Assessment:
    """Let the application through to acceptance, with the street's opinion; its column of scores is kept."""
    assessment = locked(assessment)
    permissions.review.check(by, assessment)
    if not opinion.strip():
        raise Refused("请填写街道意见", field="opinion")
    change_state(assessment, assessment.pass_review, by=by, note=opinion.strip())
    assessment.scores.filter(stage=Stage.REVIEW, confirmed_on__isnull=True).update(confirmed_on=today())
    Application.objects.filter(assessment=assessment).update(
        street_opinion=opinion.strip(), opinion_by=by, opinion_on=today()
    )
    keep_stage(assessment, Stage.REVIEW, judge_assessment(assessment), by=by)
    rejudge_subjects([assessment.subject_id])
    events.application_reviewed.send(Assessment, assessment_id=assessment.pk)
    return assessment
