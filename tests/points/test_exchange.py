"""Points exchanged for services: so many pieces, no piece twice, no purse below nought, the year untouched."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, connections, transaction

from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.actions import Homes, register
from mulin.members.models import Member
from mulin.points.actions import award, exchange, give_back, offer, restock, withdraw
from mulin.points.models import ExchangeItem, PointsEntry, Redemption
from mulin.points.queries import balances, purses, scheme_at
from mulin.records.actions import void
from tests.points.world import DAY, Town, a_town, account_of

pytestmark = pytest.mark.row("Q18")


def purse(town: Town, member: Member) -> Decimal:
    card = scheme_at(town.street.east, "card", datetime.date(2021, 7, 5))
    return purses(card.terms, card.id, [member.pk])[member.pk]


def an_item(town: Town, stock: int = 2, **more: object) -> ExchangeItem:
    return offer(town.street.east, "card", "special", name="理发", stock=stock, by=town.worker, **more)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_points_are_given_back_for_a_service_and_the_year_is_not_touched(town: Town):
    one = town.member(account=True)
    town.theme_day("2021-03-10", one)
    town.theme_day("2021-04-10", one)
    item = an_item(town)
    assert (item.price, purse(town, one)) == (10, 20)
    card = scheme_at(town.street.east, "card", datetime.date(2021, 7, 5))
    before = balances(card.terms, "card", [one.pk], 2021)[one.pk].total
    taken = exchange(item, one, by=account_of(one))
    assert (taken.piece, taken.first, purse(town, one)) == (1, datetime.date(2021, 7, 1), 10)
    assert balances(card.terms, "card", [one.pk], 2021)[one.pk].total == before
    give_back(taken, why="服务取消", by=town.worker)
    assert purse(town, one) == 20
    assert exchange(item, one, by=town.worker).piece == 1


@pytest.mark.django_db
def test_nobody_exchanges_what_is_not_there_or_not_theirs(town: Town, today_is: Callable[[str], object]):
    one, poor, other = town.member(account=True), town.member(), town.member()
    for day in ("2021-03-10", "2021-04-10", "2021-05-10"):
        town.theme_day(day, one, other)
    item = an_item(town, stock=1)
    with pytest.raises(Refused, match="积分不够"):
        exchange(item, poor, by=town.worker)
    with pytest.raises(Refused, match="权限"):
        exchange(item, other, by=account_of(one))
    exchange(item, one, by=town.worker)
    with pytest.raises(Refused, match="已经兑完"):
        exchange(item, other, by=town.worker)
    today_is("2021-08-02")
    exchange(item, other, by=town.worker)
    restock(item, stock=3, by=town.worker)
    with pytest.raises(Refused, match="不能少于"):
        restock(item, stock=0, by=town.worker)
    homes = Homes(town.branch, town.street.west, datetime.date(2020, 1, 1))
    west = register({"name": "西边人", "identity_number": ""}, homes, by=town.clerk)
    award(
        town.programme, "card", "neighbour", {west.pk: Decimal(99)}, day=datetime.date(2021, 7, 1), reference="x",
        by=town.clerk,
    )  # fmt: skip
    with pytest.raises(Refused, match="不在"):
        exchange(item, west, by=town.worker)
    withdraw(item, by=town.worker)
    with pytest.raises(Refused, match="下架"):
        exchange(item, one, by=town.worker)


@pytest.mark.django_db
def test_a_record_struck_out_after_an_exchange_leaves_nothing_to_spend_but_never_less(town: Town):
    one = town.member()
    activity = town.theme_day("2021-03-10", one)
    exchange(an_item(town), one, by=town.worker)
    void(activity, reason="误记", by=town.clerk)
    assert purse(town, one) == 0
    town.theme_day("2021-04-10", one)
    assert purse(town, one) == 0
    town.theme_day("2021-05-10", one)
    assert purse(town, one) == 10


@pytest.mark.django_db
def test_an_item_costs_what_the_regulation_says_or_the_community_and_is_named_once(town: Town):
    assert an_item(town, price=Decimal("7.5")).price == Decimal("7.5")
    with pytest.raises(Refused, match="已有"):
        an_item(town)
    with pytest.raises(Refused, match="没有这种兑换"):
        offer(town.street.east, "card", "other", name="其他", stock=1, by=town.worker)


@pytest.mark.django_db
def test_the_database_gives_a_piece_once(town: Town):
    one = town.member()
    town.theme_day("2021-03-10", one)
    taken = exchange(an_item(town), one, by=town.worker)
    entry = PointsEntry.objects.exclude(pk=taken.entry_id).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Redemption.objects.create(
            item=taken.item, member=one, first=taken.first, piece=1, entry=entry, exchanged_on=taken.exchanged_on,
            exchanged_by=town.worker,
        )  # fmt: skip


FIFTY, FIVE = 50, 5


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_fifty_people_for_five_pieces_exactly_five_get_one(clerk: User, today_is: Callable[[str], object]):
    today_is(DAY)
    town = a_town(clerk)
    people = [town.member() for _ in range(FIFTY)]
    given = {one.pk: Decimal(15) for one in people}
    day = datetime.date(2021, 7, 1)
    award(town.programme, "card", "neighbour", given, day=day, reference="all", by=clerk)
    item = an_item(town, stock=FIVE)

    def try_it(member: Member) -> bool:
        try:
            exchange(item, member, by=town.worker)
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    if connection.vendor == "postgresql":
        with ThreadPoolExecutor(10) as pool:
            got = list(pool.map(try_it, people))
    else:  # one after another: SQLite lets one writer in at a time
        got = []
        for one in people:
            try:
                exchange(item, one, by=town.worker)
                got.append(True)
            except Refused:
                got.append(False)
    assert sum(got) == FIVE
    assert sorted(Redemption.objects.values_list("piece", flat=True)) == [1, 2, 3, 4, 5]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.postgresql
def test_one_member_asking_ten_times_at_once_spends_each_point_once(clerk: User, today_is: Callable[[str], object]):
    today_is(DAY)
    town = a_town(clerk)
    one = town.member()
    day = datetime.date(2021, 7, 1)
    award(town.programme, "card", "neighbour", {one.pk: Decimal(25)}, day=day, reference="all", by=clerk)
    items = [
        offer(town.street.east, "card", "special", name=f"项目{number}", stock=9, by=town.worker)
        for number in range(10)
    ]

    def try_it(item: ExchangeItem) -> bool:
        try:
            exchange(item, one, by=town.worker)
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(try_it, items)) == 2
    assert purse(town, one) == 5
