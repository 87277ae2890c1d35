"""What a place or organisation is known for."""

from django.db import models
from django.db.models import Q

from mulin.organisations.choices import BrandLevel
from mulin.organisations.models.dated import Dated
from mulin.tree.models import Node


class Brand(Dated):
    """A feature brand (特色品牌) of a node: its goal and what it does."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="brands", verbose_name="所属组织")
    name = models.CharField("品牌名称", max_length=100)
    level = models.CharField("层级", max_length=15, choices=BrandLevel.choices)
    goal = models.CharField("创建目标", max_length=500, blank=True)
    content = models.TextField("项目内容及任务节点", blank=True)

    class Meta(Dated.Meta):
        verbose_name = "特色品牌"
        verbose_name_plural = "特色品牌"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["node", "name"],
                condition=Q(until__isnull=True),
                name="brand_once_a_node",
                violation_error_message="这里已有同名的品牌",
            ),
        ]

    def __str__(self) -> str:
        return self.name
