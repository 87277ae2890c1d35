"""The ledger of points. It only grows: what was wrong is reversed by another entry with its reason."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.foundation.clock import now
from mulin.members.models import Member
from mulin.points.choices import Origin, Purse
from mulin.programmes.models import Programme
from mulin.tree.models import Node


class LedgerChangedError(TypeError):
    """Somebody tried to change or delete entries of the ledger: our bug, never a person's."""


class PointsEntryQuerySet(models.QuerySet["PointsEntry"]):
    """Entries; nobody changes or deletes one."""

    def standing(self) -> "PointsEntryQuerySet":
        """Those that were neither reversed nor reverse another."""
        return self.filter(reverses__isnull=True, reversal__isnull=True)

    def update(self, **_values: Any) -> int:
        """Refused: a correction is a new entry."""
        raise LedgerChangedError("The ledger only grows: post a reversal")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused, too."""
        raise LedgerChangedError("The ledger only grows: post a reversal")


class PointsEntry(models.Model):
    """So many points of one subject under one rule of a scheme, and where they come from.

    ``day`` is when it happened and decides the year and the cap; ``period`` begins the month in which it was
    registered and decides in which sheet it is published. ``reference`` names the fact; what is posted again for the
    same fact has the next ``revision``.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", verbose_name="依据的制度")
    scheme = models.CharField("积分办法", max_length=60)
    rule = models.CharField("积分事项", max_length=60)
    part = models.CharField("部分", max_length=60, blank=True, default="")
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="points_entries", verbose_name="党员"
    )
    node = models.ForeignKey(
        Node, on_delete=models.PROTECT, null=True, blank=True, related_name="points_entries", verbose_name="组织"
    )
    points = models.DecimalField("分值", max_digits=10, decimal_places=4)
    times = models.SmallIntegerField("次数", default=1)
    purse = models.CharField("计入", max_length=10, choices=Purse.choices, default=Purse.YEAR)
    day = models.DateField("发生日期")
    period = models.DateField("登记期")
    reference = models.CharField("依据编号", max_length=80)
    revision = models.PositiveSmallIntegerField("版次", default=1)
    fact_table = models.CharField("事实来源", max_length=40, blank=True, default="")
    fact_id = models.BigIntegerField("事实编号", null=True, blank=True)
    origin = models.CharField("登记方式", max_length=12, choices=Origin.choices)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name="冲正哪一笔"
    )
    why = models.CharField("说明", max_length=300, blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="登记人",
    )
    made_at = models.DateTimeField("登记时间", default=now)

    objects = PointsEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "积分记录"
        verbose_name_plural = "积分台账"
        indexes = [
            models.Index(fields=["member", "scheme", "day"], name="points_member_day"),
            models.Index(fields=["scheme", "reference"], name="points_reference"),
            models.Index(fields=["-day", "-id"], name="points_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "rule", "member", "reference", "revision"],
                condition=Q(member__isnull=False),
                name="points_once_a_member",
                violation_error_message="同一名党员同一事项同一依据只记一次",
            ),
            models.UniqueConstraint(
                fields=["scheme", "rule", "node", "reference", "revision"],
                condition=Q(node__isnull=False),
                name="points_once_a_node",
                violation_error_message="同一个组织同一事项同一依据只记一次",
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False, node__isnull=True) | Q(member__isnull=True, node__isnull=False),
                name="points_of_a_member_or_a_node",
                violation_error_message="积分属于一名党员或一个组织，不能都是，也不能都不是",
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) & ~Q(origin=Origin.REVERSAL)
                | Q(reverses__isnull=False, origin=Origin.REVERSAL) & ~Q(why=""),
                name="points_reversed_with_a_reason",
                violation_error_message="冲正须指明哪一笔并写明原因",
            ),
            models.CheckConstraint(
                condition=~Q(reverses=F("id")),
                name="points_reverse_another",
                violation_error_message="不能冲正自己",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.rule} {self.points}"

    def delete(self, *_args: Any, **_options: Any) -> tuple[int, dict[str, int]]:
        """Refused: the ledger only grows."""
        raise LedgerChangedError("The ledger only grows: post a reversal")
