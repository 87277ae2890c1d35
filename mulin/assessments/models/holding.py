"""The dated history of grades, and milestones ticked off."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mulin.assessments.choices import HoldingEnd
from mulin.assessments.models.deciding import Decision
from mulin.assessments.models.scoring import ENDS_AFTER
from mulin.programmes.models import Programme
from mulin.tree.models import Node


class GradeHolding(models.Model):
    """A grade that a subject holds, from a day until a day: its history of grades."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="holdings", verbose_name="制度实施")
    subject = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="grade_holdings", verbose_name="对象")
    rubric = models.CharField("评分表", max_length=40)
    grade = models.CharField("等级", max_length=40)
    grade_name = models.CharField("等级名称", max_length=40)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    ended_how = models.CharField("终止方式", max_length=12, choices=HoldingEnd.choices, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="holdings", verbose_name="认定结果")

    class Meta:
        verbose_name = "等级"
        verbose_name_plural = "等级沿革"
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["rubric", "grade", "since"], name="holding_of_rubric")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "rubric", "programme"],
                condition=Q(until__isnull=True),
                name="one_live_grade",
                violation_error_message="同一评分表同时只能持有一个等级",
            ),
            models.CheckConstraint(
                condition=ENDS_AFTER,
                name="holding_ends_after_it_begins",
                violation_error_message="终止日期不能早于起始日期",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, ended_how="") | (Q(until__isnull=False) & ~Q(ended_how="")),
                name="holding_ends_somehow",
                violation_error_message="终止等级须写明方式和日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.grade_name}"


class TargetTick(models.Model):
    """A milestone's target that no fact can show, ticked off by a person on a day."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="target_ticks", verbose_name="制度实施"
    )
    subject = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+", verbose_name="对象")
    milestone = models.CharField("里程碑", max_length=60)
    target = models.CharField("目标", max_length=60)
    reached_on = models.DateField("完成日期")
    note = models.TextField("凭据")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="认定人")
    at = models.DateTimeField("认定时间")

    class Meta:
        verbose_name = "里程碑认定"
        verbose_name_plural = "里程碑认定"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "subject", "milestone", "target"],
                name="target_ticked_once",
                violation_error_message="这项目标已经认定",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone} {self.target}"
