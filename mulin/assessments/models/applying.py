"""What a subject writes in its application."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mulin.assessments.models.assessment import Assessment
from mulin.tree.models import Node


class Application(models.Model):
    """What the subject writes itself in its application; everything else on the form is composed from the registry."""

    assessment = models.OneToOneField(
        Assessment, on_delete=models.PROTECT, related_name="application", verbose_name="评定"
    )
    level = models.CharField("申报等级", max_length=40)
    registered_households = models.PositiveIntegerField("户籍户数", null=True, blank=True)
    registered_persons = models.PositiveIntegerField("户籍人数", null=True, blank=True)
    resident_households = models.PositiveIntegerField("常住户数", null=True, blank=True)
    resident_persons = models.PositiveIntegerField("常住人数", null=True, blank=True)
    planned = models.ManyToManyField(Node, blank=True, related_name="+", verbose_name="拟创建的下级对象")
    measures = models.TextField("创建措施", blank=True)
    brand_name = models.CharField("特色品牌项目名称", max_length=60, blank=True)
    brand_goal = models.TextField("创建目标", blank=True)
    brand_content = models.TextField("项目内容", blank=True)
    brand_milestones = models.TextField("任务节点", blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="申报人",
    )
    submitted_at = models.DateTimeField("申报时间", null=True, blank=True)
    street_opinion = models.TextField("街道意见", blank=True)
    opinion_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="审核人",
    )
    opinion_on = models.DateField("审核日期", null=True, blank=True)

    class Meta:
        verbose_name = "申报表"
        verbose_name_plural = "申报表"
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_by__isnull=True, submitted_at__isnull=True)
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="application_submitted_by_and_at",
                violation_error_message="申报人和申报时间须同时填写",
            ),
            models.CheckConstraint(
                condition=Q(opinion_by__isnull=True, opinion_on__isnull=True)
                | Q(opinion_by__isnull=False, opinion_on__isnull=False),
                name="application_opinion_by_and_on",
                violation_error_message="审核人和审核日期须同时填写",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment} 申报表"
