"""What each subject owes in each period, derived from the facts. Rows may be rebuilt at any time."""

from django.db import models
from django.db.models import Q

from mulin.foundation.clock import today
from mulin.judgement.duties import Status, duty_status
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.tree.models import Node


class DutyState(models.Model):
    """One duty of one subject in one period: how much is required, how much was done, since when it is enough.

    The subject is a node or a member; ``tie`` says along which tie a member owes it.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="duty_states")
    node = models.ForeignKey(
        Node, on_delete=models.CASCADE, null=True, blank=True, related_name="duty_states", verbose_name="对象"
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, null=True, blank=True, related_name="duty_states", verbose_name="党员"
    )
    tie = models.CharField("由哪一种关系", max_length=20, choices=TieKind.choices, blank=True, default="")
    duty = models.CharField("事项", max_length=60)
    period = models.CharField("周期", max_length=12)
    first = models.DateField("起")
    last = models.DateField("止")
    due = models.DateField("期限")
    required = models.PositiveIntegerField("应完成", null=True, blank=True)
    count = models.PositiveIntegerField("已完成", default=0)
    met_on = models.DateField("完成日期", null=True, blank=True)
    excused = models.BooleanField("免责", default=False)
    reason = models.CharField("免责原因", max_length=200, blank=True)
    facts = models.JSONField("依据", default=list)

    class Meta:
        verbose_name = "应办事项"
        verbose_name_plural = "应办事项"
        indexes = [
            models.Index(fields=["node", "due"], name="duty_node_due"),
            models.Index(fields=["member", "due"], name="duty_member_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "node", "duty", "first"],
                name="duty_once_a_period",
                violation_error_message="同一周期的同一事项只能有一条",
            ),
            models.UniqueConstraint(
                fields=["programme", "member", "duty", "first"],
                name="duty_once_a_period_and_member",
                violation_error_message="同一名党员同一周期的同一事项只能有一条",
            ),
            models.CheckConstraint(
                condition=Q(node__isnull=False, member__isnull=True, tie="")
                | (Q(node__isnull=True, member__isnull=False) & ~Q(tie="")),
                name="duty_of_a_node_or_a_member",
                violation_error_message="应办事项的对象是一个组织或一名党员，不能都是，也不能都不是",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node_id or self.member_id} {self.duty} {self.first}"

    @property
    def status(self) -> Status:
        """As of today; what time alone changes is never stored."""
        return duty_status(self, today())
