"""Exchanging points for services: so many pieces each period, no piece twice, no purse below nought."""

from decimal import Decimal
from typing import Any

from django.db import transaction

from mulin.audit.actions import log
from mulin.foundation.bulk import insert_rows, reserve_ids
from mulin.foundation.clock import now, today
from mulin.foundation.periods import period_of
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.members.permissions import nodes_of
from mulin.points.actions.posting import COLUMNS
from mulin.points.actions.reversing import reverse_allowed
from mulin.points.choices import Origin, Purse
from mulin.points.models import ExchangeItem, PointsEntry, Redemption
from mulin.points.permissions import manage_points
from mulin.points.queries.balances import purses
from mulin.points.queries.terms import Scheme, scheme_at
from mulin.rulebook.schema.points import Exchange
from mulin.tree.models import Node


def exchange_of(scheme: Scheme, exchange_id: str) -> Exchange:
    """The kind of exchange that a scheme offers; refused when it offers none such."""
    for one in scheme.clause.exchanges:
        if one.id == exchange_id:
            return one
    raise Refused("这一积分办法没有这种兑换", field="exchange")


@transaction.atomic
def offer(
    community: Node,
    scheme_id: str,
    exchange_id: str,
    *,
    name: str,
    stock: int,
    by: User,
    price: Decimal | None = None,
) -> ExchangeItem:
    """Put a service or thing into the catalogue of a community: so many pieces each period.

    Without a price it costs what the regulation says; refused where that is not set either.
    """
    manage_points.check(by, community)
    scheme = scheme_at(community, scheme_id, today())
    kind = exchange_of(scheme, exchange_id)
    worth = price if price is not None else scheme.number(kind.points)
    if worth is None or worth <= 0:
        raise Refused("请填写所需积分：制度参数还没有设置", field="price")
    if not name.strip():
        raise Refused("请填写项目名称", field="name")
    if ExchangeItem.objects.filter(community=community, scheme=scheme_id, name=name.strip(), until=None).exists():
        raise Refused(f"已有“{name.strip()}”这一项目", field="name")
    made = ExchangeItem.objects.create(
        programme=scheme.ruling.programme,
        scheme=scheme_id,
        exchange=exchange_id,
        community=community,
        name=name.strip()[:100],
        price=worth,
        stock=stock,
        since=today(),
    )
    log(by, "上架兑换项目", made, node_id=community.pk, changes={"所需积分": worth, "每期份数": stock})
    return made


@transaction.atomic
def withdraw(item: ExchangeItem, *, by: User) -> ExchangeItem:
    """Take an item out of the catalogue; what was exchanged stays."""
    fresh = ExchangeItem.objects.select_for_update(of=("self",)).select_related("community").get(pk=item.pk)
    manage_points.check(by, fresh)
    if fresh.until is None:
        fresh.until = today()
        fresh.save(update_fields=["until"])
        log(by, "下架兑换项目", fresh, node_id=fresh.community_id)
    return fresh


@transaction.atomic
def restock(item: ExchangeItem, *, stock: int, by: User) -> ExchangeItem:
    """Say how many pieces there are each period from now on. Refused below what is given already in this period."""
    fresh = ExchangeItem.objects.select_for_update(of=("self",)).select_related("community").get(pk=item.pk)
    manage_points.check(by, fresh)
    given = len(pieces_given(fresh))
    if stock < given:
        raise Refused(f"本期已兑换 {given} 份，不能少于这个数", field="stock")
    before, fresh.stock = fresh.stock, stock
    fresh.save(update_fields=["stock"])
    log(by, "调整兑换份数", fresh, node_id=fresh.community_id, changes={"每期份数": [before, stock]})
    return fresh


def period_now(item: ExchangeItem) -> Any:
    """The period of the item's exchange that today falls into."""
    scheme = scheme_at(item.community, item.scheme, today())
    return period_of(exchange_of(scheme, item.exchange).period, today())


def pieces_given(item: ExchangeItem) -> set[int]:
    """The pieces of this period that are given."""
    rows = Redemption.objects.filter(item=item, first=period_now(item).first, returned_on__isnull=True)
    return set(rows.values_list("piece", flat=True))


@transaction.atomic
def exchange(item: ExchangeItem, member: Member, *, by: User) -> Redemption:
    """Give a member one piece for points, by the member or the community. Refused when none is left, or too few points.

    The item is locked, then the member: of fifty people for five pieces exactly five get one, and nobody spends the
    same points twice. A piece is a row that the database holds once.
    """
    fresh = ExchangeItem.objects.select_for_update(of=("self",)).select_related("community").get(pk=item.pk)
    own = member.account_id is not None and member.account_id == by.pk
    if not own:
        manage_points.check(by, fresh)
    if fresh.until is not None:
        raise Refused(f"“{fresh.name}”已经下架")
    scheme = scheme_at(fresh.community, fresh.scheme, today())
    given = pieces_given(fresh)
    piece = next((one for one in range(1, fresh.stock + 1) if one not in given), None)
    if piece is None:
        raise Refused(f"“{fresh.name}”本期 {fresh.stock} 份已经兑完，请下一期再来")
    person = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    check_lives_there(person, fresh.community, scheme.clause.tie)
    purse = purses(scheme.terms, scheme.id, [person.pk])[person.pk]
    if purse < fresh.price:
        raise Refused(f"积分不够：“{fresh.name}”需要 {fresh.price.normalize():f} 分，现有 {purse.normalize():f} 分")
    made = Redemption.objects.create(
        item=fresh,
        member=person,
        first=period_now(fresh).first,
        piece=piece,
        entry=spend(fresh, person, scheme, by),
        exchanged_on=today(),
        exchanged_by=by,
    )
    log(by, "兑换积分", person, node_id=fresh.community_id, changes={"项目": fresh.name, "积分": fresh.price})
    return made


def check_lives_there(member: Member, community: Node, tie: str) -> None:
    """Only who is tied to the community as the scheme says (lives there, say) exchanges there."""
    if not any(is_within(one, community) for one in nodes_of(member, tie)):
        raise Refused(f"{member.name}不在“{community.name}”居住，不能在这里兑换")


def is_within(node: Node, community: Node) -> bool:
    """Is a node the community, or does it belong to it or stand in it?"""
    in_place = bool(community.place_path) and node.place_path.startswith(community.place_path)
    return in_place or node.path.startswith(community.path)


def spend(item: ExchangeItem, member: Member, scheme: Scheme, by: User) -> PointsEntry:
    """The entry of an exchange: in its own purse, so that the year's total is not touched."""
    (key,) = reserve_ids(PointsEntry, 1)
    row = (
        scheme.ruling.programme.pk, scheme.id, item.exchange, "", member.pk, -item.price, 1, str(Purse.EXCHANGE),
        today(), scheme.month(today()).first, f"exchange:{key}", 1, "", None, str(Origin.EXCHANGED), None,
        item.name[:300], by.pk, now(),
    )  # fmt: skip
    insert_rows(PointsEntry, ["id", *COLUMNS], [(key, *row)])
    return PointsEntry.objects.get(pk=key)


@transaction.atomic
def give_back(redemption: Redemption, *, why: str, by: User) -> PointsEntry:
    """Take an exchange back: the points return to the purse and the piece to the stock."""
    fresh = (
        Redemption.objects.select_for_update(of=("self",))
        .select_related("item__community", "entry")
        .get(pk=redemption.pk)
    )
    manage_points.check(by, fresh)
    return reverse_allowed(fresh.entry, why=why, by=by)
