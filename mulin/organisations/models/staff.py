"""Who works where, and who guides whom."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.foundation.fields import EncryptedTextField
from mulin.organisations.choices import FIRST_GRADE, LAST_GRADE
from mulin.organisations.models.dated import Dated
from mulin.tree.models import Node


class Staff(Dated):
    """A person in a post at a node. Another post is another row, which names the one before it."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="staff", verbose_name="任职组织")
    name = models.CharField("姓名", max_length=60)
    post = models.CharField("岗位", max_length=40)
    grade = models.PositiveSmallIntegerField("等级（三岗十八级）", null=True, blank=True)
    full_time = models.BooleanField("专职", default=True)
    phone = EncryptedTextField("电话", blank=True, default="")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="账号",
    )
    before = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next", verbose_name="前一岗位"
    )

    class Meta(Dated.Meta):
        verbose_name = "工作人员"
        verbose_name_plural = "工作人员"
        indexes = [models.Index(fields=["post", "node"], name="staff_post_node")]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["node", "name"],
                condition=Q(until__isnull=True),
                name="staff_once_a_node",
                violation_error_message="这里已有同名的工作人员；确系两人时，请在姓名后注明，如“王芳（二）”",
            ),
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(grade__gte=FIRST_GRADE, grade__lte=LAST_GRADE),
                name="staff_grade_within_bounds",
                violation_error_message=f"等级应在 {FIRST_GRADE}—{LAST_GRADE} 级之间",
            ),
            models.CheckConstraint(
                condition=Q(before__isnull=True) | ~Q(before=F("pk")),
                name="staff_before_is_another",
                violation_error_message="前一岗位不能是自己",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Guide(Dated):
    """The named party guide (党建指导员) of an enterprise, building or circle: one at a time."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="guides", verbose_name="联系对象")
    name = models.CharField("指导员", max_length=60)

    class Meta(Dated.Meta):
        verbose_name = "党建指导员"
        verbose_name_plural = "党建指导员"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["node"],
                condition=Q(until__isnull=True),
                name="one_live_guide_a_node",
                violation_error_message="同时只能有一名指导员",
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="guide_has_a_name", violation_error_message="请填写指导员姓名"
            ),
        ]

    def __str__(self) -> str:
        return self.name
