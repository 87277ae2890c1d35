"""Boards on which members in service stand before the residents; what each member consented to show, and photos."""

import datetime
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.boards.choices import BoardField, Ending, Origin
from mulin.members.models import Member
from mulin.tree.models import Node


def new_token() -> str:
    """An address that nobody guesses: 24 bytes of chance."""
    return secrets.token_urlsafe(24)


class Board(models.Model):
    """The board of a community, a compound or a building; ``is_public``: residents read it without signing in."""

    node = models.OneToOneField(Node, on_delete=models.PROTECT, related_name="+", verbose_name="社区、小区或楼栋")
    token = models.CharField("公开网址码", max_length=40, unique=True, default=new_token)
    is_public = models.BooleanField("对居民公开", default=False)
    opened_on = models.DateField("设台日期")

    class Meta:
        verbose_name = "监督台"
        verbose_name_plural = "监督台"

    def __str__(self) -> str:
        return f"{self.node.name}监督台"


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents, by day."""

    def live_on(self, day: datetime.date) -> "ConsentQuerySet":
        """Those that were given, have not expired and were not ended."""
        return self.filter(given_on__lte=day, until__gt=day, ended_on__isnull=True)


class Consent(models.Model):
    """A member's consent to show one field on one board, from a day up to (not including) the day it expires."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="board_consents", verbose_name="党员")
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+", verbose_name="监督台所在")
    field = models.CharField("同意公开", max_length=10, choices=BoardField.choices)
    given_on = models.DateField("同意日期")
    until = models.DateField("到期日期")
    origin = models.CharField("方式", max_length=10, choices=Origin.choices)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="录入人"
    )
    ended_on = models.DateField("终止日期", null=True, blank=True)
    ending = models.CharField("终止原因", max_length=10, choices=Ending.choices, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "公开同意"
        verbose_name_plural = "公开同意"
        indexes = [models.Index(fields=["node", "member"], name="consent_node_member")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "node", "field"],
                condition=Q(ended_on__isnull=True),
                name="one_consent_a_field",
                violation_error_message="这一项已经同意公开",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("given_on")),
                name="consent_expires_after_it_is_given",
                violation_error_message="到期日期必须晚于同意日期",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ending="") | (Q(ended_on__isnull=False) & ~Q(ending="")),
                name="consent_ends_with_a_reason",
                violation_error_message="终止日期和原因要么都有，要么都没有",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.get_field_display()}"

    def is_live_on(self, day: datetime.date) -> bool:
        """Does it hold on a day?"""
        return self.given_on <= day < self.until and self.ended_on is None


class Photo(models.Model):
    """The picture of a member for boards: kept only while the member consents to show it, and gone with the consent.

    The picture lies in the row, not in the store of files, so that deleting the row deletes it.
    """

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="+", verbose_name="党员")
    content = models.BinaryField("照片")
    taken_on = models.DateField("上传日期")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="上传人"
    )

    class Meta:
        verbose_name = "照片"
        verbose_name_plural = "照片"

    def __str__(self) -> str:
        return str(self.member)
