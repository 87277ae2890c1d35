"""How many people live in a place."""

from django.db import models
from django.db.models import Q

from mulin.organisations.models.dated import Dated
from mulin.tree.models import Node


class Population(Dated):
    """Households and persons of a community or compound, as counted on the first day."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="population", verbose_name="区域")
    registered_households = models.PositiveIntegerField("户籍户数", null=True, blank=True)
    registered_persons = models.PositiveIntegerField("户籍人数", null=True, blank=True)
    resident_households = models.PositiveIntegerField("常住户数", null=True, blank=True)
    resident_persons = models.PositiveIntegerField("常住人数", null=True, blank=True)

    FIGURES = ("registered_households", "registered_persons", "resident_households", "resident_persons")

    class Meta(Dated.Meta):
        verbose_name = "人口"
        verbose_name_plural = "人口"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["node"],
                condition=Q(until__isnull=True),
                name="one_live_population_a_node",
                violation_error_message="同一区域同时只能有一组人口数",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.node} {self.since}"
