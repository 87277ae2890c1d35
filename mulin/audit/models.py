"""The audit log: who changed, read in clear, exported or printed what; sealed in a hash chain."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Seal(models.Model):
    """A link of the chain: closes a run of entries and carries the hash of everything before."""

    number = models.PositiveBigIntegerField("序号", unique=True)
    entries = models.PositiveIntegerField("条数")
    previous = models.CharField("上一封存值", max_length=64, blank=True)
    value = models.CharField("封存值", max_length=64)
    sealed_at = models.DateTimeField("封存时间", default=timezone.now)

    class Meta:
        verbose_name = "审计封存"
        verbose_name_plural = "审计封存"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"第{self.number}次封存 {self.value[:16]}"


class Entry(models.Model):
    """One thing that was done, by whom, to what, with the differences."""

    at = models.DateTimeField("时间", default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="操作人"
    )
    actor_name = models.CharField("操作人姓名", max_length=60, blank=True)
    verb = models.CharField("操作", max_length=60)
    object_type = models.CharField("对象类型", max_length=60)
    object_id = models.CharField("对象编号", max_length=40, blank=True)
    object_name = models.CharField("对象名称", max_length=200, blank=True)
    node_id = models.BigIntegerField("所在节点", null=True, db_index=True)
    changes = models.JSONField("变更", default=dict)
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, null=True, related_name="sealed", verbose_name="封存")
    digest = models.CharField("链值", max_length=64, blank=True)

    class Meta:
        verbose_name = "审计记录"
        verbose_name_plural = "审计记录"
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="entry_object"),
            models.Index(fields=["at", "id"], name="entry_at"),
            models.Index(fields=["verb", "id"], name="entry_verb"),
            models.Index(fields=["id"], condition=models.Q(seal__isnull=True), name="entry_unsealed"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.object_name}"
