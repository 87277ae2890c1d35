"""Applications, decisions, certificates and the dated history of grades."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from mulin.assessments.choices import HoldingEnd, Outcome
from mulin.assessments.models.assessment import Assessment
from mulin.assessments.models.scoring import ENDS_AFTER
from mulin.programmes.models import Programme
from mulin.tree.models import Node


class Application(models.Model):
    """What the subject writes itself in its application; everything else on the form is composed from the registry."""

    assessment = models.OneToOneField(
        Assessment, on_delete=models.PROTECT, related_name="application", verbose_name="评定"
    )
    level = models.CharField("申报等级", max_length=40)
    registered_households = models.PositiveIntegerField("户籍户数", null=True, blank=True)
    registered_persons = models.PositiveIntegerField("户籍人数", null=True, blank=True)
    resident_households = models.PositiveIntegerField("常住户数", null=True, blank=True)
    resident_persons = models.PositiveIntegerField("常住人数", null=True, blank=True)
    planned = models.ManyToManyField(Node, blank=True, related_name="+", verbose_name="拟创建的下级对象")
    measures = models.TextField("创建措施", blank=True)
    brand_name = models.CharField("特色品牌项目名称", max_length=60, blank=True)
    brand_goal = models.TextField("创建目标", blank=True)
    brand_content = models.TextField("项目内容", blank=True)
    brand_milestones = models.TextField("任务节点", blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="申报人",
    )
    submitted_at = models.DateTimeField("申报时间", null=True, blank=True)
    street_opinion = models.TextField("街道意见", blank=True)
    opinion_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="审核人",
    )
    opinion_on = models.DateField("审核日期", null=True, blank=True)

    class Meta:
        verbose_name = "申报表"
        verbose_name_plural = "申报表"
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_by__isnull=True, submitted_at__isnull=True)
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="application_submitted_by_and_at",
                violation_error_message="申报人和申报时间须同时填写",
            ),
            models.CheckConstraint(
                condition=Q(opinion_by__isnull=True, opinion_on__isnull=True)
                | Q(opinion_by__isnull=False, opinion_on__isnull=False),
                name="application_opinion_by_and_on",
                violation_error_message="审核人和审核日期须同时填写",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment} 申报表"


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


class GradeHolding(models.Model):
    """A grade that a subject holds, from a day until a day: its history of grades."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="holdings", verbose_name="制度实施")
    subject = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="grade_holdings", verbose_name="对象")
    rubric = models.CharField("评分表", max_length=40)
    grade = models.CharField("等级", max_length=40)
    grade_name = models.CharField("等级名称", max_length=40)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    ended_how = models.CharField("终止方式", max_length=12, choices=HoldingEnd.choices, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="holdings", verbose_name="认定结果")

    class Meta:
        verbose_name = "等级"
        verbose_name_plural = "等级沿革"
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["rubric", "grade", "since"], name="holding_of_rubric")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "rubric", "programme"],
                condition=Q(until__isnull=True),
                name="one_live_grade",
                violation_error_message="同一评分表同时只能持有一个等级",
            ),
            models.CheckConstraint(
                condition=ENDS_AFTER,
                name="holding_ends_after_it_begins",
                violation_error_message="终止日期不能早于起始日期",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, ended_how="") | (Q(until__isnull=False) & ~Q(ended_how="")),
                name="holding_ends_somehow",
                violation_error_message="终止等级须写明方式和日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.grade_name}"


class TargetTick(models.Model):
    """A milestone's target that no fact can show, ticked off by a person on a day."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="target_ticks", verbose_name="制度实施"
    )
    subject = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+", verbose_name="对象")
    milestone = models.CharField("里程碑", max_length=60)
    target = models.CharField("目标", max_length=60)
    reached_on = models.DateField("完成日期")
    note = models.TextField("凭据")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="认定人")
    at = models.DateTimeField("认定时间")

    class Meta:
        verbose_name = "里程碑认定"
        verbose_name_plural = "里程碑认定"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "subject", "milestone", "target"],
                name="target_ticked_once",
                violation_error_message="这项目标已经认定",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone} {self.target}"
