"""Who may certify, and why not. The submitter never decides; an assessor reaches what is assigned and nothing else."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from mulin.assessments.models import Assessment, Assignment, GradeHolding, Rectification, Veto
from mulin.tree.models import Node
from mulin.tree.permissions import Permission, holders_of, scope


def of_assessment(assessment: Assessment) -> Iterable[Node]:
    """An assessment stands at its subject."""
    return [assessment.subject]


def of_holding(holding: GradeHolding) -> Iterable[Node]:
    """A grade stands at its subject."""
    return [holding.subject]


def of_rectification(rectification: Rectification) -> Iterable[Node]:
    """A rectification stands at the subject of the grade at stake."""
    return [rectification.holding.subject]


def of_veto(veto: Veto) -> Iterable[Node]:
    """A veto stands at its subject."""
    return [veto.subject]


def took_part_for_subject(user: Any, assessment: Assessment) -> bool:
    """Did this person check or submit for the subject?"""
    application = getattr(assessment, "application", None)
    submitted_by = application.submitted_by_id if application else None
    return user.pk is not None and user.pk in (assessment.self_checked_by_id, submitted_by)


def submitter_does_not_review(user: Any, assessment: Assessment) -> str | None:
    """Who checked or applied for the subject cannot review it."""
    if took_part_for_subject(user, assessment):
        return "您是本次自查或申报的经办人，不能审核自己的材料，请由其他人员审核"
    return None


def submitter_does_not_decide(user: Any, assessment: Assessment) -> str | None:
    """Who checked or applied for the subject cannot decide."""
    if took_part_for_subject(user, assessment):
        return "您是本次自查或申报的经办人，申报和认定不能是同一个人，请由其他人员认定"
    return None


def reporter_does_not_recheck(user: Any, rectification: Rectification) -> str | None:
    """Who reported the rectification cannot re-check it."""
    if user.pk is not None and user.pk == rectification.reported_by_id:
        return "您是本次整改的报告人，不能复查自己的整改，请由其他人员复查"
    return None


class AssignedPermission(Permission):
    """A permission that comes with an assignment: the word at any node, and this assessment assigned to the person."""

    def reason_against(self, user: Any, target: Any) -> str | None:
        """Why this person may not; nothing when the assessment is assigned to them."""
        if not holders_of(self.word, user):
            return f"您没有“{self.name}”的权限，请联系上级管理员"
        if not Assignment.objects.filter(assessment=target, assessor=user).exists():
            return "这项评审没有指派给您，请联系组织评审的人员"
        return self.unless(user, target) if self.unless else None


view = Permission("assessments.view", "查看评定", of_assessment)
view_grades = Permission("assessments.view", "查看评定")
self_check = Permission("assessments.self_check", "开展自查", of_assessment)
start_self_check = Permission("assessments.self_check", "开展自查")
apply = Permission("assessments.apply", "申报等级", of_assessment)
review = Permission("assessments.review", "审核申报", of_assessment, submitter_does_not_review)
organise = Permission("assessments.organise", "组织评审", of_assessment)
organise_at = Permission("assessments.organise", "组织评审")
score = AssignedPermission("assessments.score", "评审打分", of_assessment, submitter_does_not_review)
decide = Permission("assessments.decide", "认定等级", of_assessment, submitter_does_not_decide)
decide_at = Permission("assessments.decide", "认定等级")
order_rectification = Permission("assessments.organise", "责令整改", of_holding)
report_rectification = Permission("assessments.apply", "报告整改", of_rectification)
recheck = Permission("assessments.decide", "复查整改", of_rectification, reporter_does_not_recheck)
record_veto = Permission("vetoes.manage", "登记一票否决")
lift_veto = Permission("vetoes.manage", "解除一票否决", of_veto)


export = Permission("sheets.export", "导出表格", of_assessment)


def visible_assessments(user: Any) -> Q:
    """Assessments in reach, or assigned to the person."""
    condition = scope(user, "assessments.view", "subject__")
    if holders_of("assessments.score", user):
        condition |= Q(pk__in=Assignment.objects.filter(assessor=user).values("assessment"))
    return condition


def visible_subjects(user: Any, prefix: str = "subject__") -> Q:
    """Rows at subjects whose grades the person may see."""
    return scope(user, "assessments.view", prefix)
