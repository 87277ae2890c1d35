"""The registration of one member with one community: the file the community keeps, from the letter to its closing."""

import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, FSMModelMixin, transition

from mulin.foundation.fields import EncryptedTextField
from mulin.members.models import Member
from mulin.registration.choices import IN_FORCE, LIVE, WITH_THE_UNIT, Destination, Rank, State
from mulin.registration.models.campaign import Campaign, NumberSeries
from mulin.registration.rules import letter_number
from mulin.tree.models import Node


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations, by how far they are."""

    def live(self) -> "RegistrationQuerySet":
        """Those somebody still has to look after."""
        return self.filter(state__in=LIVE)

    def in_force(self) -> "RegistrationQuerySet":
        """Those by which a community assists in leading the member."""
        return self.filter(state__in=IN_FORCE)


class Registration(FSMModelMixin, models.Model):
    """One member's registration: who sends, who receives, what the basic form says, when each step was taken."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="registrations", verbose_name="党员")
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="registrations", verbose_name="报到工作"
    )
    unit = models.ForeignKey(
        Node, on_delete=models.PROTECT, related_name="registrations_sent", verbose_name="所在党组织"
    )
    community = models.ForeignKey(
        Node, on_delete=models.PROTECT, related_name="registrations_received", verbose_name="报到社区"
    )
    place = models.ForeignKey(
        Node, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="分划到"
    )
    state = FSMField("状态", default=State.LISTED, choices=State.choices, protected=True)

    address = EncryptedTextField("居住地址", blank=True, default="")
    job = models.CharField("单位职务", max_length=100, blank=True)
    rank = models.CharField("职级", max_length=10, choices=Rank.choices, default=Rank.GENERAL)
    skills = models.CharField("特长", max_length=200, blank=True)
    wishes = models.CharField("愿意提供的服务", max_length=200, blank=True)
    needs = models.CharField("对社区服务的需求", max_length=200, blank=True)
    health = EncryptedTextField("身体状况", blank=True, default="")
    family = EncryptedTextField("家庭情况", blank=True, default="")

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    serial = models.PositiveIntegerField("报到函编号", null=True, blank=True)
    listed_on = models.DateField("列入名单日期")
    sent_on = models.DateField("派遣日期", null=True, blank=True)
    received_on = models.DateField("报到日期", null=True, blank=True)
    first_slip_on = models.DateField("第一联交回单位日期", null=True, blank=True)
    second_slip_on = models.DateField("第二联存档日期", null=True, blank=True)
    refused_on = models.DateField("退回日期", null=True, blank=True)
    refused_because = models.CharField("退回原因", max_length=200, blank=True)
    leaving_on = models.DateField("报告搬离日期", null=True, blank=True)
    destination = models.CharField("去向", max_length=10, choices=Destination.choices, blank=True)
    destination_community = models.ForeignKey(
        Node, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="去往社区"
    )
    destination_words = models.CharField("去向说明", max_length=200, blank=True)
    ended_on = models.DateField("结档日期", null=True, blank=True)
    ended_because = models.CharField("结档原因", max_length=200, blank=True)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name="接续"
    )
    version = models.PositiveIntegerField("版本", default=1, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "报到登记"
        verbose_name_plural = "报到登记"
        indexes = [
            models.Index(fields=["community", "state"], name="registration_community_state"),
            models.Index(fields=["unit", "state"], name="registration_unit_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state__in=LIVE),
                name="one_live_registration_a_member",
                violation_error_message="这名党员已有一份办理中或有效的报到登记",
            ),
            models.UniqueConstraint(
                fields=["series", "serial"], name="letter_numbered_once", violation_error_message="报到函编号重复"
            ),
            models.CheckConstraint(
                condition=Q(serial__isnull=True, series__isnull=True, sent_on__isnull=True)
                | Q(serial__isnull=False, series__isnull=False, sent_on__isnull=False),
                name="sent_with_a_number",
                violation_error_message="派遣日期和报到函编号必须同时有",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.LISTED, State.WITHDRAWN, State.CLOSED]) | Q(serial__isnull=False),
                name="on_its_way_with_a_number",
                violation_error_message="已派遣的登记必须有报到函编号",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=IN_FORCE) | Q(received_on__isnull=False),
                name="received_on_a_day",
                violation_error_message="已报到的登记必须有报到日期",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REFUSED) | (Q(refused_on__isnull=False) & ~Q(refused_because="")),
                name="refused_with_a_reason",
                violation_error_message="退回必须写明日期和原因",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.LEAVING) | (Q(leaving_on__isnull=False) & ~Q(destination="")),
                name="leaving_with_a_destination",
                violation_error_message="报告搬离必须写明日期和去向",
            ),
            models.CheckConstraint(
                condition=Q(state__in=LIVE, ended_on__isnull=True)
                | (~Q(state__in=LIVE) & Q(ended_on__isnull=False) & ~Q(ended_because="")),
                name="ended_with_a_reason",
                violation_error_message="结档或撤销必须写明日期和原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member.name} {self.number}".strip()

    @property
    def number(self) -> str:
        """The number of the letter; empty before it is sent."""
        return letter_number(self.series.year, self.serial) if self.series and self.serial else ""

    @property
    def is_live(self) -> bool:
        """Does somebody still have to look after it?"""
        return self.state in LIVE

    @property
    def responsible(self) -> Node:
        """Who answers for the next step: the unit until the community has received the member, then the community."""
        return self.unit if self.state in WITH_THE_UNIT else self.community

    @transition(field=state, source=[State.LISTED, State.REFUSED], target=State.SENT)
    def send(self, *, on: datetime.date, series: NumberSeries, serial: int) -> None:
        """The letter goes to the community. A letter sent again after a refusal keeps its number."""
        self.sent_on = on
        if self.serial is None:
            self.series, self.serial = series, serial
        self.refused_on, self.refused_because = None, ""

    @transition(field=state, source=State.SENT, target=State.RECEIVED)
    def receive(self, *, on: datetime.date, place: Node | None) -> None:
        """The community has received the member, files the second slip and hands out the first, sealed."""
        self.received_on, self.second_slip_on, self.place = on, on, place

    @transition(field=state, source=State.SENT, target=State.REFUSED)
    def refuse(self, *, on: datetime.date, because: str) -> None:
        """Not ours: back to the unit, with the reason."""
        self.refused_on, self.refused_because = on, because

    @transition(field=state, source=State.RECEIVED, target=State.LEAVING)
    def report_leaving(self, *, on: datetime.date, to: Node | None, words: str) -> None:
        """The member moves away and has said where to: a community of ours, or somewhere outside."""
        self.leaving_on, self.destination_community, self.destination_words = on, to, words
        self.destination = Destination.HERE if to else Destination.OUTSIDE

    @transition(field=state, source=State.LEAVING, target=State.RECEIVED)
    def stay(self) -> None:
        """The member stays after all."""
        self.leaving_on, self.destination_community = None, None
        self.destination = self.destination_words = ""

    @transition(field=state, source=list(IN_FORCE), target=State.CLOSED)
    def close(self, *, on: datetime.date, because: str) -> None:
        """The file is complete: the member registered elsewhere, or left the district or the party."""
        self.ended_on, self.ended_because = on, because

    @transition(field=state, source=list(WITH_THE_UNIT), target=State.WITHDRAWN)
    def withdraw(self, *, on: datetime.date, because: str) -> None:
        """It was listed by mistake, or the member left before being received."""
        self.ended_on, self.ended_because = on, because


def profile_of(registration: Registration) -> dict[str, Any]:
    """What the basic form says, to be carried into the registration that follows."""
    return {name: getattr(registration, name) for name in PROFILE}


PROFILE = ("address", "job", "rank", "skills", "wishes", "needs", "health", "family")
"""The fields of the basic form (基本情况登记表)."""
