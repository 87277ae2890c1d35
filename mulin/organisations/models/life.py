"""When, where and on what a party organisation holds its life."""

from django.db import models
from django.db.models import Q

from mulin.organisations.models.dated import Dated
from mulin.tree.models import Node


class OrganisationLife(Dated):
    """三定: the fixed time, place and content of a party organisation's life; another arrangement is another row."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="lives", verbose_name="党组织")
    time = models.CharField("固定时间", max_length=60, blank=True)
    place = models.CharField("固定地点", max_length=100, blank=True)
    content = models.CharField("固定内容", max_length=200, blank=True)

    class Meta(Dated.Meta):
        verbose_name = "组织生活安排"
        verbose_name_plural = "组织生活安排"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["node"],
                condition=Q(until__isnull=True),
                name="one_live_organisation_life_a_node",
                violation_error_message="同时只能有一个组织生活安排，请先终止原来的",
            ),
            models.CheckConstraint(
                condition=~Q(time="") | ~Q(place="") | ~Q(content=""),
                name="organisation_life_says_something",
                violation_error_message="时间、地点、内容至少写一项",
            ),
        ]

    def __str__(self) -> str:
        return "，".join(one for one in (self.time, self.place, self.content) if one)

    @property
    def name(self) -> str:
        """What pages call it."""
        return str(self)
