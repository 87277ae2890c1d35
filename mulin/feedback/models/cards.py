"""A card of one half-year; every version as it was issued; to whom each went, and what they answered."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.feedback.choices import State
from mulin.foundation.periods import Period, period_of
from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.programmes.queries import Ruling, stored_pack
from mulin.records.models import Activity
from mulin.tree.models import Node

KEPT: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+"}


class Feedback(models.Model):
    """What a community says about a member for one half-year. There is exactly one for a member and half-year.

    ``half`` is the first day of the half-year; the facts are those from ``first`` to ``last``. ``marks`` holds the
    evaluation by the id of its aspect.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="feedbacks", verbose_name="党员")
    half = models.DateField("半年起")
    first = models.DateField("起")
    last = models.DateField("止")
    is_yearly = models.BooleanField("兼作年底评议", default=False)
    community = models.ForeignKey(
        Node, on_delete=models.PROTECT, related_name="feedbacks_given", verbose_name="反馈社区"
    )
    programme = models.ForeignKey(Programme, verbose_name="依据的制度", **KEPT)
    clause = models.CharField("依据条款", max_length=60)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PREPARED)
    own_view = models.TextField("本人自评", max_length=1000, blank=True, default="")
    own_view_on = models.DateField("自评日期", null=True, blank=True)
    marks = models.JSONField("逐项评议", default=dict, blank=True)
    opinion = models.TextField("社区意见", max_length=1000, blank=True, default="")
    evaluated_on = models.DateField("评议日期", null=True, blank=True)
    prepared_on = models.DateField("准备日期")
    version = models.PositiveIntegerField("版本", default=1, editable=False)

    class Meta:
        verbose_name = "社区表现反馈"
        verbose_name_plural = "社区表现反馈"
        indexes = [models.Index(fields=["community", "half", "state"], name="feedback_community_half")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "half"],
                name="one_feedback_a_half_year",
                violation_error_message="这名党员这半年已有一张反馈卡",
            ),
            models.CheckConstraint(
                condition=Q(first__lte=F("half"), last__gt=F("half")),
                name="feedback_covers_its_half_year",
                violation_error_message="反馈期间须包含所在半年",
            ),
            models.CheckConstraint(
                condition=Q(state=State.PREPARED) | Q(evaluated_on__isnull=False),
                name="feedback_evaluated_before_issue",
                violation_error_message="先评议，后发出",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member.name}（{self.period.name}）"

    @property
    def period(self) -> Period:
        """The half-year of the card; a year where feedback is given at year's end alone."""
        return period_of("half_year" if self.first == self.half else "year", self.half)

    @property
    def ruling(self) -> Ruling:
        """The clause by which it was prepared."""
        pack = stored_pack(self.programme.edition_id)
        return Ruling(self.programme, next(one for one in pack.feedback if one.id == self.clause))


class Issue(models.Model):
    """One version of a card as it was issued. It never changes: a correction is issued as the next version.

    ``activity``: the record as which the community's cards of this half-year were written down.
    """

    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="issues", verbose_name="反馈")
    number = models.PositiveSmallIntegerField("第几版")
    content = models.JSONField("发出的内容")
    reason = models.CharField("重发原因", max_length=200, blank=True, default="")
    issued_on = models.DateField("发出日期")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="发出人", **KEPT)
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="纪实"
    )

    class Meta:
        verbose_name = "发出的反馈卡"
        verbose_name_plural = "发出的反馈卡"
        constraints = [
            models.UniqueConstraint(
                fields=["feedback", "number"], name="issue_numbered_once", violation_error_message="这一版已经发出"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="issued_again_with_a_reason",
                violation_error_message="重发须写明原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feedback}第{self.number}版"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries, by whether they still stand."""

    def live(self) -> "DeliveryQuerySet":
        """Those that were not returned, nor replaced by a newer version."""
        return self.filter(ended_on__isnull=True)


class Delivery(models.Model):
    """One version of a card with one receiver: given, read, answered; or returned, or replaced by a newer version.

    ``node`` is the receiver where it is one of ours; else ``receiver_name`` says to whom it goes on paper. The
    member's own delivery has no node.
    """

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="deliveries", verbose_name="发出的反馈卡")
    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="deliveries", verbose_name="反馈")
    receiver = models.CharField("送达对象", max_length=60)
    receiver_name = models.CharField("送达对象名称", max_length=100)
    node = models.ForeignKey(
        Node,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="feedbacks_received",
        verbose_name="收卡组织",
    )
    delivered_on = models.DateField("送达日期")
    replies = models.BooleanField("应答复", default=False)
    opened_at = models.DateTimeField("阅读时间", null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, verbose_name="阅读人", **KEPT)
    reply = models.TextField("单位意见", max_length=1000, blank=True, default="")
    replied_on = models.DateField("答复日期", null=True, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, verbose_name="答复人", **KEPT)
    ended_on = models.DateField("退回或换版日期", null=True, blank=True)
    ended_because = models.CharField("退回或换版原因", max_length=200, blank=True, default="")
    is_returned = models.BooleanField("退回", default=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "反馈卡送达"
        verbose_name_plural = "反馈卡送达"
        indexes = [models.Index(fields=["node", "ended_on", "delivered_on"], name="delivery_node_live")]
        constraints = [
            models.UniqueConstraint(
                fields=["feedback", "receiver"],
                condition=Q(ended_on__isnull=True),
                name="delivered_once",
                violation_error_message="这张反馈卡已经送达",
            ),
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True, reply="") | (Q(replied_on__isnull=False) & ~Q(reply="")),
                name="reply_on_a_day",
                violation_error_message="答复须有内容和日期",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_because="", is_returned=False)
                | (Q(ended_on__isnull=False) & ~Q(ended_because="")),
                name="delivery_ended_with_a_reason",
                violation_error_message="退回或换版须写明日期和原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feedback} → {self.receiver_name}"
