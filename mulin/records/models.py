"""What happened, written down once: activities, who was there, what shows it, and every former text."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, FSMModelMixin, transition

from mulin.foundation.clock import now
from mulin.members.models import Member
from mulin.records.choices import COUNTING, Change, State
from mulin.tree.models import Node


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Activities, by what they are worth."""

    def facts(self) -> "ActivityQuerySet":
        """Those that count: confirmed, or corrected afterwards."""
        return self.filter(state__in=COUNTING)


class Activity(FSMModelMixin, models.Model):
    """Something that happened at a host on a day, of a kind that a pack names. Never deleted: struck out with a
    reason.
    """

    kind = models.CharField("活动类型", max_length=40)
    host = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="activities", verbose_name="举办组织")
    title = models.CharField("名称", max_length=100)
    day = models.DateField("日期")
    begins_at = models.TimeField("开始时间", null=True, blank=True)
    place = models.CharField("地点", max_length=100, blank=True)
    notice_on = models.DateField("通知日期", null=True, blank=True)
    agenda = models.TextField("议程", blank=True)
    minutes = models.TextField("会议记录", blank=True)
    headcount = models.PositiveIntegerField("另有未列名人数", default=0)
    present = models.PositiveIntegerField("到场人数", default=0, editable=False)
    evidence_count = models.PositiveIntegerField("佐证份数", default=0, editable=False)
    fields = models.JSONField("专有内容", default=dict, blank=True)
    state = FSMField("状态", default=State.DRAFT, choices=State.choices, protected=True)
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    entered_at = models.DateTimeField("登记时间", default=now, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="登记人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="确认人",
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "活动纪实"
        verbose_name_plural = "活动纪实"
        indexes = [
            models.Index(fields=["host", "kind", "day"], name="activity_host_kind_day"),
            models.Index(fields=["kind", "day"], name="activity_kind_day"),
            models.Index(fields=["-day", "-id"], name="activity_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(notice_on__isnull=True) | Q(notice_on__lte=F("day")),
                name="activity_notice_not_after_day",
                violation_error_message="通知日期不能晚于活动日期",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="activity_confirmed_by_and_at",
                violation_error_message="确认人和确认时间必须同时填写",
            ),
            models.CheckConstraint(
                condition=Q(state=State.VOID)
                | Q(state=State.DRAFT, confirmed_at__isnull=True)
                | Q(state__in=COUNTING, confirmed_at__isnull=False),
                name="activity_fact_is_confirmed",
                violation_error_message="已确认的纪实必须有确认人，草稿不能有",
            ),
            models.CheckConstraint(
                condition=Q(present__gte=F("headcount")),
                name="activity_present_includes_headcount",
                violation_error_message="到场人数不能少于未列名人数",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.title}"

    @property
    def counts(self) -> bool:
        """Is it a fact?"""
        return self.state in COUNTING

    @property
    def named(self) -> int:
        """How many were there by name."""
        return self.present - self.headcount

    @transition(field=state, source=State.DRAFT, target=State.CONFIRMED)
    def confirm(self, *, by: Any) -> None:
        """It becomes a fact."""
        self.confirmed_at, self.confirmed_by = now(), by

    @transition(field=state, source=[State.CONFIRMED, State.CORRECTED], target=State.CORRECTED)
    def correct(self) -> None:
        """It says something else from now on; the former text is kept in a revision."""

    @transition(field=state, source=[State.DRAFT, State.CONFIRMED, State.CORRECTED], target=State.VOID)
    def strike_out(self) -> None:
        """It was entered by mistake: it stays readable and counts no more."""


class Attendance(models.Model):
    """One person who was there: a member of ours, or a name off the paper list."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="attendances", verbose_name="活动")
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances", verbose_name="党员"
    )
    name = models.CharField("姓名", max_length=60)
    unit = models.CharField("单位", max_length=100, blank=True)

    class Meta:
        verbose_name = "到场人员"
        verbose_name_plural = "到场人员"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "member"],
                name="attendance_member_once",
                violation_error_message="这名党员已在到场名单中",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.unit}）" if self.unit else self.name


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Files, by whether they still speak."""

    def standing(self) -> "EvidenceQuerySet":
        """Those nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Evidence(models.Model):
    """A file that shows what happened: kept by its content, with the day it speaks for.

    Never deleted: who attached the wrong one withdraws it with a reason, and it counts no more.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="evidence", verbose_name="活动")
    sha256 = models.CharField("文件校验值", max_length=64)
    media_type = models.CharField("类型", max_length=80)
    size = models.PositiveBigIntegerField("字节数")
    name = models.CharField("原文件名", max_length=200)
    speaks_for = models.DateField("所证日期")
    uploaded_at = models.DateTimeField("上传时间", default=now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="上传人"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="撤回人",
    )
    withdrawn_because = models.CharField("撤回原因", max_length=200, blank=True, default="")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "佐证材料"
        verbose_name_plural = "佐证材料"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "sha256"],
                condition=Q(withdrawn_at__isnull=True),
                name="evidence_once",
                violation_error_message="这份文件已经上传过",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because="")),
                name="evidence_withdrawn_by_at_and_why",
                violation_error_message="撤回须写明撤回人、时间和原因",
            ),
        ]

    def __str__(self) -> str:
        return self.name if self.withdrawn_at is None else f"{self.name}（已撤回）"

    @property
    def is_image(self) -> bool:
        """Can it be shown as a picture?"""
        return self.media_type.startswith("image/")


class Revision(models.Model):
    """A former text of a record, whole, with why it was replaced, by whom and when. Only ever added."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="revisions", verbose_name="活动")
    number = models.PositiveIntegerField("序号")
    change = models.CharField("变更", max_length=10, choices=Change.choices)
    before = models.JSONField("变更前")
    reason = models.CharField("原因", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="变更人")
    at = models.DateTimeField("变更时间", default=now)

    class Meta:
        verbose_name = "更正记录"
        verbose_name_plural = "更正记录"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "number"],
                name="revision_numbered_once",
                violation_error_message="这一序号的更正已经存在",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="revision_has_reason",
                violation_error_message="请填写原因",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}次{self.get_change_display()}"
