"""Decisions, and the certificates they give."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from mulin.assessments.choices import Outcome
from mulin.assessments.models.assessment import Assessment
from mulin.tree.models import Node


class Decision(models.Model):
    """What was decided, with everything as it was known then. Never changed afterwards."""

    assessment = models.OneToOneField(
        Assessment, on_delete=models.PROTECT, related_name="decision", verbose_name="评定"
    )
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices)
    grade = models.CharField("等级", max_length=40, blank=True)
    grade_name = models.CharField("等级名称", max_length=40, blank=True)
    total = models.DecimalField("总分", max_digits=9, decimal_places=4)
    items = models.JSONField("各项结果", default=list)
    missing = models.JSONField("尚缺", default=list, blank=True)
    notices = models.JSONField("提示", default=list, blank=True)
    reason = models.TextField("认定理由")
    on = models.DateField("认定日期")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="认定人")
    at = models.DateTimeField("认定时间")

    class Meta:
        verbose_name = "认定结果"
        verbose_name_plural = "认定结果"
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(outcome=Outcome.GRANTED) & ~Q(grade="")) | Q(outcome=Outcome.REFUSED, grade=""),
                name="decision_grants_a_grade_or_none",
                violation_error_message="予以认定须写明等级，不予认定不能写等级",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="decision_has_a_reason",
                violation_error_message="请写明认定理由",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.grade_name}".strip()


class CertificateRule(models.Model):
    """How certificates are numbered and how long they hold, at a node and below. Without one: no end of validity."""

    node = models.OneToOneField(
        Node, on_delete=models.PROTECT, related_name="certificate_rule", verbose_name="适用范围"
    )
    prefix = models.CharField("编号前缀", max_length=20)
    years_valid = models.PositiveSmallIntegerField("有效年数", null=True, blank=True, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = "证书规则"
        verbose_name_plural = "证书规则"
        constraints = [
            models.CheckConstraint(
                condition=Q(years_valid__isnull=True) | Q(years_valid__gte=1),
                name="certificate_valid_a_year_or_more",
                violation_error_message="有效年数至少为 1",
            ),
        ]

    def __str__(self) -> str:
        return self.prefix


class CertificateCounter(models.Model):
    """The next number of a street's certificates in a year; no number runs across streets."""

    street = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+", verbose_name="街道")
    year = models.PositiveSmallIntegerField("年度")
    next_number = models.PositiveIntegerField("下一号", default=1)

    class Meta:
        verbose_name = "证书编号"
        verbose_name_plural = "证书编号"
        constraints = [
            models.UniqueConstraint(
                fields=["street", "year"],
                name="one_counter_a_street_and_year",
                violation_error_message="该街道本年度的编号已经开始",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.street_id} {self.year} {self.next_number}"


class Certificate(models.Model):
    """The paper that a granted grade gives: numbered within its street and year, valid from a day until a day."""

    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, related_name="certificate", verbose_name="认定结果"
    )
    street = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+", verbose_name="街道")
    number = models.CharField("证书编号", max_length=60)
    valid_from = models.DateField("有效期起")
    valid_until = models.DateField("有效期止", null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("签发时间")

    class Meta:
        verbose_name = "证书"
        verbose_name_plural = "证书"
        constraints = [
            models.UniqueConstraint(
                fields=["street", "number"],
                name="certificate_number_once",
                violation_error_message="证书编号重复",
            ),
        ]

    def __str__(self) -> str:
        return self.number
