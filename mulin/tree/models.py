"""Nodes: every place, party organisation and unit, their dated parents, and the roles held at them."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.foundation.paths import PathField
from mulin.tree.choices import BEGINNING, Change, Family, Relation


class Kind(models.Model):
    """A kind of node, such as 社区; which kinds may stand under it is data too."""

    code = models.CharField("标识", max_length=40, primary_key=True)
    name = models.CharField("名称", max_length=20, unique=True)
    family = models.CharField("所属树", max_length=10, choices=Family.choices)
    prefix = models.CharField("编码前缀", max_length=6, unique=True)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    may_be_root = models.BooleanField("可以没有上级", default=False)

    class Meta:
        verbose_name = "节点种类"
        verbose_name_plural = "节点种类"
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """Which kind may stand under which, and how."""

    child = models.ForeignKey(Kind, on_delete=models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Kind, on_delete=models.CASCADE, related_name="admits")
    relation = models.CharField("关系", max_length=10, choices=Relation.choices)

    class Meta:
        verbose_name = "种类关系"
        verbose_name_plural = "种类关系"
        constraints = [
            models.UniqueConstraint(
                fields=["child", "parent", "relation"],
                name="placement_once",
                violation_error_message="这一种类关系已经存在",
            )
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.relation} {self.parent_id}"


class NodeQuerySet(models.QuerySet["Node"]):
    """Nodes, by day and by place in the tree."""

    def holding_on(self, day: datetime.date) -> "NodeQuerySet":
        """Those that existed on a day (``until`` is the first day they no longer did)."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)

    def below(self, nodes: Iterable["Node"]) -> "NodeQuerySet":
        """These nodes and everything that belongs to them or is located in them today."""
        condition = Q(pk__in=[])
        for node in nodes:
            condition |= Q(path__within=node.path) | Q(place_path__within=node.place_path)
        return self.filter(condition)


class Node(models.Model):
    """A place, a party organisation or a unit. Never deleted: it ends on a day, with a reason."""

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, verbose_name="种类", related_name="+")
    code = models.CharField("编码", max_length=40, unique=True, error_messages={"unique": "这个编码已被使用"})
    area_code = models.CharField("统计用区划代码", max_length=12, blank=True)
    name = models.CharField("名称", max_length=100)
    since = models.DateField("成立日期", default=BEGINNING)
    until = models.DateField("撤销日期", null=True, blank=True)
    path = PathField("隶属路径", db_index=True)
    place_path = PathField("坐落路径", db_index=True)

    objects = NodeQuerySet.as_manager()

    class Meta:
        verbose_name = "节点"
        verbose_name_plural = "节点"
        indexes = [models.Index(fields=["kind", "name", "id"], name="node_kind_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="node_ends_after_it_begins",
                violation_error_message="撤销日期必须晚于成立日期",
            ),
            models.CheckConstraint(
                condition=Q(area_code="") | Q(area_code__regex=r"^[0-9]{12}$"),
                name="node_area_code_twelve_digits",
                violation_error_message="统计用区划代码应为 12 位数字",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def holds_on(self, day: datetime.date) -> bool:
        """Did it exist on this day?"""
        return self.since <= day and (self.until is None or day < self.until)


class Parent(models.Model):
    """A dated tie of a node to the one above it. History stays; today's rows make the paths."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="parents", verbose_name="节点")
    parent = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="children", verbose_name="上级")
    relation = models.CharField("关系", max_length=10, choices=Relation.choices, default=Relation.BELONGS)
    since = models.DateField("起", default=BEGINNING)
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "上级关系"
        verbose_name_plural = "上级关系"
        constraints = [
            models.UniqueConstraint(
                fields=["node", "relation"],
                condition=Q(until__isnull=True),
                name="one_live_parent_a_relation",
                violation_error_message="同一种关系同时只能有一个上级",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="parent_ends_after_it_begins",
                violation_error_message="终止日期必须晚于起始日期",
            ),
            models.CheckConstraint(
                condition=~Q(node=F("parent")),
                name="parent_is_another",
                violation_error_message="上级不能是自己",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node_id} {self.relation} {self.parent_id}"


class NodeChange(models.Model):
    """What happened to a node, on which day and why; for merging and splitting also into or out of which node."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="history", verbose_name="节点")
    change = models.CharField("变更", max_length=10, choices=Change.choices)
    on = models.DateField("生效日期")
    reason = models.CharField("原因", max_length=200)
    other = models.ForeignKey(
        Node, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="对方节点"
    )
    before = models.CharField("变更前", max_length=100, blank=True)
    entered_at = models.DateTimeField("登记时间", auto_now_add=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = "沿革"
        verbose_name_plural = "沿革"
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.on} {self.get_change_display()}"


class RoleHolding(models.Model):
    """A role that a person holds at a node, from a day, until a day. It reaches the subtree as the role says."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_holdings", verbose_name="账号"
    )
    role = models.CharField("角色", max_length=40)
    node = models.ForeignKey(
        Node, on_delete=models.PROTECT, null=True, blank=True, related_name="role_holdings", verbose_name="节点"
    )
    since = models.DateField("起", default=BEGINNING)
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "任职角色"
        verbose_name_plural = "任职角色"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "node"],
                condition=Q(until__isnull=True),
                name="role_held_once",
                violation_error_message="这个账号在此节点已有这个角色",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} @ {self.node_id}"


class CodeCounter(models.Model):
    """The next number of codes made for a kind, inside one district's schema."""

    kind = models.OneToOneField(Kind, on_delete=models.CASCADE, primary_key=True)
    next_number = models.PositiveIntegerField("下一号", default=1)

    class Meta:
        verbose_name = "编码计数"
        verbose_name_plural = "编码计数"

    def __str__(self) -> str:
        return f"{self.kind_id} {self.next_number}"


class TreeVersion(models.Model):
    """A random word that the database itself renews in every transaction that writes a node or a parent.

    What was worked out from the whole tree may be kept as long as the word stays the same.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.CharField("版本", max_length=32)

    class Meta:
        verbose_name = "树的版本"
        verbose_name_plural = "树的版本"

    def __str__(self) -> str:
        return self.token


def lasting(prefix: str, day: datetime.date) -> Q:
    """Dated rows that hold on a day or begin later, reached through ``prefix``."""
    until: dict[str, Any] = {f"{prefix}until__gt": day}
    open_end: dict[str, Any] = {f"{prefix}until__isnull": True}
    return Q(**open_end) | Q(**until)


def holding(prefix: str, day: datetime.date) -> Q:
    """Dated rows that hold on a day, reached through ``prefix`` (``""`` for the row itself)."""
    since: dict[str, Any] = {f"{prefix}since__lte": day}
    return Q(**since) & lasting(prefix, day)
