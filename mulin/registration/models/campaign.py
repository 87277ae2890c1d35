"""A campaign: in one year, everybody below a node registers with the community where they live."""

import datetime

from django.db import models
from django.db.models import F, Q

from mulin.programmes.models import Programme
from mulin.programmes.queries import Ruling, stored_pack
from mulin.tree.models import Node


class Campaign(models.Model):
    """A registration campaign of a county or street. It keeps the edition and parameters of its opening."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="campaigns", verbose_name="组织开展的区域")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="campaigns", verbose_name="制度")
    clause = models.CharField("依据条款", max_length=60)
    year = models.PositiveSmallIntegerField("年度")
    name = models.CharField("名称", max_length=100)
    opened_on = models.DateField("启动日期")
    prepared_by = models.DateField("动员部署截止", null=True, blank=True)
    received_by = models.DateField("报到接收截止", null=True, blank=True)
    ended_on = models.DateField("结束日期", null=True, blank=True)

    class Meta:
        verbose_name = "报到工作"
        verbose_name_plural = "报到工作"
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["node", "clause", "year"],
                name="campaign_once_a_year",
                violation_error_message="这个区域今年的报到工作已经启动",
            ),
            models.CheckConstraint(
                condition=Q(prepared_by__isnull=True)
                | Q(received_by__isnull=True)
                | Q(received_by__gte=F("prepared_by")),
                name="campaign_prepares_before_receiving",
                violation_error_message="报到接收截止日期不能早于动员部署截止日期",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("opened_on")),
                name="campaign_ends_after_opening",
                violation_error_message="结束日期不能早于启动日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ruling(self) -> Ruling:
        """The clause by which it was opened."""
        pack = stored_pack(self.programme.edition_id)
        return Ruling(self.programme, next(one for one in pack.registration if one.id == self.clause))

    def is_overdue(self, day: datetime.date) -> bool:
        """Should everybody have been received before this day?"""
        return self.received_by is not None and day > self.received_by


class NumberSeries(models.Model):
    """The next number of letters of one node in one year. Numbers count within it, never across the district."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+", verbose_name="发函区域")
    year = models.PositiveSmallIntegerField("年度")
    next_number = models.PositiveIntegerField("下一号", default=1)

    class Meta:
        verbose_name = "报到函编号"
        verbose_name_plural = "报到函编号"
        constraints = [
            models.UniqueConstraint(
                fields=["node", "year"], name="series_once_a_year", violation_error_message="编号序列已经存在"
            )
        ]

    def __str__(self) -> str:
        return f"{self.node_id} {self.year}"
