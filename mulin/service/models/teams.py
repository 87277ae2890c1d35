"""Teams of members with a fixed post, duty and time; volunteers who apply for one."""

from django.db import models
from django.db.models import F, Q

from mulin.members.models import Member
from mulin.service.choices import ApplicationState, TeamKind
from mulin.tree.models import Node


class Team(models.Model):
    """A team (团组) of a community: what it does, when it meets."""

    community = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="service_teams", verbose_name="社区")
    name = models.CharField("团组", max_length=60)
    kind = models.CharField("种类", max_length=12, choices=TeamKind.choices, default=TeamKind.POST_TEAM)
    field = models.CharField("服务内容", max_length=60, help_text="岗位类别或志愿服务内容")
    duty = models.TextField("定责", max_length=1000, blank=True)
    meets = models.CharField("定时", max_length=100, blank=True)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "服务团组"
        verbose_name_plural = "服务团组"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                condition=Q(until__isnull=True),
                name="team_named_once",
                violation_error_message="本社区已有同名团组",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="team_ends_after_it_begins",
                violation_error_message="解散日期不能早于成立日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMembership(models.Model):
    """A member in a team; one of them leads it."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships", verbose_name="团组")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="team_memberships", verbose_name="党员")
    is_leader = models.BooleanField("团组长", default=False)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "团组成员"
        verbose_name_plural = "团组成员"
        constraints = [
            models.UniqueConstraint(
                fields=["team", "member"],
                condition=Q(until__isnull=True),
                name="in_a_team_once",
                violation_error_message="已在这个团组",
            ),
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(until__isnull=True, is_leader=True),
                name="one_leader_a_team",
                violation_error_message="每个团组一名团组长",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.member_id}"


class VolunteerApplication(models.Model):
    """A member offers voluntary service: what, with which skills, when."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="volunteering", verbose_name="党员")
    community = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="volunteering", verbose_name="社区")
    services = models.JSONField("愿意参加的服务", default=list)
    skills = models.CharField("特长", max_length=200, blank=True)
    times = models.CharField("可服务时间", max_length=100, blank=True)
    applied_on = models.DateField("申请日期")
    state = models.CharField("状态", max_length=10, choices=ApplicationState.choices, default=ApplicationState.WAITING)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="applications", verbose_name="编入"
    )
    why = models.CharField("编队理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "党员志愿者申请"
        verbose_name_plural = "党员志愿者申请"
        constraints = [
            models.UniqueConstraint(
                fields=["member", "community"],
                condition=Q(state__in=[ApplicationState.WAITING, ApplicationState.PLACED]),
                name="volunteers_once",
                violation_error_message="已经提交过志愿者申请",
            ),
            models.CheckConstraint(
                condition=Q(team__isnull=False, state=ApplicationState.PLACED)
                | Q(team__isnull=True) & ~Q(state=ApplicationState.PLACED),
                name="placed_in_a_team",
                violation_error_message="编队须选定服务队",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member.name} {self.applied_on}"
