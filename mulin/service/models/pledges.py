"""What members pledge for a year and what they did."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import FSMField, FSMModelMixin, transition

from mulin.identity.models import User
from mulin.members.models import Member
from mulin.records.models import Activity
from mulin.service.choices import DeedState
from mulin.tree.models import Node


class Pledge(models.Model):
    """A practical thing that a member pledges to the community in a year."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="pledges", verbose_name="党员")
    community = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="pledges", verbose_name="社区")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("序号")
    text = models.CharField("承诺事项", max_length=200)
    made_on = models.DateField("承诺日期")
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)

    class Meta:
        verbose_name = "承诺"
        verbose_name_plural = "承诺"
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "community", "year", "number"],
                condition=Q(withdrawn_on__isnull=True),
                name="pledge_numbered_once",
                violation_error_message="这一序号的承诺已经存在",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Deed(FSMModelMixin, models.Model):
    """A practical thing done, reported by the member or the community and confirmed by the community."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="deeds", verbose_name="党员")
    community = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="deeds", verbose_name="社区")
    pledge = models.ForeignKey(
        Pledge, on_delete=models.PROTECT, null=True, blank=True, related_name="deeds", verbose_name="承诺"
    )
    day = models.DateField("日期")
    title = models.CharField("实事", max_length=100)
    text = models.TextField("经过", max_length=1000, blank=True)
    state = FSMField("状态", max_length=10, choices=DeedState.choices, default=DeedState.REPORTED, protected=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_on = models.DateField("办理日期", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    remark = models.CharField("社区意见", max_length=300, blank=True)
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="纪实"
    )

    class Meta:
        verbose_name = "实事"
        verbose_name_plural = "实事"
        indexes = [models.Index(fields=["member", "day"], name="deed_member_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DeedState.REPORTED, settled_on__isnull=True)
                | ~Q(state=DeedState.REPORTED) & Q(settled_on__isnull=False),
                name="deed_settled_on_a_day",
                violation_error_message="确认或退回须有日期",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @transition(field=state, source=DeedState.REPORTED, target=DeedState.CONFIRMED)
    def confirm(self, remark: str, *, on: datetime.date, by: User) -> None:
        """The community bears it out."""
        self.remark, self.settled_on, self.settled_by = remark.strip()[:300], on, by

    @transition(field=state, source=DeedState.REPORTED, target=DeedState.RETURNED)
    def give_back(self, remark: str, *, on: datetime.date, by: User) -> None:
        """The community does not bear it out, and says why."""
        self.remark, self.settled_on, self.settled_by = remark.strip()[:300], on, by

    @transition(field=state, source=DeedState.CONFIRMED, target=DeedState.RETURNED)
    def take_back(self, remark: str, *, on: datetime.date, by: User | None) -> None:
        """The record as which it was written down says otherwise now."""
        self.remark, self.settled_on, self.settled_by = remark.strip()[:300], on, by


class DeedFile(models.Model):
    """A file that shows a deed; its content lies in the store under its hash."""

    deed = models.ForeignKey(Deed, on_delete=models.CASCADE, related_name="files", verbose_name="实事")
    sha256 = models.CharField("校验值", max_length=64)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveIntegerField("大小")
    name = models.CharField("文件名", max_length=200)

    class Meta:
        verbose_name = "实事佐证"
        verbose_name_plural = "实事佐证"
        constraints = [
            models.UniqueConstraint(
                fields=["deed", "sha256"], name="deed_file_once", violation_error_message="这份文件已经添加"
            )
        ]

    def __str__(self) -> str:
        return self.name
