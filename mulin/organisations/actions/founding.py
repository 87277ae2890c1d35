"""Founding units: also by those who keep the units of a place without governing the tree."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.organisations.actions.describing import describe
from mulin.organisations.models import Unit
from mulin.tree.actions import NewNode, found, split
from mulin.tree.actions.bulk import BulkNode, found_many
from mulin.tree.choices import Family, Relation
from mulin.tree.models import Kind, Node
from mulin.tree.queries import parent_on


@transaction.atomic
def found_unit(new: NewNode, details: Mapping[str, Any], *, reason: str, by: User) -> Node:
    """Found an enterprise, agency, institution or social organisation with what is known of it."""
    if Kind.objects.get(pk=new.kind).family != Family.UNIT:
        raise Refused("这里只能登记单位，区域和党组织请在“新建组织”中建立", field="kind")
    row = BulkNode(
        new.kind,
        new.name.strip(),
        new.code,
        new.belongs_to.code if new.belongs_to else "",
        new.located_in.code if new.located_in else "",
        new.area_code,
        new.since,
    )
    [node_id] = found_many([row], reason=reason, by=by, word="units.manage").values()
    node = Node.objects.select_related("kind").get(pk=node_id)
    describe(node, Unit, details, by=by)
    return node


@transaction.atomic
def split_into(
    node: Node,
    names: Sequence[str],
    assignments: Mapping[int, int],
    *,
    on: datetime.date,
    reason: str,
    by: User,
) -> list[Node]:
    """Found new nodes beside one and split it into them; ``assignments``: id of a node below → number of the name."""
    superior, place = parent_on(node, on), parent_on(node, on, Relation.LOCATED)
    new = [found(NewNode(node.kind_id, name, superior, place, since=on), reason=reason, by=by) for name in names]
    goes = {child: new[number] for child, number in assignments.items()}
    split(node, new, assignments=goes, on=on, reason=reason, by=by)
    return new
