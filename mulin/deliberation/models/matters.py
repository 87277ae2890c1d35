"""Matters that are decided step by step under a procedure of a pack, and what is made public."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.deliberation.choices import MatterState, StepState
from mulin.deliberation.models.polls import Poll
from mulin.programmes.models import Programme
from mulin.records.models import Activity
from mulin.tree.models import Node


class Matter(models.Model):
    """Something to be decided at a node under a procedure. It keeps the edition under which it was opened."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="matters", verbose_name="组织")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", verbose_name="制度实施")
    procedure = models.CharField("议事程序", max_length=60)
    title = models.CharField("议题", max_length=100)
    text = models.TextField("内容", blank=True)
    proposed_by = models.CharField("提出人", max_length=60, blank=True)
    state = models.CharField("状态", max_length=10, choices=MatterState.choices, default=MatterState.OPEN)
    opened_on = models.DateField("提出日期")
    ended_on = models.DateField("办结日期", null=True, blank=True)
    reason = models.CharField("撤回原因", max_length=200, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "议题"
        verbose_name_plural = "议题"
        indexes = [models.Index(fields=["node", "-opened_on", "-id"], name="matter_of_node")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", ended_on__isnull=True) | (~Q(state="open") & Q(ended_on__isnull=False)),
                name="matter_ends_with_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StepRun(models.Model):
    """One time that a step was gone through; a step sent back is gone through again."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="runs")
    number = models.PositiveSmallIntegerField("次序")
    step = models.CharField("步骤", max_length=60)
    state = models.CharField("状态", max_length=10, choices=StepState.choices, default=StepState.OPEN)
    began_on = models.DateField("开始日期")
    ended_on = models.DateField("结束日期", null=True, blank=True)
    present = models.JSONField("各方到场人数", default=dict, blank=True)
    text = models.TextField("结论", blank=True)
    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, related_name="run", null=True, blank=True)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = "议事步骤"
        verbose_name_plural = "议事步骤"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="step_run_number_once"),
            models.UniqueConstraint(fields=["matter"], condition=Q(state="open"), name="one_open_step"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.step}"


class Disclosure(models.Model):
    """What a step makes public, from a day until a day (both included)."""

    run = models.OneToOneField(StepRun, on_delete=models.CASCADE, related_name="disclosure")
    what = models.CharField("公示内容", max_length=100)
    text = models.TextField("公示正文")
    first = models.DateField("公示起")
    last = models.DateField("公示止")
    takes_objections = models.BooleanField("受理异议", default=False)
    answer_within_days = models.PositiveSmallIntegerField("答复期限（天）", null=True, blank=True)

    class Meta:
        verbose_name = "公示"
        verbose_name_plural = "公示"
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="disclosure_lasts"),
        ]

    def __str__(self) -> str:
        return self.what


class Objection(models.Model):
    """What somebody said against a disclosure, and the answer."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.CASCADE, related_name="objections")
    said_on = models.DateField("提出日期")
    said_by = models.CharField("提出人", max_length=60)
    text = models.TextField("异议")
    answer = models.TextField("答复", blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = "异议"
        verbose_name_plural = "异议"
        ordering = ["said_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="") | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="objection_answered_with_words",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:30]
