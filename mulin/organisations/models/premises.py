"""Where people are received."""

from django.db import models
from django.db.models import Case, JSONField, Q, Value, When

from mulin.organisations.choices import PremisesKind, PremisesStatus, Standard
from mulin.organisations.models.dated import Dated
from mulin.tree.models import Node


def levels_met() -> Case:
    """Which levels a standard meets, as packs name them: whoever is up to 示范型 is up to 标准型 too."""
    met = {
        Standard.NONE: {"any": True, "standard": False, "demonstration": False},
        Standard.STANDARD: {"any": True, "standard": True, "demonstration": False},
        Standard.DEMONSTRATION: {"any": True, "standard": True, "demonstration": True},
    }
    cases = [When(standard=standard.value, then=Value(levels, JSONField())) for standard, levels in met.items()]
    return Case(*cases, output_field=JSONField())


class Premises(Dated):
    """A service centre, station, parlour or home: where it stands, up to which standard, how far it is."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="premises", verbose_name="所在组织")
    name = models.CharField("名称", max_length=100)
    kind = models.CharField("种类", max_length=20, choices=PremisesKind.choices)
    standard = models.CharField("等级", max_length=15, choices=Standard.choices, default=Standard.NONE)
    status = models.CharField("状态", max_length=10, choices=PremisesStatus.choices, default=PremisesStatus.OPEN)
    address = models.CharField("地址", max_length=200, blank=True)
    area = models.DecimalField("面积（平方米）", max_digits=9, decimal_places=2, null=True, blank=True)

    meets = models.GeneratedField(expression=levels_met(), output_field=JSONField(), db_persist=True)

    class Meta(Dated.Meta):
        verbose_name = "阵地"
        verbose_name_plural = "阵地"
        indexes = [models.Index(fields=["kind", "node"], name="premises_kind_node")]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["node", "kind", "name"],
                condition=Q(until__isnull=True),
                name="premises_once",
                violation_error_message="这里已有同种类、同名称的阵地",
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=True) | Q(area__gt=0),
                name="premises_area_is_positive",
                violation_error_message="面积必须大于 0",
            ),
            models.CheckConstraint(
                condition=Q(standard=Standard.NONE) | Q(status__in=[PremisesStatus.OPEN, PremisesStatus.UPGRADING]),
                name="premises_rated_only_once_open",
                violation_error_message="尚未建成的阵地不能定级",
            ),
        ]

    def __str__(self) -> str:
        return self.name
