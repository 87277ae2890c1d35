"""What is derived: scores and grades as proposed now. These rows may be rebuilt at any time."""

from django.db import models

from mulin.programmes.models import Programme
from mulin.tree.models import Node


class Proposal(models.Model):
    """The score and grade that follow from today's facts for a subject by a rubric. Derived; nobody decided it."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="proposals", verbose_name="制度实施"
    )
    subject = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="proposals", verbose_name="对象")
    rubric = models.CharField("评分表", max_length=40)
    total = models.DecimalField("总分", max_digits=9, decimal_places=4, default=0)
    grade = models.CharField("测算等级", max_length=40, blank=True)
    items = models.JSONField("各项结果", default=list)
    missing = models.JSONField("尚缺", default=list, blank=True)
    notices = models.JSONField("提示", default=list, blank=True)
    judged_on = models.DateField("测算日期", null=True)

    class Meta:
        verbose_name = "测算结果"
        verbose_name_plural = "测算结果"
        ordering = ["subject_id", "rubric"]
        indexes = [
            models.Index(fields=["programme", "rubric", "-total", "id"], name="proposal_by_total"),
            models.Index(fields=["judged_on"], name="proposal_judged_on"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "subject", "rubric"],
                name="one_proposal",
                violation_error_message="测算结果重复",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.rubric} {self.total}"


class JudgementFault(models.Model):
    """Judging failed for a programme: the record stands, and the judging is tried again."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+", verbose_name="制度实施")
    subject_ids = models.JSONField("对象", default=list)
    message = models.TextField("错误")
    raised_at = models.DateTimeField("发生时间")
    settled_at = models.DateTimeField("补算时间", null=True, blank=True)

    class Meta:
        verbose_name = "测算故障"
        verbose_name_plural = "测算故障"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.message[:60]
