"""Installed editions of packs, and where and since when they are in force."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.tree.choices import BEGINNING
from mulin.tree.models import Node


class Edition(models.Model):
    """One edition of a pack, stored whole with its hash. It never changes: a changed file is another revision."""

    pack = models.CharField("制度包", max_length=40)
    edition = models.CharField("版本", max_length=20)
    revision = models.PositiveSmallIntegerField("修订", default=1)
    title = models.CharField("名称", max_length=100)
    content = models.TextField("全文")
    hash = models.CharField("校验值", max_length=64)
    installed_at = models.DateTimeField("安装时间", auto_now_add=True)
    installed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="安装人"
    )

    class Meta:
        verbose_name = "制度版本"
        verbose_name_plural = "制度版本"
        ordering = ["pack", "edition", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "edition", "revision"],
                name="edition_once",
                violation_error_message="这一版本已经安装",
            ),
            models.UniqueConstraint(
                fields=["pack", "edition", "hash"],
                name="edition_content_once",
                violation_error_message="内容相同的版本已经安装",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.label}）"

    @property
    def label(self) -> str:
        """The edition as people name it: ``2021``, and ``2021.2`` for its second revision."""
        return self.edition if self.revision == 1 else f"{self.edition}.{self.revision}"


class Programme(models.Model):
    """An edition in force at a node and everything below it, with what the district sets and its legal basis."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="programmes", verbose_name="制度版本")
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="programmes", verbose_name="实施范围")
    since = models.DateField("实施起", default=BEGINNING)
    until = models.DateField("实施止", null=True, blank=True)
    parameters = models.JSONField("参数", default=dict, blank=True)
    legal_basis = models.CharField("依据文件", max_length=200, blank=True)
    basis_number = models.CharField("批准文号", max_length=100, blank=True)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "制度实施"
        verbose_name_plural = "制度实施"
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="programme_ends_after_it_begins",
                violation_error_message="实施止日必须晚于起日",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(legal_basis=""),
                name="published_programme_has_legal_basis",
                violation_error_message="发布前必须填写依据文件",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node} · {self.edition}"

    def holds_on(self, day: datetime.date) -> bool:
        """Does it reach from its first day to beyond this one?"""
        return self.since <= day and (self.until is None or day < self.until)

    @property
    def is_published(self) -> bool:
        """Is it in force, or still being prepared?"""
        return self.published_at is not None
