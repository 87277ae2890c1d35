"""Many items of exchange put into the catalogue, or given another stock, at once."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from mulin.foundation.bulk import insert_rows, update_rows
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.points.actions.exchanging import period_now
from mulin.points.models import ExchangeItem, Redemption
from mulin.points.permissions import manage_points
from mulin.points.queries.terms import Scheme
from mulin.tree.models import Node

COLUMNS = ["programme", "scheme", "exchange", "community", "name", "price", "stock", "since"]


@dataclass(frozen=True)
class NewItem:
    """A service or thing for the catalogue of a community, so many pieces each period."""

    community: Node
    scheme: Scheme
    exchange_id: str
    name: str
    price: Decimal
    stock: int


@transaction.atomic
def insert_items(items: Sequence[NewItem], *, by: User) -> int:
    """Put items into catalogues in one statement; how many. Refused when one of the same name stands there already.

    Whoever calls it writes the one audit entry.
    """
    for community in {one.community.pk: one.community for one in items}.values():
        manage_points.check(by, community)
    rows = [
        (one.scheme.ruling.programme.pk, one.scheme.id, one.exchange_id, one.community.pk, one.name, one.price,
         one.stock, today())
        for one in items
    ]  # fmt: skip
    try:
        with transaction.atomic():
            return insert_rows(ExchangeItem, COLUMNS, rows)
    except IntegrityError as error:
        raise Refused("有同名的项目刚刚上架，请重新预览后再导入") from error


@transaction.atomic
def restock_many(stocks: Mapping[int, int], *, by: User) -> int:
    """Say of many items how many pieces there are each period from now on, by id; how many items.

    Refused below what is given already in this period. Whoever calls it writes the one audit entry.
    """
    rows = ExchangeItem.objects.select_for_update(of=("self",)).select_related("community")
    items = list(rows.filter(pk__in=stocks, until__isnull=True).order_by("pk"))
    given = given_now(items)
    for item in items:
        manage_points.check(by, item)
        item.stock = stocks[item.pk]
        if item.stock < given[item.pk]:
            raise Refused(f"“{item.name}”本期已兑换 {given[item.pk]} 份，不能少于这个数")
    update_rows(ExchangeItem, ["stock"], items)
    return len(items)


def given_now(items: Collection[ExchangeItem]) -> Counter[int]:
    """How many pieces of each item are given in the period of today, by the item's id. One query for all of them."""
    firsts: dict[tuple[int, str, str], Any] = {}
    for item in items:
        key = (item.community_id, item.scheme, item.exchange)
        if key not in firsts:
            firsts[key] = period_now(item).first
    now = {item.pk: firsts[item.community_id, item.scheme, item.exchange] for item in items}
    rows = Redemption.objects.filter(item__in=now, returned_on__isnull=True).values_list("item_id", "first")
    return Counter(item_id for item_id, first in rows if now[item_id] == first)
