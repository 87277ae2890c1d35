"""Transfers of organisational relations: always between a side that sends and a side that receives."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, FSMModelMixin, transition

from mulin.foundation.clock import now, today
from mulin.members.models import Member
from mulin.relations.choices import OPEN_TRANSFERS, Direction, TransferEvent, TransferState
from mulin.tree.models import Node

PERSON: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+"}


class TransferBatch(models.Model):
    """Many members who go from one organisation to another together, such as those of one that is merged."""

    source = models.ForeignKey(Node, verbose_name="转出党组织", **PERSON)
    target = models.ForeignKey(Node, verbose_name="接收党组织", **PERSON)
    reason = models.CharField("转接原因", max_length=200)
    started_on = models.DateField("发起日期")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="发起人", **PERSON)

    class Meta:
        verbose_name = "批量转接"
        verbose_name_plural = "批量转接"

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class Transfer(FSMModelMixin, models.Model):
    """One member's organisational relation on its way. Until it is received the source answers for the member."""

    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="transfers", verbose_name="党员"
    )
    direction = models.CharField("转接类型", max_length=6, choices=Direction.choices, default=Direction.WITHIN)
    source = models.ForeignKey(Node, null=True, blank=True, verbose_name="转出党组织", **PERSON)
    source_text = models.CharField("转出党组织（区外）", max_length=100, blank=True)
    target = models.ForeignKey(Node, null=True, blank=True, verbose_name="接收党组织", **PERSON)
    target_text = models.CharField("接收党组织（区外）", max_length=100, blank=True)
    batch = models.ForeignKey(
        TransferBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="transfers", verbose_name="批次"
    )
    reason = models.CharField("转接原因", max_length=200)
    answers = models.JSONField("情况", default=dict, blank=True)
    suggestion = models.JSONField("建议", default=dict, blank=True)
    state = FSMField("状态", default=TransferState.ASKED, choices=TransferState.choices, protected=True)
    started_on = models.DateField("发起日期")
    returned_because = models.CharField("退回原因", max_length=200, blank=True, default="")
    received_on = models.DateField("接收日期", null=True, blank=True)
    receipt_number = models.CharField("回执编号", max_length=40, blank=True, default="")
    closed_on = models.DateField("办结日期", null=True, blank=True)
    closed_because = models.CharField("撤回或不予办理的原因", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "组织关系转接"
        verbose_name_plural = "组织关系转接"
        indexes = [
            models.Index(fields=["-started_on", "-id"], name="transfer_newest"),
            models.Index(fields=["source", "state"], name="transfer_source"),
            models.Index(fields=["target", "state"], name="transfer_target"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(state__in=OPEN_TRANSFERS),
                name="one_open_transfer_a_member",
                violation_error_message="这名党员已有一件正在办理的转接",
            ),
            models.CheckConstraint(
                condition=Q(direction=Direction.WITHIN, source__isnull=False, source_text="", target_text="")
                | Q(direction=Direction.OUT, source__isnull=False, target__isnull=True, source_text="")
                | (Q(direction=Direction.IN, source__isnull=True, target__isnull=False) & ~Q(source_text="")),
                name="transfer_has_its_sides",
                violation_error_message="转接必须写明转出方和接收方",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[TransferState.ASKED, TransferState.DECLINED, TransferState.WITHDRAWN])
                | Q(target__isnull=False)
                | ~Q(target_text=""),
                name="transfer_on_its_way_has_a_target",
                violation_error_message="请先确定接收党组织",
            ),
            models.CheckConstraint(
                condition=(Q(state=TransferState.RECEIVED, received_on__isnull=False) & ~Q(receipt_number=""))
                | (~Q(state=TransferState.RECEIVED) & Q(received_on__isnull=True, receipt_number="")),
                name="transfer_received_with_a_receipt",
                violation_error_message="接收必须有接收日期和回执编号",
            ),
            models.CheckConstraint(
                condition=(Q(state=TransferState.RETURNED) & ~Q(returned_because=""))
                | (~Q(state=TransferState.RETURNED) & Q(returned_because="")),
                name="transfer_returned_with_a_reason",
                violation_error_message="退回必须写明原因",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=[TransferState.DECLINED, TransferState.WITHDRAWN], closed_on__isnull=False)
                    & ~Q(closed_because="")
                )
                | (
                    ~Q(state__in=[TransferState.DECLINED, TransferState.WITHDRAWN])
                    & Q(closed_on__isnull=True, closed_because="")
                ),
                name="transfer_closed_with_a_reason",
                violation_error_message="撤回或不予办理必须写明日期和原因",
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=True) | Q(target__isnull=True) | ~Q(source=F("target")),
                name="transfer_leads_elsewhere",
                violation_error_message="接收党组织不能就是转出党组织",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member or ''}：{self.source_name} → {self.target_name or '待定'}"

    @property
    def source_name(self) -> str:
        """Who sends, as papers name it."""
        return self.source.name if self.source is not None else self.source_text

    @property
    def target_name(self) -> str:
        """Who receives, as papers name it; empty while nobody is chosen."""
        return self.target.name if self.target is not None else self.target_text

    @property
    def is_open(self) -> bool:
        """Does it wait for somebody?"""
        return self.state in OPEN_TRANSFERS

    @property
    def responsible(self) -> Node | None:
        """The one organisation of ours that answers for the member now; nothing once the member is outside."""
        if self.state != TransferState.RECEIVED:
            return self.source
        return self.target

    @property
    def letter(self) -> "Letter | None":
        """The letter that counts: the last one written."""
        return max(self.letters.all(), key=lambda one: one.pk, default=None)

    @property
    def is_expired(self) -> bool:
        """Is it on its way with a letter that holds no more?"""
        letter = self.letter if self.state == TransferState.ISSUED else None
        return letter is not None and letter.is_expired

    @transition(field=state, source=TransferState.ASKED, target=TransferState.DECLINED)
    def decline(self, *, because: str) -> None:
        """The home organisation does not take up what the member asked for, and says why."""
        self.closed_on, self.closed_because = today(), because

    @transition(
        field=state,
        source=[TransferState.ASKED, TransferState.RETURNED, TransferState.ISSUED],
        target=TransferState.AWAITING,
    )
    def send_up(self) -> None:
        """The superior is asked before a letter is written."""
        self.returned_because = ""

    @transition(
        field=state,
        source=[TransferState.ASKED, TransferState.AWAITING, TransferState.RETURNED, TransferState.ISSUED],
        target=TransferState.ISSUED,
    )
    def issue(self) -> None:
        """A letter is written; the other side is to receive."""
        self.returned_because = ""

    @transition(field=state, source=[TransferState.AWAITING, TransferState.ISSUED], target=TransferState.RETURNED)
    def send_back(self, *, because: str) -> None:
        """The superior or the other side gives it back with a reason: the sender's turn again."""
        self.returned_because = because

    @transition(field=state, source=TransferState.ISSUED, target=TransferState.RECEIVED)
    def receive(self, *, on: Any, receipt: str) -> None:
        """The other side has the member from this day on."""
        self.received_on, self.receipt_number = on, receipt

    @transition(field=state, source=list(OPEN_TRANSFERS), target=TransferState.WITHDRAWN)
    def withdraw(self, *, because: str) -> None:
        """It does not take place; the member stays where they are."""
        self.returned_because = ""
        self.closed_on, self.closed_because = today(), because


class Letter(models.Model):
    """A letter of introduction (介绍信) in three parts, numbered, valid until a day. A renewed one has a new number."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="letters", verbose_name="转接")
    number = models.CharField("介绍信编号", max_length=40, unique=True)
    issued_on = models.DateField("开具日期")
    valid_until = models.DateField("有效期至")
    target_name = models.CharField("接收党组织", max_length=100)

    class Meta:
        verbose_name = "组织关系介绍信"
        verbose_name_plural = "组织关系介绍信"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("issued_on")),
                name="letter_holds_from_its_day",
                violation_error_message="有效期不能早于开具日期",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_expired(self) -> bool:
        """Does it hold no more?"""
        return self.valid_until < today()


class TransferStep(models.Model):
    """One thing done in the course of a transfer: by whom, when, with what word. Only ever added."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="steps", verbose_name="转接")
    event = models.CharField("步骤", max_length=10, choices=TransferEvent.choices)
    day = models.DateField("日期")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="办理人", **PERSON)
    at = models.DateTimeField("时间", default=now)
    note = models.CharField("说明", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "转接步骤"
        verbose_name_plural = "转接步骤"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.day} {self.get_event_display()}"
