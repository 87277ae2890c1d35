"""Ordered rectification: order, report, re-check; the grade stays or goes."""

import datetime

from django.db import transaction
from django_fsm import TransitionNotAllowed

from mulin.assessments import events, permissions, rules
from mulin.assessments.actions.deciding import end_holding
from mulin.assessments.choices import HoldingEnd
from mulin.assessments.choices import RectificationState as State
from mulin.assessments.models import GradeHolding, Rectification
from mulin.assessments.queries.judged import evaluate_rubric
from mulin.assessments.queries.kept import missing_texts, stored_items
from mulin.audit.actions import log
from mulin.foundation.clock import today
from mulin.foundation.points import exact
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.judgement.explanation import SubjectResult
from mulin.programmes.queries import stored_pack


@transaction.atomic
def order_rectification(holding: GradeHolding, *, text: str, deadline: datetime.date, by: User) -> Rectification:
    """Order a subject that did not keep up to mend it by a deadline, its grade at stake."""
    holding = GradeHolding.objects.select_for_update(of=("self",)).select_related("subject").get(pk=holding.pk)
    permissions.order_rectification.check(by, holding)
    if holding.until is not None:
        raise Refused("这个等级已经终止，不用再责令整改")
    if not text.strip():
        raise Refused("请写明要整改的事项", field="text")
    if deadline <= today():
        raise Refused("整改期限必须晚于今天", field="deadline")
    if holding.rectifications.filter(state__in=[State.ORDERED, State.REPORTED]).exists():
        raise Refused("这个等级已有未办结的整改，请先复查")
    made = Rectification.objects.create(
        holding=holding, text=text.strip(), ordered_on=today(), deadline=deadline, ordered_by=by
    )
    log(by, "责令整改", made, node_id=holding.subject_id, changes={"事项": text.strip(), "期限": deadline})
    events.rectification_ordered.send(
        Rectification, rectification_id=made.pk, subject_id=holding.subject_id, deadline=deadline
    )
    return made


def locked(rectification: Rectification) -> Rectification:
    """The rectification as it stands now, locked."""
    return (
        Rectification.objects.select_for_update(of=("self",))
        .select_related("holding__subject", "holding__programme__edition")
        .get(pk=rectification.pk)
    )


def refused(rectification: Rectification, wanted: str) -> Refused:
    """What to say when a step is not open from the present state."""
    state = rectification.get_state_display()
    return Refused(f"这项整改现在是“{state}”，不能{wanted}；请刷新页面查看最新进度")


@transaction.atomic
def report_rectification(rectification: Rectification, *, report: str, by: User) -> Rectification:
    """The subject reports what it has mended."""
    rectification = locked(rectification)
    permissions.report_rectification.check(by, rectification)
    if not report.strip():
        raise Refused("请写明整改的情况", field="report")
    try:
        rectification.report_done(report.strip(), by=by, on=today())
    except TransitionNotAllowed:
        raise refused(rectification, "报告整改") from None
    rectification.save()
    log(by, "报告整改", rectification, node_id=rectification.holding.subject_id, changes={"情况": report.strip()})
    return rectification


@transaction.atomic
def recheck(rectification: Rectification, *, keep: bool, opinion: str, by: User) -> Rectification:
    """Re-check: the grade stays or goes.

    It stays only when the engine still finds it reached today. Before anything was reported it can only go, and only
    after the deadline.
    """
    rectification = locked(rectification)
    permissions.recheck.check(by, rectification)
    if not opinion.strip():
        raise Refused("请填写复查意见", field="opinion")
    holding = GradeHolding.objects.select_for_update().get(pk=rectification.holding_id)
    result = judged_now(rectification.holding)
    if keep:
        check_still_reached(rectification.holding, result)
    elif rectification.state == State.ORDERED and today() <= rectification.deadline:
        raise Refused(f"整改期限到 {rectification.deadline} 为止，期限届满前不能撤销等级")
    try:
        step = rectification.keep if keep else rectification.take_away
        step(opinion.strip(), by=by, on=today())
    except TransitionNotAllowed:
        raise refused(rectification, "复查") from None
    rectification.judged = as_judged(result)
    rectification.save()
    if not keep and holding.until is None:
        end_holding(holding, HoldingEnd.WITHDRAWN)
        events.grade_withdrawn.send(
            GradeHolding,
            subject_id=holding.subject_id,
            rubric=holding.rubric,
            grade=holding.grade,
            holding_id=holding.pk,
            on=today(),
        )
    log(
        by,
        "整改复查",
        rectification,
        node_id=holding.subject_id,
        changes={"结果": rectification.get_state_display(), "意见": opinion.strip()},
    )
    events.rectification_settled.send(
        Rectification, rectification_id=rectification.pk, subject_id=holding.subject_id, kept=keep
    )
    return rectification


def judged_now(holding: GradeHolding) -> SubjectResult | None:
    """What the facts of today say about the holder of a grade."""
    found = evaluate_rubric(holding.programme, holding.rubric, today(), subjects=[holding.subject_id])
    return found[0] if found else None


def check_still_reached(holding: GradeHolding, result: SubjectResult | None) -> None:
    """Refuse to keep a grade whose conditions do not hold today, with what is missing."""
    pack = stored_pack(holding.programme.edition_id)
    if result is None or not rules.holds(pack, holding.rubric, result.grade, holding.grade):
        lacking = "；".join(missing_texts(result, holding.grade)) if result else "对象今天已不存在"
        raise Refused(f"{holding.grade_name}的条件仍未达到，不能保留：{lacking}")


def as_judged(result: SubjectResult | None) -> dict[str, object]:
    """The result as it is stored with the re-check."""
    if result is None:
        return {}
    return {
        "total": exact(result.total),
        "grade": result.grade or "",
        "items": stored_items(result),
        "missing": missing_texts(result),
    }
