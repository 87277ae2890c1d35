"""What a branch does each month and quarter: registers, publishes, answers objections."""

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.foundation.clock import today
from mulin.members.models import Member
from mulin.points.models.ledger import PointsEntry
from mulin.programmes.models import Programme
from mulin.tree.models import Node

KEPT: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+"}


class MonthRegister(models.Model):
    """A branch has registered a month: what its ledger holds for it is complete as far as people know."""

    programme = models.ForeignKey(Programme, verbose_name="依据的制度", **KEPT)
    scheme = models.CharField("积分办法", max_length=60)
    branch = models.ForeignKey(Node, verbose_name="党支部", **KEPT)
    first = models.DateField("登记期")
    registered_on = models.DateField("登记日期")
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="登记人", **KEPT)

    class Meta:
        verbose_name = "积分月登记"
        verbose_name_plural = "积分月登记"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "branch", "first"],
                name="points_month_once",
                violation_error_message="这一期已经登记",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch} {self.first}"


class PointsSheet(models.Model):
    """A quarter published to the own branch; closed from then on: what comes later lands in the next one."""

    programme = models.ForeignKey(Programme, verbose_name="依据的制度", **KEPT)
    scheme = models.CharField("积分办法", max_length=60)
    branch = models.ForeignKey(Node, verbose_name="党支部", **KEPT)
    first = models.DateField("起")
    last = models.DateField("止")
    published_on = models.DateField("公示日期")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="公示人", **KEPT)
    objections_until = models.DateField("异议截止", null=True, blank=True)

    class Meta:
        verbose_name = "积分公示"
        verbose_name_plural = "积分公示"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "branch", "first"],
                name="points_sheet_once",
                violation_error_message="这一期已经公示",
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="points_sheet_of_days",
                violation_error_message="止日不能早于起日",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch} {self.first}"

    @property
    def is_open(self) -> bool:
        """May objections still be raised today?"""
        return self.objections_until is not None and today() <= self.objections_until


class SheetLine(models.Model):
    """What was published of one member: gained in the quarter, each part and the total of the year so far."""

    sheet = models.ForeignKey(PointsSheet, on_delete=models.PROTECT, related_name="lines", verbose_name="公示")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="points_lines", verbose_name="党员")
    category = models.CharField("类别", max_length=60, blank=True)
    gained = models.DecimalField("本期", max_digits=10, decimal_places=4)
    parts = models.JSONField("各部分", default=dict)
    total = models.DecimalField("本年累计", max_digits=10, decimal_places=4)

    class Meta:
        verbose_name = "积分公示内容"
        verbose_name_plural = "积分公示内容"
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "member"],
                name="points_line_once",
                violation_error_message="每名党员在一期公示中只有一行",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.member_id} {self.total}"


class Objection(models.Model):
    """What a member of the branch holds against a published sheet, and what the branch answered."""

    sheet = models.ForeignKey(PointsSheet, on_delete=models.PROTECT, related_name="objections", verbose_name="公示")
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="points_objections", verbose_name="提出人"
    )
    entry = models.ForeignKey(PointsEntry, null=True, blank=True, verbose_name="针对的记录", **KEPT)
    text = models.TextField("异议", max_length=1000)
    raised_on = models.DateField("提出日期")
    upheld = models.BooleanField("是否成立", null=True, blank=True)
    answer = models.TextField("答复", max_length=1000, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, verbose_name="答复人", **KEPT)

    class Meta:
        verbose_name = "积分异议"
        verbose_name_plural = "积分异议"
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answered_by__isnull=True, upheld__isnull=True, answer="")
                | Q(answered_on__isnull=False, answered_by__isnull=False, upheld__isnull=False) & ~Q(answer=""),
                name="points_objection_answered",
                violation_error_message="答复须有结论、内容、日期和答复人",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.member_id}"


class RankingSwitch(models.Model):
    """Somebody by name lets a branch see its members ordered by points for a time, and says on which ground."""

    scheme = models.CharField("积分办法", max_length=60)
    branch = models.ForeignKey(Node, verbose_name="党支部", **KEPT)
    ground = models.CharField("依据", max_length=300)
    since = models.DateField("起")
    until = models.DateField("止")
    switched_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="开启人", **KEPT)
    ended_on = models.DateField("关闭日期", null=True, blank=True)

    class Meta:
        verbose_name = "积分排名开关"
        verbose_name_plural = "积分排名开关"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="points_ranking_of_days",
                violation_error_message="止日不能早于起日",
            ),
            models.CheckConstraint(
                condition=~Q(ground=""),
                name="points_ranking_grounded",
                violation_error_message="须写明依据",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.since}"

    def holds_on(self, day: datetime.date) -> bool:
        """May the branch see an order by points on a day?"""
        return self.since <= day <= self.until and (self.ended_on is None or day < self.ended_on)
