"""Ties follow their nodes: when organisations or places merge, split or end."""

import datetime
from collections.abc import Collection

from django.db import transaction
from django.db.models import Q, QuerySet

from mulin.foundation.refusals import Refused
from mulin.members.actions.announcing import announce
from mulin.members.actions.indexing import index_members
from mulin.members.models import Tie
from mulin.organisations.actions.handing_over import hand_over
from mulin.tree.models import Node


@transaction.atomic
def follow(node_ids: Collection[int], into_id: int, on: datetime.date) -> None:
    """Members tied to these nodes are tied to another one from a day on."""
    tied = set(standing(node_ids, on).values_list("member_id", flat=True))
    hand_over(Tie, node_ids, into_id, on)
    index_members(tied)
    announce([*node_ids, into_id], tied)


def refuse_with_members(node_ids: Collection[int], on: datetime.date) -> None:
    """A node that members are tied to does not end: nobody is left without an organisation."""
    ties = standing(node_ids, on)
    first = ties.first()
    if first is not None:
        name = Node.objects.get(pk=first.node_id).name
        count = ties.values("member_id").distinct().count()
        raise Refused(f"“{name}”还有 {count} 名党员，请先把他们的关系调整到别处")


def standing(node_ids: Collection[int], on: datetime.date) -> QuerySet[Tie]:
    """Ties to these nodes that hold on a day or begin later."""
    return Tie.objects.filter(Q(until__isnull=True) | Q(until__gt=on), node_id__in=node_ids)
