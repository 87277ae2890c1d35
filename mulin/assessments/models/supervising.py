"""Veto events and ordered rectifications."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, FSMModelMixin, transition

from mulin.assessments.choices import RectificationState as State
from mulin.assessments.models.holding import GradeHolding
from mulin.assessments.models.scoring import ENDS_AFTER
from mulin.programmes.models import Programme
from mulin.tree.models import Node


class Veto(models.Model):
    """A veto event (一票否决) recorded against a subject, with its document, its period and who lifted it."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="vetoes", verbose_name="制度实施")
    subject = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="vetoes", verbose_name="对象")
    kind = models.CharField("事项", max_length=60)
    document = models.CharField("依据文书", max_length=200)
    reason = models.TextField("情况说明")
    since = models.DateField("影响期起")
    until = models.DateField("影响期止", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间")
    lifted_on = models.DateField("解除日期", null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="解除人",
    )
    lifted_at = models.DateTimeField("解除时间", null=True, blank=True)
    lift_reason = models.TextField("解除理由", blank=True)

    class Meta:
        verbose_name = "一票否决事项"
        verbose_name_plural = "一票否决登记"
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=ENDS_AFTER,
                name="veto_ends_after_it_begins",
                violation_error_message="影响期止不能早于影响期起",
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True, lifted_by__isnull=True, lifted_at__isnull=True, lift_reason="")
                | (Q(lifted_on__isnull=False, lifted_by__isnull=False, lifted_at__isnull=False) & ~Q(lift_reason="")),
                name="veto_lifted_by_at_and_why",
                violation_error_message="解除须写明日期、解除人和理由",
            ),
            models.CheckConstraint(
                condition=~Q(document=""),
                name="veto_has_a_document",
                violation_error_message="请填写依据文书",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind}"


class Rectification(FSMModelMixin, models.Model):
    """An ordered rectification: what is to be mended by when, what was reported, and whether the grade stays."""

    holding = models.ForeignKey(
        GradeHolding, on_delete=models.PROTECT, related_name="rectifications", verbose_name="涉及等级"
    )
    text = models.TextField("责令整改事项")
    ordered_on = models.DateField("下达日期")
    deadline = models.DateField("整改期限")
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="下达人"
    )
    state = FSMField("状态", default=State.ORDERED, choices=State.choices, protected=True)
    report = models.TextField("整改情况", blank=True)
    reported_on = models.DateField("报告日期", null=True, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="报告人",
    )
    opinion = models.TextField("复查意见", blank=True)
    rechecked_on = models.DateField("复查日期", null=True, blank=True)
    rechecked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="复查人",
    )
    judged = models.JSONField("复查时测算", default=dict, blank=True)

    class Meta:
        verbose_name = "责令整改"
        verbose_name_plural = "责令整改"
        ordering = ["-ordered_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["holding"],
                condition=Q(state__in=[State.ORDERED, State.REPORTED]),
                name="one_open_rectification",
                violation_error_message="该等级已有未办结的整改",
            ),
            models.CheckConstraint(
                condition=Q(deadline__gt=F("ordered_on")),
                name="rectification_deadline_later",
                violation_error_message="整改期限必须晚于下达日期",
            ),
            models.CheckConstraint(
                condition=Q(reported_on__isnull=True, reported_by__isnull=True)
                | Q(reported_on__isnull=False, reported_by__isnull=False),
                name="rectification_reported_by_and_on",
                violation_error_message="报告人和报告日期须同时填写",
            ),
            models.CheckConstraint(
                condition=Q(rechecked_on__isnull=True, rechecked_by__isnull=True)
                | Q(rechecked_on__isnull=False, rechecked_by__isnull=False),
                name="rectification_rechecked_by_and_on",
                violation_error_message="复查人和复查日期须同时填写",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holding} 整改"

    @property
    def is_open(self) -> bool:
        """Is it not settled yet?"""
        return self.state in (State.ORDERED, State.REPORTED)

    @transition(field=state, source=State.ORDERED, target=State.REPORTED, custom={"verb": "报告整改"})
    def report_done(self, text: str, *, by: Any, on: Any) -> None:
        """The subject reports what it has mended."""
        self.report, self.reported_by, self.reported_on = text, by, on

    @transition(field=state, source=State.REPORTED, target=State.KEPT, custom={"verb": "复查通过"})
    def keep(self, opinion: str, *, by: Any, on: Any) -> None:
        """The re-check finds it mended: the grade stays."""
        self.opinion, self.rechecked_by, self.rechecked_on = opinion, by, on

    @transition(
        field=state,
        source=[State.REPORTED, State.ORDERED],
        target=State.WITHDRAWN,
        custom={"verb": "复查未通过"},
    )
    def take_away(self, opinion: str, *, by: Any, on: Any) -> None:
        """It was not mended: the grade goes."""
        self.opinion, self.rechecked_by, self.rechecked_on = opinion, by, on
