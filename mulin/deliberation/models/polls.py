"""Ballots: what is voted on, who may vote, who has, and the count. A secret ballot keeps nobody's choice."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.deliberation.choices import PollState, Way
from mulin.deliberation.rules import Terms, terms_stored
from mulin.members.models import Member
from mulin.tree.models import Node


class Poll(models.Model):
    """One ballot at a node: its question, the choices of each item, and what it needs to be valid and to pass."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="polls", verbose_name="组织")
    title = models.CharField("表决事项", max_length=100)
    text = models.TextField("说明", blank=True)
    choices = models.JSONField("选项", default=list)
    secret = models.BooleanField("无记名", default=True)
    terms = models.JSONField("有效与通过的条件", default=dict)
    state = models.CharField("状态", max_length=10, choices=PollState.choices, default=PollState.OPEN)
    opened_on = models.DateField("开始日期")
    closes_on = models.DateField("截止日期")
    present = models.PositiveIntegerField("实到人数", null=True, blank=True)
    result = models.JSONField("结果", default=dict, blank=True)
    reason = models.CharField("取消原因", max_length=200, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    closed_at = models.DateTimeField("计票时间", null=True, blank=True)

    class Meta:
        verbose_name = "表决"
        verbose_name_plural = "表决"
        indexes = [models.Index(fields=["node", "-opened_on", "-id"], name="poll_of_node")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opened_on")),
                name="poll_closes_after_it_opens",
                violation_error_message="截止日期不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def rules(self) -> Terms:
        """What the ballot needs, as the rules read it."""
        return terms_stored(self.terms)


class PollItem(models.Model):
    """One thing voted on: a question, a candidate, or a member who is appraised."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField("序号")
    label = models.CharField("内容", max_length=120)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        verbose_name = "表决项"
        verbose_name_plural = "表决项"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["poll", "number"], name="poll_item_number_once")]

    def __str__(self) -> str:
        return self.label


class Voter(models.Model):
    """Who may vote in a ballot, and in which way the person has. Never what."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="voters")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", verbose_name="党员")
    way = models.CharField("投票方式", max_length=10, choices=Way.choices, default=Way.NONE, blank=True)

    class Meta:
        verbose_name = "有表决权的人"
        verbose_name_plural = "有表决权的人"
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "member"], name="voter_once", violation_error_message="这名党员已在名单中"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.member_id}"


class Tally(models.Model):
    """How many chose what, by way. The only thing a secret ballot keeps: there is no row for one person's ballot."""

    item = models.ForeignKey(PollItem, on_delete=models.CASCADE, related_name="tallies")
    choice = models.CharField("选项", max_length=30)
    way = models.CharField("方式", max_length=10, choices=Way.choices)
    votes = models.PositiveIntegerField("票数", default=0)

    class Meta:
        verbose_name = "计票"
        verbose_name_plural = "计票"
        constraints = [models.UniqueConstraint(fields=["item", "choice", "way"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.choice} {self.votes}"


class NamedVote(models.Model):
    """What a person chose, where the ballot is not secret."""

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="votes")
    item = models.ForeignKey(PollItem, on_delete=models.CASCADE, related_name="named_votes")
    choice = models.CharField("选项", max_length=30)

    class Meta:
        verbose_name = "记名票"
        verbose_name_plural = "记名票"
        constraints = [models.UniqueConstraint(fields=["voter", "item"], name="named_vote_once")]

    def __str__(self) -> str:
        return f"{self.voter_id} {self.item_id}"


class PaperCount(models.Model):
    """Paper ballots of a poll as two people counted them: one enters the figures, another confirms them."""

    poll = models.OneToOneField(Poll, on_delete=models.CASCADE, related_name="paper")
    handed = models.PositiveIntegerField("发出票数")
    returned = models.PositiveIntegerField("收回票数")
    invalid = models.PositiveIntegerField("废票数", default=0)
    counts = models.JSONField("各项票数", default=dict)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = "纸质票计票"
        verbose_name_plural = "纸质票计票"
        constraints = [
            models.CheckConstraint(
                condition=Q(returned__lte=F("handed")) & Q(invalid__lte=F("returned")),
                name="paper_adds_up",
                violation_error_message="收回票数不能多于发出票数，废票数不能多于收回票数",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.returned}/{self.handed}"
