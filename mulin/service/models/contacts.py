"""Contact with the unit of a member who was long absent from the community."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mulin.members.models import Member
from mulin.service.choices import ContactOutcome
from mulin.tree.models import Node


class UnitContact(models.Model):
    """The community writes to the home organisation about a member; the answer is kept here."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="unit_contacts", verbose_name="党员")
    community = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="unit_contacts", verbose_name="社区")
    home = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+", verbose_name="所在党组织")
    absent_since = models.DateField("自何时未参加活动")
    sent_on = models.DateField("联系日期")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer_due = models.DateField("答复期限", null=True, blank=True)
    outcome = models.CharField("答复结果", max_length=10, choices=ContactOutcome.choices, blank=True)
    answer = models.CharField("单位答复", max_length=500, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)

    class Meta:
        verbose_name = "与单位联系"
        verbose_name_plural = "与单位联系"
        constraints = [
            models.UniqueConstraint(
                fields=["member", "community"],
                condition=Q(answered_on__isnull=True),
                name="one_open_contact",
                violation_error_message="已与单位联系，正等待答复",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, outcome="") | Q(answered_on__isnull=False) & ~Q(outcome=""),
                name="contact_answered_with_an_outcome",
                violation_error_message="答复须有日期和结果",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member.name} {self.sent_on}"
