"""Party groups by post: what the system proposes, what a person made of it, who is in which group since when."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mulin.members.models import Member
from mulin.service.choices import GroupingState
from mulin.tree.models import Node


class Grouping(models.Model):
    """One proposal for a community, to be changed and accepted by a person."""

    community = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="groupings", verbose_name="社区")
    branch = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+", verbose_name="所属党支部")
    made_on = models.DateField("提出日期")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=GroupingState.choices, default=GroupingState.PROPOSED)
    settled_on = models.DateField("确定日期", null=True, blank=True)

    class Meta:
        verbose_name = "编组方案"
        verbose_name_plural = "编组方案"
        constraints = [
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(state=GroupingState.PROPOSED),
                name="one_open_grouping",
                violation_error_message="已有一份编组方案待确定",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community_id} {self.made_on}"


class ProposedGroup(models.Model):
    """One group of a proposal; once accepted, the node it became."""

    grouping = models.ForeignKey(Grouping, on_delete=models.CASCADE, related_name="groups", verbose_name="方案")
    number = models.PositiveSmallIntegerField("序号")
    name = models.CharField("名称", max_length=100)
    shared = models.CharField("共同点", max_length=300, blank=True)
    leader = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="党小组长"
    )
    node = models.ForeignKey(
        Node, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="党小组"
    )

    class Meta:
        verbose_name = "拟建党小组"
        verbose_name_plural = "拟建党小组"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["grouping", "number"],
                name="group_numbered_once",
                violation_error_message="这一序号的党小组已经存在",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProposedPlace(models.Model):
    """A member in a proposed group, and why there."""

    grouping = models.ForeignKey(Grouping, on_delete=models.CASCADE, related_name="places", verbose_name="方案")
    group = models.ForeignKey(ProposedGroup, on_delete=models.CASCADE, related_name="places", verbose_name="党小组")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", verbose_name="党员")
    why = models.CharField("理由", max_length=300)

    class Meta:
        verbose_name = "编组"
        verbose_name_plural = "编组"
        constraints = [
            models.UniqueConstraint(
                fields=["grouping", "member"],
                name="proposed_once",
                violation_error_message="一名党员只编入一个党小组",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.member_id}"


class GroupMembership(models.Model):
    """A member in a party group since a day; nobody is in two at once."""

    group = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="group_memberships", verbose_name="党小组")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="group_memberships", verbose_name="党员")
    is_leader = models.BooleanField("党小组长", default=False)
    why = models.CharField("理由", max_length=300, blank=True)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "党小组成员"
        verbose_name_plural = "党小组成员"
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(until__isnull=True),
                name="in_one_group",
                violation_error_message="一名党员同时只在一个党小组",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(until__isnull=True, is_leader=True),
                name="one_leader_a_group",
                violation_error_message="每个党小组一名组长",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.member_id}"
