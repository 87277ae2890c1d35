"""Somebody who is to decide about a member asks the community; the community writes its opinion."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from mulin.feedback.choices import ConsultationState, Stand
from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.tree.models import Node

KEPT: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+"}


class OpinionSeries(models.Model):
    """The next number of a community's opinion letters in one year."""

    community = models.ForeignKey(Node, verbose_name="社区", **KEPT)
    year = models.PositiveSmallIntegerField("年度")
    next_number = models.PositiveIntegerField("下一号", default=1)

    class Meta:
        verbose_name = "意见函编号"
        verbose_name_plural = "意见函编号"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "year"],
                name="opinion_series_once_a_year",
                violation_error_message="编号序列已经存在",
            )
        ]

    def __str__(self) -> str:
        return f"{self.community_id} {self.year}"


class Consultation(models.Model):
    """One question about one member for one occasion: who asks, by when, what the community answers.

    ``facts`` is what stood beside the answer when it was given.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="consultations", verbose_name="党员")
    occasion = models.CharField("事项", max_length=60)
    occasion_name = models.CharField("事项名称", max_length=60)
    programme = models.ForeignKey(Programme, verbose_name="依据的制度", **KEPT)
    asker = models.ForeignKey(
        Node, on_delete=models.PROTECT, related_name="consultations_asked", verbose_name="征求意见的组织"
    )
    community = models.ForeignKey(
        Node, on_delete=models.PROTECT, related_name="consultations_received", verbose_name="社区"
    )
    question = models.CharField("说明", max_length=500, blank=True, default="")
    asked_on = models.DateField("征求日期")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="经办人", **KEPT)
    due = models.DateField("答复期限", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=ConsultationState.choices, default=ConsultationState.ASKED)
    stand = models.CharField("态度", max_length=10, choices=Stand.choices, blank=True, default="")
    opinion = models.TextField("社区意见", max_length=1000, blank=True, default="")
    facts = models.JSONField("答复时的事实", default=dict, blank=True)
    series = models.ForeignKey(OpinionSeries, null=True, blank=True, **KEPT)
    serial = models.PositiveIntegerField("意见函编号", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, verbose_name="答复人", **KEPT)
    withdrawn_because = models.CharField("撤回原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "征求社区意见"
        verbose_name_plural = "征求社区意见"
        indexes = [models.Index(fields=["community", "state"], name="consultation_community_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "occasion", "asker"],
                condition=Q(state=ConsultationState.ASKED),
                name="asked_once_at_a_time",
                violation_error_message="已就这一事项征求意见，正等待社区答复",
            ),
            models.UniqueConstraint(
                fields=["series", "serial"], name="opinion_numbered_once", violation_error_message="意见函编号重复"
            ),
            models.CheckConstraint(
                condition=(~Q(state=ConsultationState.ANSWERED) & Q(answered_on__isnull=True, serial__isnull=True))
                | (
                    Q(state=ConsultationState.ANSWERED, answered_on__isnull=False, serial__isnull=False)
                    & ~Q(opinion="")
                    & ~Q(stand="")
                ),
                name="consultation_answered_whole",
                violation_error_message="答复须有态度、意见、日期和编号",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConsultationState.WITHDRAWN) | ~Q(withdrawn_because=""),
                name="consultation_withdrawn_with_a_reason",
                violation_error_message="撤回须写明原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member.name}（{self.occasion_name}）"

    @property
    def number(self) -> str:
        """The number of the opinion letter; empty before it is answered."""
        return f"意见〔{self.series.year}〕{self.serial}号" if self.series and self.serial else ""
