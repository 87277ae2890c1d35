"""Who sits in the organs that regulations ask for: leading groups, offices, working groups, duty points."""

from django.db import models
from django.db.models import Q

from mulin.organisations.models.dated import Dated
from mulin.tree.models import Node


class OrganSeat(Dated):
    """A person in a position of an organ set up at a node. ``number`` tells several organs of one sort apart."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="organ_seats", verbose_name="设立处")
    organ = models.CharField("机构", max_length=60)
    number = models.PositiveSmallIntegerField("第几个", default=1)
    position = models.CharField("位置", max_length=60)
    name = models.CharField("姓名", max_length=60)
    title = models.CharField("单位和职务", max_length=100, blank=True)
    hours = models.CharField("值班时间", max_length=100, blank=True)
    looks_after = models.ForeignKey(
        Node,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="looked_after_by",
        verbose_name="联系对象",
    )

    class Meta(Dated.Meta):
        verbose_name = "机构成员"
        verbose_name_plural = "机构成员"
        indexes = [models.Index(fields=["organ", "node"], name="organ_seat_organ_node")]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["node", "organ", "number", "position", "name"],
                condition=Q(until__isnull=True),
                name="organ_seat_once",
                violation_error_message="这个位置上已有同名的人",
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="organ_seat_has_a_name", violation_error_message="请填写姓名"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="organ_seat_numbered_from_one", violation_error_message="从第 1 个算起"
            ),
        ]

    def __str__(self) -> str:
        return self.name
