"""The shelf apart: records of discipline, sealed, for a named few and the member concerned."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.foundation.fields import EncryptedTextField
from mulin.members.models import Member
from mulin.restricted.choices import OF_PROBATION, RecordKind
from mulin.tree.models import Node


class RestrictedRecord(models.Model):
    """One record. It is never changed; what was entered by mistake is struck out with a reason."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", verbose_name="党员")
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+", verbose_name="当时所在党组织")
    kind = models.CharField("种类", max_length=20, choices=RecordKind.choices)
    day = models.DateField("日期")
    decision = EncryptedTextField("决定文号", blank=True, default="")
    text = EncryptedTextField("内容")
    until = models.DateField("预备期延长至", null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField("录入日期")
    struck_on = models.DateField("作废日期", null=True, blank=True)
    struck_because = EncryptedTextField("作废原因", blank=True, default="")

    class Meta:
        verbose_name = "限定范围的记录"
        verbose_name_plural = "限定范围的记录"
        indexes = [models.Index(fields=["node", "day"], name="restricted_node_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=RecordKind.PROBATION_EXTENDED, until__isnull=False, until__gt=F("day"))
                | (~Q(kind=RecordKind.PROBATION_EXTENDED) & Q(until__isnull=True)),
                name="extension_has_its_day",
                violation_error_message="延长预备期须写明延长到哪一天，且晚于决定日期",
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(kind=RecordKind.PROBATION_CANCELLED, struck_on__isnull=True),
                name="probation_cancelled_once",
                violation_error_message="这名党员的预备党员资格已经取消",
            ),
        ]

    def __str__(self) -> str:
        return f"限定记录 {self.pk}"

    @property
    def is_of_probation(self) -> bool:
        """Does it decide about a probation?"""
        return self.kind in OF_PROBATION
