"""Members of others who came here, and the dues that members paid."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.members.models import Member
from mulin.relations.choices import PermitShown, StayEnd
from mulin.relations.models.absences import Absence
from mulin.tree.models import Node

PERSON: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+"}


class Stay(models.Model):
    """A member who came here (流入), received into a branch whatever the papers are like; until the stay ends."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="stays", verbose_name="党员")
    host = models.ForeignKey(Node, verbose_name="编入党支部", **PERSON)
    absence = models.ForeignKey(
        Absence, on_delete=models.PROTECT, null=True, blank=True, related_name="stays", verbose_name="外出登记"
    )
    from_text = models.CharField("原所在党组织", max_length=100)
    reason = models.CharField("流入事由", max_length=200, blank=True)
    came_on = models.DateField("接收日期")
    permit_number = models.CharField("活动证编号", max_length=40, blank=True, default="")
    permit_shown = models.CharField("活动证", max_length=15, choices=PermitShown.choices)
    permit_steps = models.CharField("补办措施", max_length=200, blank=True, default="")
    permit_mended_on = models.DateField("手续补齐日期", null=True, blank=True)
    work = models.CharField("分配的工作", max_length=100, blank=True, default="")
    reported_on = models.DateField("报上级备案日期", null=True, blank=True)
    ended_on = models.DateField("离开日期", null=True, blank=True)
    ending = models.CharField("离开方式", max_length=12, choices=StayEnd.choices, blank=True, default="")

    class Meta:
        verbose_name = "流入党员"
        verbose_name_plural = "流入党员"
        indexes = [models.Index(fields=["host", "ended_on"], name="stay_host")]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(ended_on__isnull=True),
                name="one_stay_at_a_time",
                violation_error_message="这名流入党员已被接收",
            ),
            models.CheckConstraint(
                condition=Q(permit_shown=PermitShown.IN_ORDER) | ~Q(permit_steps=""),
                name="stay_without_permit_has_steps",
                violation_error_message="活动证不全时请写明怎样补办；不能因此拒绝接收",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ending="")
                | (Q(ended_on__isnull=False, ended_on__gte=F("came_on")) & ~Q(ending="")),
                name="stay_ends_with_its_way",
                violation_error_message="离开要写明日期和方式",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} → {self.host}"

    @property
    def permit_is_owed(self) -> bool:
        """Is the permit still to be put in order?"""
        return self.permit_shown != PermitShown.IN_ORDER and self.permit_mended_on is None


class DuesNote(models.Model):
    """Dues of one month that a member paid, as an organisation noted it. No money is kept here."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="dues", verbose_name="党员")
    month = models.DateField("所属月份")
    paid_on = models.DateField("交纳日期")
    at = models.ForeignKey(Node, verbose_name="收缴党组织", **PERSON)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="登记人", **PERSON)

    class Meta:
        verbose_name = "党费交纳"
        verbose_name_plural = "党费交纳"
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "month"],
                name="dues_once_a_month",
                violation_error_message="这个月的党费已登记",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="dues_month_by_its_first_day",
                violation_error_message="所属月份以当月第一天表示",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
