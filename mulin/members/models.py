"""Members and their dated ties to the organisation they belong to and the community they live in."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mulin.foundation.fields import BlindIndexField, EncryptedTextField
from mulin.foundation.identifiers import mask_identity, mask_phone
from mulin.members.choices import Category, Gender, Leaving, Stage, TieKind
from mulin.tree.choices import BEGINNING
from mulin.tree.models import Node, holding


class MemberQuerySet(models.QuerySet["Member"]):
    """Members, by day and by tie."""

    def present_on(self, day: datetime.date) -> "MemberQuerySet":
        """Those who had not left on a day."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=day))

    def tied_to(self, nodes: models.QuerySet[Node], day: datetime.date, kind: str = "") -> "MemberQuerySet":
        """Those with a tie to one of these nodes on a day, each once."""
        ties = Tie.objects.filter(holding("", day), node__in=nodes)
        if kind:
            ties = ties.filter(kind=kind)
        return self.filter(pk__in=ties.values("member_id"))


class Member(models.Model):
    """A party member. What identifies the person is sealed; a blind index finds it again without reading it."""

    code = models.CharField("编号", max_length=40, unique=True, error_messages={"unique": "这个编号已被使用"})
    name = models.CharField("姓名", max_length=60)
    gender = models.CharField("性别", max_length=6, choices=Gender.choices, blank=True)
    born_on = models.DateField("出生日期", null=True, blank=True)
    identity_number = EncryptedTextField("身份证号", blank=True, default="")
    identity_index = BlindIndexField("身份证号索引")
    phone = EncryptedTextField("手机号码", blank=True, default="")
    phone_index = BlindIndexField("手机号码索引", db_index=True)
    category = models.CharField("类别", max_length=15, choices=Category.choices, default=Category.EMPLOYED)
    stage = models.CharField("党员身份", max_length=15, choices=Stage.choices, default=Stage.FULL)
    admitted_on = models.DateField("入党日期", null=True, blank=True)
    left_on = models.DateField("离开日期", null=True, blank=True)
    leaving = models.CharField("离开原因", max_length=15, choices=Leaving.choices, blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="账号",
    )

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "党员"
        verbose_name_plural = "党员"
        indexes = [models.Index(fields=["name", "id"], name="member_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["identity_index"],
                condition=~Q(identity_index=""),
                name="member_identity_once",
                violation_error_message="这个身份证号已登记为另一名党员",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, leaving="") | (Q(left_on__isnull=False) & ~Q(leaving="")),
                name="member_leaves_with_a_reason",
                violation_error_message="离开日期和离开原因要么都填，要么都不填",
            ),
            models.CheckConstraint(
                condition=Q(born_on__isnull=True) | Q(admitted_on__isnull=True) | Q(admitted_on__gt=F("born_on")),
                name="member_admitted_after_birth",
                violation_error_message="入党日期必须晚于出生日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_identity(self) -> str:
        """The identity number as lists show it."""
        return mask_identity(self.identity_number)

    @property
    def masked_phone(self) -> str:
        """The phone as lists show it."""
        return mask_phone(self.phone)

    @property
    def dated_ties(self) -> "models.QuerySet[Tie]":
        """All ties ever with their nodes, oldest first: as a page read them with the member, else asked now."""
        read = "ties" in getattr(self, "_prefetched_objects_cache", ())
        return self.ties.all() if read else self.ties.select_related("node__kind")

    def tied_on(self, kind: str, day: datetime.date) -> Node | None:
        """The node a tie of this kind led to on a day."""
        return next((tie.node for tie in self.dated_ties if tie.kind == kind and tie.holds_on(day)), None)


class Tie(models.Model):
    """A dated tie of a member to the home organisation or the community of residence."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="ties", verbose_name="党员")
    kind = models.CharField("关系", max_length=20, choices=TieKind.choices)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="member_ties", verbose_name="组织或社区")
    since = models.DateField("起", default=BEGINNING)
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "党员关系"
        verbose_name_plural = "党员关系"
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["node", "kind", "member"], name="tie_node_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=Q(until__isnull=True),
                name="one_live_tie_a_kind",
                violation_error_message="同一种关系同时只能有一处",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="tie_ends_after_it_begins",
                violation_error_message="终止日期必须晚于起始日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind} {self.node_id}"

    def holds_on(self, day: datetime.date) -> bool:
        """Does it hold on this day?"""
        return self.since <= day and (self.until is None or day < self.until)


class FormerCategory(models.Model):
    """A category a member was of until a day; the one of today stands with the member. Corrections leave no row."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="former_categories", verbose_name="党员")
    category = models.CharField("原类别", max_length=15, choices=Category.choices)
    until = models.DateField("止")

    class Meta:
        verbose_name = "党员原类别"
        verbose_name_plural = "党员原类别"
        constraints = [
            models.UniqueConstraint(
                fields=["member", "until"],
                name="one_category_ends_a_day",
                violation_error_message="同一天只能变更一次类别",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.category} {self.until}"


class MemberCounter(models.Model):
    """The next number of member codes made in this district; one row."""

    next_number = models.PositiveIntegerField("下一号", default=1)

    class Meta:
        verbose_name = "党员编号计数"
        verbose_name_plural = "党员编号计数"

    def __str__(self) -> str:
        return str(self.next_number)
