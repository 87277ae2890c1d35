"""Messages that wait in somebody's inbox, and the words with which a branch greets."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mulin.members.models import Member
from mulin.tree.models import Node


class Notice(models.Model):
    """A message to an account or a member; one of a kind and period for each, however often it is sent.

    A member without an account has the message, too: it is printed as a card, and waits should an account come.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="收件账号",
    )
    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="notices", verbose_name="党员"
    )
    kind = models.CharField("种类", max_length=40)
    period = models.CharField("期", max_length=80)
    title = models.CharField("标题", max_length=100)
    text = models.TextField("内容", max_length=1000)
    url = models.CharField("去办理", max_length=200, blank=True)
    due = models.DateField("期限", null=True, blank=True)
    sent_at = models.DateTimeField("发出时间")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)

    class Meta:
        verbose_name = "消息"
        verbose_name_plural = "消息"
        indexes = [
            models.Index(fields=["recipient", "id"], name="notice_recipient"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "member", "period"],
                condition=Q(member__isnull=False),
                name="notice_once_a_member",
                violation_error_message="这条消息已经发给这位党员",
            ),
            models.UniqueConstraint(
                fields=["kind", "recipient", "period"],
                condition=Q(member__isnull=True),
                name="notice_once_an_account",
                violation_error_message="这条消息已经发给这个账号",
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) | Q(member__isnull=False),
                name="notice_has_a_recipient",
                violation_error_message="消息须有收件人",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class GreetingText(models.Model):
    """The words with which a party organisation, and those below it without words of their own, greets."""

    node = models.OneToOneField(Node, on_delete=models.PROTECT, related_name="+", verbose_name="党组织")
    text = models.TextField("寄语", max_length=500)
    changed_on = models.DateField("修改日期")

    class Meta:
        verbose_name = "政治生日寄语"
        verbose_name_plural = "政治生日寄语"

    def __str__(self) -> str:
        return self.text
