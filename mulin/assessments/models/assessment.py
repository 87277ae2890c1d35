"""Assessments of one subject by one rubric, their rounds, assessors and steps."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, FSMModelMixin, transition

from mulin.assessments.choices import RUNNING, WITHOUT_APPLICATION, RoundKind, State
from mulin.programmes.models import Edition, Programme
from mulin.tree.models import Node


class Round(models.Model):
    """One round of pre-acceptance, acceptance or re-evaluation, from a day until a day."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rounds", verbose_name="制度实施")
    kind = models.CharField("类别", max_length=20, choices=RoundKind.choices)
    name = models.CharField("名称", max_length=60)
    begins_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    organised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="组织人"
    )

    class Meta:
        verbose_name = "评审轮次"
        verbose_name_plural = "评审轮次"
        ordering = ["-begins_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")),
                name="round_ends_after_it_begins",
                violation_error_message="结束日期不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Assessment(FSMModelMixin, models.Model):
    """One subject assessed once against one rubric. It keeps the edition and parameters of its opening."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="assessments", verbose_name="制度实施"
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", verbose_name="制度版本")
    parameters = models.JSONField("参数", default=dict, blank=True)
    rubric = models.CharField("评分表", max_length=40)
    subject = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="assessments", verbose_name="对象")
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("类别", max_length=20, choices=RoundKind.choices, default=RoundKind.YEARLY)
    round = models.ForeignKey(
        Round,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name="评审轮次",
    )
    level = models.CharField("申报等级", max_length=40, blank=True)
    state = FSMField("进度", default=State.OPEN, choices=State.choices, protected=True)
    opened_on = models.DateField("开始日期")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="发起人"
    )
    as_of = models.DateField("基准日", null=True, blank=True)
    self_checked_at = models.DateTimeField("自查完成时间", null=True, blank=True)
    self_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="自查人",
    )

    class Meta:
        verbose_name = "评定"
        verbose_name_plural = "评定"
        ordering = ["-year", "-id"]
        indexes = [models.Index(fields=["programme", "rubric", "-year"], name="assessment_of_programme")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "rubric", "subject", "year", "kind"],
                condition=Q(state__in=RUNNING),
                name="one_running_assessment",
                violation_error_message="该对象本年度同类评定正在进行，请先完成或撤回",
            ),
            models.CheckConstraint(
                condition=Q(self_checked_at__isnull=True, self_checked_by__isnull=True)
                | Q(self_checked_at__isnull=False, self_checked_by__isnull=False),
                name="self_check_by_and_at",
                violation_error_message="自查人和自查时间须同时填写",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DECIDED) | Q(as_of__isnull=False),
                name="decided_assessment_has_its_day",
                violation_error_message="已认定的评定必须有基准日",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.year} 年度{self.get_kind_display().removeprefix('年度')}"

    @property
    def is_running(self) -> bool:
        """Has it not ended yet?"""
        return self.state in RUNNING

    @property
    def may_be_self_checked(self) -> bool:
        """Can its self-check still be written?"""
        return self.state in (State.OPEN, State.RETURNED)

    def needs_no_application(self) -> bool:
        """Does the street hold it of its own accord?"""
        return self.kind in WITHOUT_APPLICATION

    def needs_application(self) -> bool:
        """Does the subject apply for it?"""
        return not self.needs_no_application()

    @transition(
        field=state,
        source=[State.OPEN, State.RETURNED],
        target=State.APPLIED,
        conditions=[needs_application],  # type: ignore[list-item]
        custom={"verb": "申报"},
    )
    def apply(self, level: str) -> None:
        """The subject applies for a level."""
        self.level = level

    @transition(field=state, source=State.APPLIED, target=State.RETURNED, custom={"verb": "退回补充"})
    def send_back(self) -> None:
        """The street asks for completion."""

    @transition(field=state, source=State.APPLIED, target=State.REVIEWED, custom={"verb": "街道审核"})
    def pass_review(self) -> None:
        """The street lets it through to acceptance."""

    @transition(field=state, source=State.REVIEWED, target=State.IN_ACCEPTANCE, custom={"verb": "进入验收"})
    def begin_acceptance(self) -> None:
        """A round takes it up."""

    @transition(
        field=state,
        source=State.OPEN,
        target=State.IN_ACCEPTANCE,
        conditions=[needs_no_application],  # type: ignore[list-item]
        custom={"verb": "直接评审"},
    )
    def begin_without_application(self) -> None:
        """A round takes up a re-evaluation or a re-check, which nobody applies for."""

    @transition(field=state, source=State.IN_ACCEPTANCE, target=State.DECIDED, custom={"verb": "作出认定"})
    def close(self, as_of: Any) -> None:
        """The decision is made, as of a day."""
        self.as_of = as_of

    @transition(
        field=state,
        source=[State.OPEN, State.APPLIED, State.RETURNED, State.REVIEWED],
        target=State.WITHDRAWN,
        custom={"verb": "撤回"},
    )
    def withdraw(self) -> None:
        """Taken back before acceptance began."""


class Step(models.Model):
    """One change of an assessment's state: who, when, and what was said. Only grows."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="steps", verbose_name="评定")
    verb = models.CharField("事项", max_length=20)
    before = models.CharField("原状态", max_length=20, choices=State.choices)
    after = models.CharField("新状态", max_length=20, choices=State.choices)
    note = models.TextField("说明", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="办理人"
    )
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "办理记录"
        verbose_name_plural = "办理记录"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.get_after_display()}"


class Assignment(models.Model):
    """An assessor's share of a round: one assessment, and nothing else, is theirs to see and score."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="assignments", verbose_name="评定"
    )
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments", verbose_name="评审员"
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="指派人"
    )
    assigned_at = models.DateTimeField("指派时间")
    opinion = models.TextField("评审意见", blank=True)
    handed_in_at = models.DateTimeField("提交时间", null=True, blank=True)

    class Meta:
        verbose_name = "评审任务"
        verbose_name_plural = "评审任务"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "assessor"],
                name="assessor_assigned_once",
                violation_error_message="这位评审员已被指派",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessor} → {self.assessment}"
