"""Scores, the material behind them, the snapshot of each stage, and the gaps that a self-check finds."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.assessments.choices import Stage
from mulin.assessments.models.assessment import Assessment
from mulin.records.models import Activity, Evidence


class ItemScore(models.Model):
    """What somebody gave for an item at a stage, and why. Rows are only added; the newest of a stage stands.

    ``confirmed_on`` is the day from which it counts; without it the score is saved but not handed in.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="scores", verbose_name="评定")
    item = models.CharField("评分项", max_length=6)
    stage = models.CharField("阶段", max_length=12, choices=Stage.choices)
    score = models.DecimalField("得分", max_digits=9, decimal_places=4)
    reason = models.TextField("理由")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="评分人")
    at = models.DateTimeField("评分时间")
    confirmed_on = models.DateField("确认日期", null=True, blank=True)
    activities = models.ManyToManyField(Activity, blank=True, related_name="+", verbose_name="依据的活动")
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="+", verbose_name="佐证材料")

    class Meta:
        verbose_name = "评分"
        verbose_name_plural = "评分"
        ordering = ["id"]
        indexes = [models.Index(fields=["assessment", "item", "stage", "-id"], name="score_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=0),
                name="score_not_negative",
                violation_error_message="得分不能小于 0",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="score_has_a_reason",
                violation_error_message="请写明评分理由",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_stage_display()} {self.score}"


class StageResult(models.Model):
    """All items as they stood when a stage was handed in: one of the three columns, kept whole."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="stage_results", verbose_name="评定"
    )
    stage = models.CharField("阶段", max_length=12, choices=Stage.choices)
    on = models.DateField("日期")
    items = models.JSONField("各项结果", default=list)
    total = models.DecimalField("总分", max_digits=9, decimal_places=4)
    grade = models.CharField("测算等级", max_length=40, blank=True)
    missing = models.JSONField("尚缺", default=list, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="提交人")
    at = models.DateTimeField("提交时间")

    class Meta:
        verbose_name = "阶段结果"
        verbose_name_plural = "阶段结果"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.total}"


class Gap(models.Model):
    """What the self-check found wanting at an item: what to do, by when, and whether it is done."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="gaps", verbose_name="评定")
    item = models.CharField("评分项", max_length=6)
    short_by = models.DecimalField("差分", max_digits=9, decimal_places=4)
    text = models.TextField("差距和措施")
    due_on = models.DateField("完成期限", null=True, blank=True)
    done_on = models.DateField("补齐日期", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "差距"
        verbose_name_plural = "差距清单"
        ordering = ["item", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "item"],
                name="one_gap_an_item",
                violation_error_message="该评分项的差距已经列出",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False),
                name="gap_done_by_and_on",
                violation_error_message="补齐人和补齐日期须同时填写",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} 差 {self.short_by}"


class CheckedItem(models.Model):
    """A tick of the self-check's task list: this item has been looked at by somebody."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="checked_items", verbose_name="评定"
    )
    item = models.CharField("评分项", max_length=6)
    note = models.TextField("自查说明", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="自查人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "已查项目"
        verbose_name_plural = "已查项目"
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "item"],
                name="item_checked_once",
                violation_error_message="该项已经查过",
            ),
        ]

    def __str__(self) -> str:
        return self.item


ENDS_AFTER = Q(until__isnull=True) | Q(until__gte=F("since"))
"""Dated rows of certification may end on the day they begin: a slip put right at once."""
