"""Services and things that points are exchanged for, and who took which."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.members.models import Member
from mulin.points.models.ledger import PointsEntry
from mulin.programmes.models import Programme
from mulin.tree.models import Node

KEPT: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+"}


class ExchangeItem(models.Model):
    """A service or thing that a community gives for points, so many each period."""

    programme = models.ForeignKey(Programme, verbose_name="依据的制度", **KEPT)
    scheme = models.CharField("积分办法", max_length=60)
    exchange = models.CharField("兑换种类", max_length=60)
    community = models.ForeignKey(Node, verbose_name="社区", **KEPT)
    name = models.CharField("项目", max_length=100)
    price = models.DecimalField("所需积分", max_digits=10, decimal_places=4)
    stock = models.PositiveIntegerField("每期份数")
    since = models.DateField("上架日期")
    until = models.DateField("下架日期", null=True, blank=True)

    class Meta:
        verbose_name = "兑换项目"
        verbose_name_plural = "兑换项目"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "scheme", "name"],
                condition=Q(until__isnull=True),
                name="exchange_item_named_once",
                violation_error_message="这个社区已有同名的兑换项目",
            ),
            models.CheckConstraint(
                condition=Q(price__gt=0), name="exchange_has_a_price", violation_error_message="所需积分须大于 0"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="exchange_item_ends_later",
                violation_error_message="下架日期不能早于上架日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Redemption(models.Model):
    """One piece of an item in one period, given to a member for points. A piece is given once."""

    item = models.ForeignKey(ExchangeItem, on_delete=models.PROTECT, related_name="redemptions", verbose_name="项目")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="redemptions", verbose_name="党员")
    first = models.DateField("兑换期")
    piece = models.PositiveIntegerField("第几份")
    entry = models.OneToOneField(PointsEntry, verbose_name="积分记录", **KEPT)
    exchanged_on = models.DateField("兑换日期")
    exchanged_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="办理人", **KEPT)
    returned_on = models.DateField("退回日期", null=True, blank=True)

    class Meta:
        verbose_name = "积分兑换"
        verbose_name_plural = "积分兑换"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "first", "piece"],
                condition=Q(returned_on__isnull=True),
                name="exchange_piece_once",
                violation_error_message="这一份已经兑换",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.member_id}"
