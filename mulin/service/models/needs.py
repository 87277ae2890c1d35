"""Needs: of the community's quarterly list and of residents; handed to teams, answered by members, done, rated."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import FSMField, FSMModelMixin, transition

from mulin.foundation.fields import EncryptedTextField
from mulin.members.models import Member
from mulin.records.models import Activity
from mulin.service.choices import NeedOrigin, NeedState, Reply
from mulin.service.models.teams import Team
from mulin.tree.models import Node


class Need(FSMModelMixin, models.Model):
    """Something to be done in a community. What was done is the record it leads to."""

    community = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="service_needs", verbose_name="社区")
    origin = models.CharField("来源", max_length=10, choices=NeedOrigin.choices, default=NeedOrigin.LISTED)
    title = models.CharField("需求", max_length=100)
    text = models.TextField("说明", max_length=1000, blank=True)
    field = models.CharField("服务内容", max_length=60, blank=True)
    spot = models.ForeignKey(
        Node, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="小区或楼栋"
    )
    asked_on = models.DateField("提出日期")
    wanted_by = models.DateField("希望何时前", null=True, blank=True)
    resident = EncryptedTextField("求助居民", blank=True, default="")
    phone = EncryptedTextField("联系电话", blank=True, default="")
    state = FSMField("状态", max_length=10, choices=NeedState.choices, default=NeedState.OPEN, protected=True)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="needs", verbose_name="团组"
    )
    handed_on = models.DateField("交办日期", null=True, blank=True)
    listed_in = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="清单纪实"
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结纪实"
    )
    done_on = models.DateField("办结日期", null=True, blank=True)
    result = models.CharField("结果", max_length=500, blank=True)
    rating = models.PositiveSmallIntegerField("评价", null=True, blank=True)
    rated_on = models.DateField("评价日期", null=True, blank=True)
    rating_words = models.CharField("评价意见", max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "社区需求"
        verbose_name_plural = "社区需求"
        indexes = [models.Index(fields=["community", "state"], name="need_community_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=True, handed_on__isnull=True) | Q(team__isnull=False, handed_on__isnull=False),
                name="need_handed_on_a_day",
                violation_error_message="交办须有团组和日期",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) & ~Q(state=NeedState.DONE)
                | Q(done_on__isnull=False, state=NeedState.DONE),
                name="need_done_on_a_day",
                violation_error_message="办结须有日期",
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True, rated_on__isnull=True)
                | Q(rating__gte=1, rating__lte=5, rated_on__isnull=False, done_on__isnull=False),
                name="need_rated_when_done",
                violation_error_message="办结后才能评价，一至五分",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @transition(field=state, source=[NeedState.OPEN, NeedState.HANDED], target=NeedState.HANDED)
    def hand_to(self, team: Team, *, on: datetime.date) -> None:
        """A team sees to it; until it is done another team may."""
        self.team, self.handed_on = team, on

    @transition(field=state, source=NeedState.HANDED, target=NeedState.DONE)
    def finish(self, *, on: datetime.date, result: str) -> None:
        """The team has done it."""
        self.done_on, self.result = on, result.strip()[:500]

    @transition(field=state, source=[NeedState.OPEN, NeedState.HANDED], target=NeedState.DROPPED)
    def drop(self, reason: str) -> None:
        """Nobody needs it any more."""
        self.result = reason.strip()[:500]


class Answer(models.Model):
    """What a member of the team answers to a need."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="answers", verbose_name="需求")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="need_answers", verbose_name="党员")
    reply = models.CharField("答复", max_length=10, choices=Reply.choices)
    note = models.CharField("说明", max_length=300, blank=True)
    on = models.DateField("答复日期")

    class Meta:
        verbose_name = "需求答复"
        verbose_name_plural = "需求答复"
        constraints = [
            models.UniqueConstraint(
                fields=["need", "member"],
                name="answered_once",
                violation_error_message="已经答复过这项需求",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} {self.member_id} {self.reply}"
