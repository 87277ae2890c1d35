"""Cases of self-withdrawal: the system only flags; people find out, talk, decide and approve, or close."""

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, FSMModelMixin, transition

from mulin.foundation.clock import now
from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.relations.choices import OPEN_WITHDRAWALS, Ground, WithdrawalState
from mulin.tree.models import Node

PERSON: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+"}
OPEN = list(OPEN_WITHDRAWALS)


class WithdrawalCase(FSMModelMixin, models.Model):
    """A member whom the facts flag, with those facts, and what people found and decided about it."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="withdrawal_cases", verbose_name="党员")
    home = models.ForeignKey(Node, verbose_name="所在党组织", **PERSON)
    programme = models.ForeignKey(Programme, verbose_name="依据的制度", **PERSON)
    clause = models.CharField("条款", max_length=60)
    ground = models.CharField("提示事由", max_length=20, choices=Ground.choices)
    since = models.DateField("起算日期")
    facts = models.JSONField("依据的事实", default=dict)
    flagged_on = models.DateField("立案日期")
    state = FSMField("状态", default=WithdrawalState.FLAGGED, choices=WithdrawalState.choices, protected=True)
    meeting_on = models.DateField("支部大会日期", null=True, blank=True)
    resolution = models.TextField("支部大会决定", blank=True, default="")
    entitled = models.PositiveSmallIntegerField("应到会有表决权人数", null=True, blank=True)
    present = models.PositiveSmallIntegerField("实到有表决权人数", null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField("赞成", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("不赞成", null=True, blank=True)
    abstained = models.PositiveSmallIntegerField("弃权", null=True, blank=True)
    ended_on = models.DateField("结案日期", null=True, blank=True)

    class Meta:
        verbose_name = "自行脱党认定"
        verbose_name_plural = "自行脱党认定"
        indexes = [models.Index(fields=["home", "state"], name="withdrawal_home")]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state__in=OPEN_WITHDRAWALS),
                name="one_open_withdrawal_case",
                violation_error_message="这名党员已有一件正在核实",
            ),
            models.CheckConstraint(
                condition=Q(meeting_on__isnull=True, entitled__isnull=True)
                | Q(
                    meeting_on__isnull=False,
                    entitled__isnull=False,
                    present__isnull=False,
                    votes_for__isnull=False,
                    votes_against__isnull=False,
                    abstained__isnull=False,
                    present__lte=F("entitled"),
                    present=F("votes_for") + F("votes_against") + F("abstained"),
                ),
                name="withdrawal_votes_add_up",
                violation_error_message="赞成、不赞成、弃权之和应等于实到人数，实到不能多于应到",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[WithdrawalState.DECIDED, WithdrawalState.APPROVED])
                | Q(meeting_on__isnull=False),
                name="withdrawal_decided_by_a_meeting",
                violation_error_message="必须先由支部大会决定",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}（{self.get_ground_display()}）"

    @property
    def is_open(self) -> bool:
        """Is it still being judged?"""
        return self.state in OPEN_WITHDRAWALS

    @transition(field=state, source=WithdrawalState.FLAGGED, target=WithdrawalState.CAUSE_ASKED)
    def ask_cause(self) -> None:
        """Somebody asked why, and wrote down the answer."""

    @transition(field=state, source=WithdrawalState.CAUSE_ASKED, target=WithdrawalState.TALKED)
    def talk(self) -> None:
        """Somebody talked with the member, or tried to."""

    @transition(field=state, source=WithdrawalState.TALKED, target=WithdrawalState.DECIDED)
    def decide(self, *, on: datetime.date, resolution: str) -> None:
        """The branch meeting decided that the member withdrew."""
        self.meeting_on, self.resolution = on, resolution

    @transition(field=state, source=WithdrawalState.DECIDED, target=WithdrawalState.APPROVED)
    def approve(self, *, on: datetime.date) -> None:
        """The superior approved."""
        self.ended_on = on

    @transition(field=state, source=OPEN, target=WithdrawalState.CLOSED)
    def close(self, *, on: datetime.date) -> None:
        """There was a cause, or the member is back, or the meeting or the superior decided otherwise."""
        self.ended_on = on


class WithdrawalStep(models.Model):
    """One thing people did about a flagged member: what, when, by whom, in which words. Only ever added."""

    case = models.ForeignKey(WithdrawalCase, on_delete=models.PROTECT, related_name="steps", verbose_name="认定")
    state = models.CharField("步骤", max_length=12, choices=WithdrawalState.choices)
    day = models.DateField("日期")
    note = models.TextField("情况")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="办理人", **PERSON)
    at = models.DateTimeField("登记时间", default=now)

    class Meta:
        verbose_name = "认定步骤"
        verbose_name_plural = "认定步骤"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.day} {self.get_state_display()}"


class Excuse(models.Model):
    """A known cause (正当理由) why a member takes no part for a time, such as illness: the clock does not run."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="excuses", verbose_name="党员")
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    reason = models.CharField("正当理由", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="登记人", **PERSON)

    class Meta:
        verbose_name = "正当理由"
        verbose_name_plural = "正当理由"
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="excuse_ends_after_it_begins",
                violation_error_message="终止日期不能早于起始日期",
            )
        ]

    def __str__(self) -> str:
        return self.reason
