"""What is known of a unit, a party organisation or a place, and of how many people live there."""

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.organisations import permissions
from mulin.organisations.actions.indexing import index_nodes
from mulin.organisations.actions.keeping import announce, checked, differences, title_of
from mulin.organisations.models import PartyOrganisation, Place, Population, Unit
from mulin.tree.choices import Family
from mulin.tree.models import Node

Details = TypeVar("Details", Unit, PartyOrganisation, Place)
FAMILY = {Unit: Family.UNIT, PartyOrganisation: Family.PARTY, Place: Family.TERRITORY}


@transaction.atomic
def describe(node: Node, model: type[Details], changes: Mapping[str, Any], *, by: User) -> Details:
    """Write what is known of a node: ``Unit``, ``PartyOrganisation`` or ``Place``, as its kind asks."""
    permissions.manage_units.check(by, node)
    if node.kind.family != FAMILY[model]:
        raise Refused(f"“{node.name}”是{node.kind.name}，没有{model._meta.verbose_name}")
    details = model._base_manager.select_for_update().filter(node=node).first()
    is_new = details is None
    details = details or model(node=node)
    found = differences(details, changes)
    for name, value in changes.items():
        setattr(details, name, value)
    checked(details)
    if found or is_new:
        details.save(force_insert=is_new)
        log(by, f"填写{model._meta.verbose_name}", node, node_id=node.pk, changes=found)
        announce(model, [node.pk])
    if "credit_code" in changes:
        index_nodes([node.pk])
    return details


@transaction.atomic
def count_population(node: Node, figures: Mapping[str, int | None], *, on: datetime.date, by: User) -> Population:
    """Write the households and persons of a place as counted on a day; the former figures end on it."""
    permissions.manage_units.check(by, node)
    if node.kind.family != Family.TERRITORY:
        raise Refused(f"“{node.name}”不是区域，没有人口数")
    live = Population.objects.select_for_update().filter(node=node, until__isnull=True).first()
    if live and live.since > on:
        raise Refused(f"已有 {live.since} 的人口数，不能再登记更早的", field="on")
    before = {name: getattr(live, name, None) for name in Population.FIGURES}
    if live and live.since == on:
        live.delete()
    elif live:
        live.until = on
        live.save(update_fields=["until"])
    counted = checked(Population(node=node, since=on, **{**before, **figures}))
    counted.save(force_insert=True)
    names = {name: title_of(Population, name) for name in Population.FIGURES}
    changes = {names[name]: [before[name], getattr(counted, name)] for name in Population.FIGURES}
    log(by, "登记人口", node, node_id=node.pk, changes=changes)
    return counted
