"""A branch's appraisal of its members in one year, and what it says of each."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mulin.appraisals.choices import State
from mulin.deliberation.models import Poll
from mulin.foundation.fields import EncryptedTextField
from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.records.models import Activity
from mulin.tree.models import Node


class Appraisal(models.Model):
    """The appraisal of one organisation's members in one period. It keeps the edition under which it was opened."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="appraisals", verbose_name="党组织")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", verbose_name="制度实施")
    scheme = models.CharField("评议办法", max_length=60)
    period = models.CharField("年度", max_length=12)
    first = models.DateField("起")
    last = models.DateField("止")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.REVIEWING)
    opened_on = models.DateField("开始日期")
    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, related_name="appraisal", null=True, blank=True)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    over_reason = models.CharField("超过优秀比例的理由", max_length=200, blank=True)
    submitted_on = models.DateField("上报日期", null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    examined_on = models.DateField("审议日期", null=True, blank=True)
    examined_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    opinion = models.CharField("审议意见", max_length=500, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    class Meta:
        verbose_name = "民主评议"
        verbose_name_plural = "民主评议"
        indexes = [models.Index(fields=["-last", "-id"], name="appraisal_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["node", "first"],
                condition=~Q(state="cancelled"),
                name="one_appraisal_a_period",
                violation_error_message="这个党组织本年度已经开始评议",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node.name}{self.period}民主评议"


class Appraisee(models.Model):
    """What an appraisal says of one member. The grade stands once the results are examined."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.CASCADE, related_name="appraisees")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="appraisees", verbose_name="党员")
    graded = models.BooleanField("评定等次", default=True)
    self_review = EncryptedTextField("个人自评", blank=True, default="")
    public = models.JSONField("群众评议票数", default=dict, blank=True)
    grade = models.CharField("等次", max_length=40, blank=True)
    reason = models.CharField("评定理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "参评党员"
        verbose_name_plural = "参评党员"
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "member"], name="appraisee_once"),
            models.CheckConstraint(condition=Q(graded=True) | Q(grade=""), name="ungraded_without_grade"),
        ]

    def __str__(self) -> str:
        return f"{self.appraisal_id} {self.member_id}"
