"""Registration with a regional organisation, whether or not the member's own unit has a party organisation."""

from django.db import models
from django.db.models import F, Q

from mulin.members.models import Member
from mulin.tree.models import Node


class RegionRegistration(models.Model):
    """A member registered with a region: 关系在企业、活动在区域. A shop's member may show the badge (亮牌)."""

    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="region_registrations", verbose_name="党员"
    )
    region = models.ForeignKey(
        Node, on_delete=models.PROTECT, related_name="region_registrations", verbose_name="区域党组织"
    )
    registered_on = models.DateField("登记日期")
    shop = models.CharField("经营户名称", max_length=100, blank=True)
    badge_on = models.DateField("亮牌日期", null=True, blank=True)
    demonstration_on = models.DateField("评为示范店日期", null=True, blank=True)
    ended_on = models.DateField("终止日期", null=True, blank=True)

    class Meta:
        verbose_name = "区域登记"
        verbose_name_plural = "区域登记"
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(ended_on__isnull=True),
                name="one_live_region_a_member",
                violation_error_message="这名党员已在一个区域党组织登记",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("registered_on")),
                name="region_ends_after_it_begins",
                violation_error_message="终止日期不能早于登记日期",
            ),
            models.CheckConstraint(
                condition=Q(demonstration_on__isnull=True) | Q(badge_on__isnull=False),
                name="demonstration_shop_shows_the_badge",
                violation_error_message="示范店须先亮牌",
            ),
            models.CheckConstraint(
                condition=Q(badge_on__isnull=True) | ~Q(shop=""),
                name="badge_hangs_in_a_shop",
                violation_error_message="亮牌须写明经营户名称",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member.name}（{self.region.name}）"
