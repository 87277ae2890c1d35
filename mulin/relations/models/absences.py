"""Members of ours who went away: where they are, their permits, contacts, what they failed to do."""

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, FSMModelMixin, transition

from mulin.members.models import Member
from mulin.relations.choices import AbsenceState, ContactKind, LapseKind
from mulin.tree.models import Node

PERSON: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+"}


class Absence(FSMModelMixin, models.Model):
    """A member who went away (流出): told before leaving or not, why, for how long; until back or transferred."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="absences", verbose_name="党员")
    home = models.ForeignKey(Node, verbose_name="所在党组织", **PERSON)
    told_on = models.DateField("报告日期")
    left_on = models.DateField("外出日期")
    expected_until = models.DateField("预计返回日期", null=True, blank=True)
    reason = models.CharField("外出事由", max_length=200)
    state = FSMField("状态", default=AbsenceState.AWAY, choices=AbsenceState.choices, protected=True)
    urged_on = models.DateField("动员转出日期", null=True, blank=True)
    urged_answer = models.CharField("动员情况", max_length=200, blank=True, default="")
    returned_on = models.DateField("返回日期", null=True, blank=True)
    conduct = models.CharField("外出期间表现", max_length=400, blank=True, default="")

    class Meta:
        verbose_name = "外出流动党员"
        verbose_name_plural = "外出流动党员"
        indexes = [models.Index(fields=["home", "state"], name="absence_home")]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state=AbsenceState.AWAY),
                name="one_absence_at_a_time",
                violation_error_message="这名党员已登记为外出",
            ),
            models.CheckConstraint(
                condition=Q(expected_until__isnull=True) | Q(expected_until__gt=F("left_on")),
                name="absence_ends_after_it_begins",
                violation_error_message="预计返回日期必须晚于外出日期",
            ),
            models.CheckConstraint(
                condition=Q(urged_on__isnull=True, urged_answer="") | (Q(urged_on__isnull=False) & ~Q(urged_answer="")),
                name="absence_urged_with_an_answer",
                violation_error_message="动员转出要写明日期和情况",
            ),
            models.CheckConstraint(
                condition=Q(state=AbsenceState.AWAY, returned_on__isnull=True)
                | (~Q(state=AbsenceState.AWAY) & Q(returned_on__isnull=False, returned_on__gte=F("left_on"))),
                name="absence_over_with_its_day",
                violation_error_message="返回日期不能早于外出日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.left_on}"

    @property
    def told_before(self) -> bool:
        """Was the organisation told before the member left?"""
        return self.told_on <= self.left_on

    @property
    def came_back_on(self) -> datetime.date | None:
        """The day of coming back; nothing for who is away, and for whom the absence ended otherwise."""
        return self.returned_on if self.state == AbsenceState.RETURNED else None

    @property
    def place(self) -> "Whereabouts | None":
        """Where the member is now, as last told."""
        return max(self.places.all(), key=lambda one: (one.since, one.pk), default=None)

    @property
    def permit(self) -> "Permit | None":
        """The permit that counts: the last one issued."""
        return max(self.permits.all(), key=lambda one: one.pk, default=None)

    @property
    def last_contact(self) -> datetime.date:
        """The last day on which either side heard of the other; the day of leaving when there was none."""
        return max((one.day for one in self.contacts.all()), default=self.left_on)

    @transition(field=state, source=AbsenceState.AWAY, target=AbsenceState.RETURNED)
    def come_back(self, *, on: datetime.date, conduct: str) -> None:
        """The member is back, and has told how it was."""
        self.returned_on, self.conduct = on, conduct

    @transition(field=state, source=AbsenceState.AWAY, target=AbsenceState.ENDED)
    def end_with_transfer(self, *, on: datetime.date) -> None:
        """The relation followed the member."""
        self.returned_on = max(on, self.left_on)

    @transition(field=state, source=AbsenceState.AWAY, target=AbsenceState.LEFT)
    def end_with_leaving(self, *, on: datetime.date) -> None:
        """Who was away is on the register no more."""
        self.returned_on = max(on, self.left_on)


class Whereabouts(models.Model):
    """A place where a member away stays, since when, and when the organisation was told."""

    absence = models.ForeignKey(Absence, on_delete=models.PROTECT, related_name="places", verbose_name="外出")
    place = models.CharField("去向", max_length=100)
    host_text = models.CharField("所在地党组织", max_length=100, blank=True, default="")
    host = models.ForeignKey(Node, null=True, blank=True, verbose_name="本区的接收党组织", **PERSON)
    is_fixed = models.BooleanField("地点比较固定", default=False)
    since = models.DateField("起")
    told_on = models.DateField("报告日期")

    class Meta:
        verbose_name = "外出地点"
        verbose_name_plural = "外出地点"
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["absence", "since"],
                name="whereabouts_once_a_day",
                violation_error_message="这一天已登记过地点",
            )
        ]

    def __str__(self) -> str:
        return self.place

    @property
    def host_name(self) -> str:
        """The organisation there, as papers name it."""
        return self.host.name if self.host is not None else self.host_text


class Permit(models.Model):
    """A permit (流动党员活动证) for one absence: numbered, handed to the host organisation, checked on return."""

    absence = models.ForeignKey(Absence, on_delete=models.PROTECT, related_name="permits", verbose_name="外出")
    number = models.CharField("活动证编号", max_length=40, unique=True)
    issued_on = models.DateField("发证日期")
    because = models.CharField("暂时不能转移组织关系的原因", max_length=200, blank=True, default="")
    handed_on = models.DateField("交外出地党组织日期", null=True, blank=True)
    checked_on = models.DateField("返回查验日期", null=True, blank=True)
    attended = models.PositiveSmallIntegerField("证上记载参加活动次数", null=True, blank=True)
    dues_until = models.DateField("证上记载党费交至", null=True, blank=True)
    host_opinion = models.CharField("外出地党组织意见", max_length=400, blank=True, default="")

    class Meta:
        verbose_name = "流动党员活动证"
        verbose_name_plural = "流动党员活动证"
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True, attended__isnull=True)
                | Q(checked_on__isnull=False, attended__isnull=False),
                name="permit_checked_with_what_it_shows",
                violation_error_message="查验时请填写证上记载的参加活动次数",
            )
        ]

    def __str__(self) -> str:
        return self.number


class Contact(models.Model):
    """Something heard of a member away, or told to them."""

    absence = models.ForeignKey(Absence, on_delete=models.PROTECT, related_name="contacts", verbose_name="外出")
    kind = models.CharField("方式", max_length=10, choices=ContactKind.choices)
    day = models.DateField("日期")
    note = models.CharField("内容", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="登记人", **PERSON)

    class Meta:
        verbose_name = "外出联系"
        verbose_name_plural = "外出联系"
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"


class Lapse(models.Model):
    """A member away who did not report: the cause found, the member criticised, a term to mend, mended or not."""

    absence = models.ForeignKey(Absence, on_delete=models.PROTECT, related_name="lapses", verbose_name="外出")
    kind = models.CharField("问题", max_length=12, choices=LapseKind.choices)
    cause = models.CharField("查明的原因", max_length=200)
    criticised_on = models.DateField("批评教育日期")
    mend_by = models.DateField("改正期限")
    mended_on = models.DateField("改正日期", null=True, blank=True)
    outcome = models.CharField("改正情况", max_length=200, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="登记人", **PERSON)

    class Meta:
        verbose_name = "外出管理问题"
        verbose_name_plural = "外出管理问题"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["absence", "kind"],
                condition=Q(mended_on__isnull=True),
                name="one_open_lapse_a_kind",
                violation_error_message="同样的问题还在改正期限内",
            ),
            models.CheckConstraint(
                condition=Q(mend_by__gte=F("criticised_on")),
                name="lapse_mended_after_criticism",
                violation_error_message="改正期限不能早于批评教育日期",
            ),
            models.CheckConstraint(
                condition=Q(mended_on__isnull=True, outcome="") | (Q(mended_on__isnull=False) & ~Q(outcome="")),
                name="lapse_mended_with_an_outcome",
                violation_error_message="改正要写明日期和情况",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
