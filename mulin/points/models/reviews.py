"""The yearly review: totals by category with their result, drawn up by the branch and examined above."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.tree.models import Node

KEPT: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+"}


class PointsReview(models.Model):
    """What a branch found of a year's points, and who examined it."""

    programme = models.ForeignKey(Programme, verbose_name="依据的制度", **KEPT)
    scheme = models.CharField("积分办法", max_length=60)
    branch = models.ForeignKey(Node, verbose_name="党支部", **KEPT)
    year = models.PositiveSmallIntegerField("年度")
    first = models.DateField("年度起")
    drawn_up_on = models.DateField("提出日期")
    drawn_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="提出人", **KEPT)
    examined_on = models.DateField("审定日期", null=True, blank=True)
    examined_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, verbose_name="审定人", **KEPT)
    remark = models.CharField("审定意见", max_length=300, blank=True)

    class Meta:
        verbose_name = "积分年度评审"
        verbose_name_plural = "积分年度评审"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "branch", "year"],
                name="points_review_once",
                violation_error_message="这一年度已经评审",
            ),
            models.CheckConstraint(
                condition=Q(examined_on__isnull=True, examined_by__isnull=True)
                | Q(examined_on__isnull=False, examined_by__isnull=False) & ~Q(examined_by=F("drawn_up_by")),
                name="points_review_examined_by_another",
                violation_error_message="审定须有日期，审定人不能是提出人",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.year}"


class ReviewLine(models.Model):
    """One member's year: parts, total and result as they were when the review was drawn up."""

    review = models.ForeignKey(PointsReview, on_delete=models.CASCADE, related_name="lines", verbose_name="评审")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="points_reviews", verbose_name="党员")
    category = models.CharField("类别", max_length=60, blank=True)
    parts = models.JSONField("各部分", default=dict)
    total = models.DecimalField("总分", max_digits=10, decimal_places=4)
    result = models.CharField("结果", max_length=60, blank=True)

    class Meta:
        verbose_name = "积分年度评审内容"
        verbose_name_plural = "积分年度评审内容"
        constraints = [
            models.UniqueConstraint(
                fields=["review", "member"],
                name="points_review_line_once",
                violation_error_message="每名党员在一次评审中只有一行",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.member_id} {self.total}"
