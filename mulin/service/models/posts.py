"""Posts that a community offers, who holds them, and applications for another one."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, FSMModelMixin, transition

from mulin.members.models import Member
from mulin.service.choices import AdjustmentState, ClaimState, Ending, Origin
from mulin.tree.models import Node


class Post(models.Model):
    """A post at a community: switched on from a catalogue (then it keeps the ``code``) or the community's own."""

    community = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="service_posts", verbose_name="社区")
    code = models.CharField("目录编号", max_length=60, blank=True)
    name = models.CharField("岗位", max_length=60)
    category = models.CharField("类别", max_length=60)
    duties = models.TextField("职责", max_length=1000, blank=True)
    places = models.PositiveIntegerField("名额")
    since = models.DateField("启用日期")
    until = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = "服务岗位"
        verbose_name_plural = "服务岗位"
        constraints = [
            models.UniqueConstraint(
                fields=["community", "code"],
                condition=Q(until__isnull=True) & ~Q(code=""),
                name="post_on_once",
                violation_error_message="这个岗位已经启用",
            ),
            models.UniqueConstraint(
                fields=["community", "name"],
                condition=Q(until__isnull=True),
                name="post_named_once",
                violation_error_message="本社区已有同名岗位",
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1), name="post_has_a_place", violation_error_message="名额至少一个"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="post_ends_after_it_begins",
                violation_error_message="撤销日期不能早于启用日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Claim(FSMModelMixin, models.Model):
    """A member in a post, or asked to take it: each occupies one numbered place, so places are never exceeded."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="claims", verbose_name="岗位")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="claims", verbose_name="党员")
    place = models.PositiveIntegerField("名额序号")
    state = FSMField("状态", max_length=10, choices=ClaimState.choices, default=ClaimState.HELD, protected=True)
    origin = models.CharField("来源", max_length=10, choices=Origin.choices, default=Origin.CLAIMED)
    why = models.CharField("理由", max_length=300, blank=True)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    ending = models.CharField("离岗原因", max_length=12, choices=Ending.choices, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    successor = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="predecessors", verbose_name="接岗"
    )
    handed_over = models.TextField("移交事项", max_length=1000, blank=True)

    class Meta:
        verbose_name = "岗位认领"
        verbose_name_plural = "岗位认领"
        indexes = [models.Index(fields=["member", "until"], name="claim_member")]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "place"],
                condition=Q(until__isnull=True),
                name="place_taken_once",
                violation_error_message="这个名额已被认领",
            ),
            models.UniqueConstraint(
                fields=["post", "member"],
                condition=Q(until__isnull=True),
                name="one_live_claim_a_post",
                violation_error_message="已经认领过这个岗位",
            ),
            models.CheckConstraint(
                condition=Q(place__gte=1), name="claim_has_a_place", violation_error_message="名额序号从一开始"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, ending="") & ~Q(state=ClaimState.ENDED)
                | Q(until__isnull=False, state=ClaimState.ENDED) & ~Q(ending=""),
                name="claim_ends_with_a_reason",
                violation_error_message="离岗须有日期和原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member.name} {self.post}"

    @transition(field=state, source=ClaimState.OFFERED, target=ClaimState.HELD)
    def accept(self, *, on: datetime.date) -> None:
        """The member says yes to what the community asked."""
        self.since = on

    @transition(field=state, source=[ClaimState.OFFERED, ClaimState.HELD], target=ClaimState.ENDED)
    def end(self, ending: str, *, on: datetime.date, note: str = "") -> None:
        """The place is free again; the reason stays with the claim."""
        self.ending, self.until, self.note = ending, on, note.strip()[:300]


class Adjustment(models.Model):
    """A member cannot serve for long and asks the community for another post, or for none."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="adjustments", verbose_name="岗位")
    unable_since = models.DateField("自何时不能履职")
    unable_until = models.DateField("预计到何时", null=True, blank=True)
    reason = models.CharField("理由", max_length=300)
    applied_on = models.DateField("申请日期")
    state = models.CharField("状态", max_length=10, choices=AdjustmentState.choices, default=AdjustmentState.WAITING)
    answer = models.CharField("社区意见", max_length=300, blank=True)
    decided_on = models.DateField("办理日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "岗位调整申请"
        verbose_name_plural = "岗位调整申请"
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state=AdjustmentState.WAITING),
                name="one_waiting_adjustment",
                violation_error_message="已有一份调整申请待办理",
            ),
            models.CheckConstraint(
                condition=Q(state=AdjustmentState.WAITING, decided_on__isnull=True)
                | ~Q(state=AdjustmentState.WAITING) & Q(decided_on__isnull=False),
                name="adjustment_decided_on_a_day",
                violation_error_message="办理后须有日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.applied_on}"
