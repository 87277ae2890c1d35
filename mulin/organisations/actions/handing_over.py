"""What stands at nodes goes over when they merge or split, as of the day. Used for members' ties too."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, cast

from django.db import models, transaction
from django.db.models import Q

from mulin.organisations.actions.keeping import field_of
from mulin.organisations.models import Brand, Guide, OrganisationLife, OrganSeat, Population, Premises, Staff
from mulin.tree.models import Node

NAMED: dict[type[models.Model], tuple[str, ...]] = {
    Premises: ("kind", "name"),
    Staff: ("name",),
    Brand: ("name",),
    OrganSeat: ("organ", "number", "position", "name"),
}
"""What may stand only once at a node: there a second one goes over under a name that says where it came from."""


def hand_over(
    model: type[models.Model],
    node_ids: Collection[int],
    into_id: int,
    on: datetime.date,
    adjust: Callable[[Any, Any], None] | None = None,
) -> int:
    """Let dated rows of nodes hold at another node from a day on; before it they hold where they held.

    ``adjust(row, after)`` may change the part after the day (the row itself when it began no earlier). A few
    statements, whatever the number of rows. Returns how many went over.
    """
    carried, closed, copies = [], [], []
    rows: Any = model._base_manager.select_for_update().filter(Q(until__isnull=True) | Q(until__gt=on))
    for row in rows.filter(node_id__in=node_ids).order_by("pk"):
        if row.since >= on:
            after = row
            carried.append(row)
        else:
            after = cast("Any", model)(**{name: getattr(row, name) for name in _copied_fields(model)})
            after.since, row.until = on, on
            closed.append(row)
            copies.append(after)
        if adjust:
            adjust(row, after)
        after.node_id = into_id
    names = ["node", "name"] if model in NAMED else ["node"]
    model._base_manager.bulk_update(closed, ["until"], batch_size=500)
    model._base_manager.bulk_update(carried, names, batch_size=500)
    model._base_manager.bulk_create(copies, batch_size=500)
    return len(closed) + len(carried)


def _copied_fields(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if not field.primary_key and not field.generated]


@transaction.atomic
def merge_standing(node_ids: Collection[int], into_id: int, on: datetime.date) -> None:
    """Premises, staff, organs and brands go over; guides and the arrangement of the life stay one a node.

    The households and persons are added up.
    """
    add_up_population(node_ids, into_id, on)
    for model in NAMED:
        hand_over(model, node_ids, into_id, on, Distinct(model, node_ids, into_id))
    one_guide(node_ids, into_id, on)
    end_standing(node_ids, on, (OrganisationLife,))


@transaction.atomic
def split_standing(node_id: int, into_ids: Iterable[int], on: datetime.date) -> None:
    """All goes to the first of the new nodes, where it is seen and can be given on; the figures of people end."""
    first = next(iter(into_ids))
    for model in NAMED:
        hand_over(model, [node_id], first, on, Distinct(model, [node_id], first))
    one_guide([node_id], first, on)
    end_standing([node_id], on, (Population, OrganisationLife))


class Distinct:
    """Tells apart what would stand twice at the node into which all goes: 红色驿站（原东街社区）."""

    def __init__(self, model: type[models.Model], node_ids: Collection[int], into_id: int) -> None:
        self.key = NAMED[model]
        self.taken = set(model._base_manager.filter(node_id=into_id, until__isnull=True).values_list(*self.key))
        self.names = dict(Node.objects.filter(pk__in=node_ids).values_list("pk", "name"))
        self.longest = field_of(model, "name").max_length or 0

    def __call__(self, row: Any, after: Any) -> None:
        """Rename the part after the day where need be; a person's part after it names the one before."""
        if isinstance(row, Staff) and after is not row:
            after.before = row
        if after.until is not None:
            return
        if self.of(after) in self.taken:
            suffix = f"（原{self.names[row.node_id]}）"
            after.name = after.name[: self.longest - len(suffix)] + suffix
        self.taken.add(self.of(after))

    def of(self, row: Any) -> tuple[Any, ...]:
        """What may stand only once."""
        return tuple(getattr(row, name) for name in self.key)


def end_standing(
    node_ids: Collection[int],
    on: datetime.date,
    kinds: Iterable[type[models.Model]] = (Premises, Staff, Guide, Brand, Population, OrganSeat, OrganisationLife),
) -> None:
    """What stands at nodes ends with them; what was to begin later never does."""
    for model in kinds:
        rows = model._base_manager.filter(node_id__in=node_ids)
        rows.filter(since__gte=on).delete()
        rows.filter(Q(until__isnull=True) | Q(until__gt=on)).update(until=on)


def one_guide(node_ids: Collection[int], into_id: int, on: datetime.date) -> None:
    """The guide of the node into which others go stays; without one, that of the first goes over."""
    if not Guide.objects.filter(node_id=into_id, until__isnull=True).exists():
        first = Guide.objects.filter(node_id__in=node_ids, until__isnull=True).order_by("pk").first()
        if first:
            hand_over(Guide, [first.node_id], into_id, on)
    end_standing(node_ids, on, (Guide,))


def add_up_population(node_ids: Collection[int], into_id: int, on: datetime.date) -> None:
    """The place into which others go has their people from that day, unless it was counted later."""
    live = list(Population.objects.select_for_update().filter(node_id__in=[*node_ids, into_id], until__isnull=True))
    own = next((row for row in live if row.node_id == into_id), None)
    if len(live) > (own is not None) and (own is None or own.since <= on):
        summed: Mapping[str, Any] = {name: total(live, name) for name in Population.FIGURES}
        if own is not None and own.since == on:
            own.delete()
        elif own is not None:
            own.until = on
            own.save(update_fields=["until"])
        Population.objects.create(node_id=into_id, since=on, **summed)
    end_standing(node_ids, on, (Population,))


def total(rows: Iterable[Population], name: str) -> int | None:
    """The sum of a figure over those who have it; nothing when none has."""
    known = [getattr(row, name) for row in rows if getattr(row, name) is not None]
    return sum(known) if known else None
