"""The yearly census of members who came from elsewhere (流入党员摸底)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.tree.models import Node

PERSON: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+"}


class Census(models.Model):
    """One year's census below a node: every community looks, counts and reports by a day."""

    node = models.ForeignKey(Node, verbose_name="组织方", **PERSON)
    year = models.PositiveSmallIntegerField("年度")
    begins_on = models.DateField("开始日期")
    due_on = models.DateField("完成期限")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="发起人", **PERSON)

    class Meta:
        verbose_name = "流入党员摸底"
        verbose_name_plural = "流入党员摸底"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["node", "year"],
                name="census_once_a_year",
                violation_error_message="这一年的摸底已经发起",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("begins_on")),
                name="census_due_after_its_begin",
                violation_error_message="完成期限不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node} {self.year} 年流入党员摸底"


class CensusReturn(models.Model):
    """What one community found: figures as they stood on the day of its report."""

    census = models.ForeignKey(Census, on_delete=models.PROTECT, related_name="returns", verbose_name="摸底")
    community = models.ForeignKey(Node, verbose_name="社区", **PERSON)
    counted = models.PositiveIntegerField("流入党员数", null=True, blank=True)
    with_permit = models.PositiveIntegerField("持有效活动证人数", null=True, blank=True)
    placed = models.PositiveIntegerField("编入党组织人数", null=True, blank=True)
    wishing_transfer = models.PositiveIntegerField("愿转入组织关系人数", null=True, blank=True)
    thoughts = models.TextField("思想状况", blank=True, default="")
    done_on = models.DateField("完成日期", null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, verbose_name="填报人", **PERSON)

    class Meta:
        verbose_name = "摸底填报"
        verbose_name_plural = "摸底填报"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["census", "community"],
                name="census_return_once",
                violation_error_message="这个社区已在摸底范围内",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True, counted__isnull=True)
                | Q(done_on__isnull=False, done_by__isnull=False, counted__isnull=False),
                name="census_return_done_with_figures",
                violation_error_message="完成摸底要有填报人和人数",
            ),
            models.CheckConstraint(
                condition=Q(counted__isnull=True)
                | Q(with_permit__lte=F("counted"), placed__lte=F("counted"), wishing_transfer__lte=F("counted")),
                name="census_parts_within_the_whole",
                violation_error_message="分项人数不能超过流入党员数",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.census.year}"
