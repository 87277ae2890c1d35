"""What places, party organisations and units keep beside their node."""

from django.db import models
from django.db.models import Q

from mulin.foundation.fields import EncryptedTextField
from mulin.organisations.choices import CommunityType, FoundingMode, UnitRelation
from mulin.tree.models import Node


class Place(models.Model):
    """What is known of a place besides where it stands."""

    node = models.OneToOneField(Node, on_delete=models.PROTECT, primary_key=True, related_name="place")
    community_type = models.CharField("社区类型", max_length=20, choices=CommunityType.choices, blank=True)
    area = models.DecimalField("面积（平方公里）", max_digits=8, decimal_places=3, null=True, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)

    class Meta:
        verbose_name = "区域信息"
        verbose_name_plural = "区域信息"
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=True) | Q(area__gt=0),
                name="place_area_is_positive",
                violation_error_message="面积必须大于 0",
            )
        ]

    def __str__(self) -> str:
        return str(self.node)


class PartyOrganisation(models.Model):
    """What is known of a party organisation besides where it stands."""

    node = models.OneToOneField(Node, on_delete=models.PROTECT, primary_key=True, related_name="party_organisation")
    founding_mode = models.CharField("组建方式", max_length=10, choices=FoundingMode.choices, blank=True)
    unit_relation = models.CharField("与单位关系", max_length=20, choices=UnitRelation.choices, blank=True)
    term_ends_on = models.DateField("任期届满日", null=True, blank=True)

    class Meta:
        verbose_name = "党组织信息"
        verbose_name_plural = "党组织信息"

    def __str__(self) -> str:
        return str(self.node)


class Unit(models.Model):
    """What is known of an enterprise, agency, institution or social organisation."""

    node = models.OneToOneField(Node, on_delete=models.PROTECT, primary_key=True, related_name="unit")
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    employees = models.PositiveIntegerField("从业人数", null=True, blank=True)
    is_two_new = models.BooleanField("两新组织", default=False)
    organisation_due = models.BooleanField("应建党组织", default=False)
    address = models.CharField("地址", max_length=200, blank=True)
    contact = models.CharField("联系人", max_length=60, blank=True)
    phone = EncryptedTextField("联系电话", blank=True, default="")

    class Meta:
        verbose_name = "单位信息"
        verbose_name_plural = "单位信息"
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=~Q(credit_code=""),
                name="unit_credit_code_once",
                violation_error_message="这个统一社会信用代码已被另一单位使用",
            ),
            models.CheckConstraint(
                condition=Q(credit_code="") | Q(credit_code__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"),
                name="unit_credit_code_in_form",
                violation_error_message="统一社会信用代码应为 18 位数字和大写字母",
            ),
        ]

    def __str__(self) -> str:
        return str(self.node)
