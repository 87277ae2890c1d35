"""The catalogue of exchange comes in by Excel: new items, other stocks, all or none; what went out comes back."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.audit.models import Entry
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import Preview, registered, write_export
from mulin.identity.models import User
from mulin.points.actions import exchange, offer, withdraw
from mulin.points.actions.stocking import NewItem, insert_items, restock_many
from mulin.points.models import ExchangeItem
from mulin.points.queries import scheme_at
from mulin.web.actions import exchange as exchange_of_workbooks
from tests.organisations.factories import workbook
from tests.points.world import Town

pytestmark = [pytest.mark.django_db, pytest.mark.row("Q18")]
KIND = "exchange_items"


def bring_in(town: Town, rows: list[dict[str, Any]], by: User | None = None) -> Preview:
    """Import rows as the street does."""
    return exchange_of_workbooks.bring_in(workbook(KIND, rows), KIND, by=by or town.clerk)


def counted(done: Preview) -> tuple[int, int, int, list[str]]:
    """New, changed, unchanged, and the mistakes."""
    return done.new, done.changed, done.unchanged, [str(one) for one in done.errors]


def row_of(town: Town, name: str = "理发", **more: Any) -> dict[str, Any]:
    """A row of the eastern community's catalogue."""
    return {"community": town.street.east.code, "name": name, "stock": 3, **more}


def sent_back(town: Town, **more: Any) -> Preview:
    """The only row that the street takes out, changed, brought in again."""
    [row] = registered(KIND).rows(by=town.clerk)
    content = write_export(registered(KIND).sheet, [{**row, **more}]).read()
    return exchange_of_workbooks.bring_in(content, KIND, by=town.clerk)


def test_a_catalogue_comes_in_once_and_its_stock_is_put_right(town: Town) -> None:
    rows = [row_of(town), row_of(town, "家电维修", price="12.5")]
    assert counted(bring_in(town, rows)) == (2, 0, 0, [])
    assert counted(bring_in(town, rows)) == (0, 0, 2, [])
    assert Entry.objects.filter(verb="导入", object_name="积分兑换项目").count() == 1
    found = {one.name: (one.price, one.stock, one.exchange) for one in ExchangeItem.objects.all()}
    assert found == {"理发": (10, 3, "special"), "家电维修": (Decimal("12.5"), 3, "special")}
    done = bring_in(town, [row_of(town, stock=5), rows[1]])
    assert counted(done) == (0, 1, 1, [])
    assert [(one.title, one.before, one.after) for one in done.differences] == [("每期份数", "3", "5")]
    assert ExchangeItem.objects.get(name="理发").stock == 5


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"price": 0}, "不能小于"),
        ({"price": "1.00001"}, "最多四位小数"),
        ({"stock": 0}, "至少一份"),
        ({"exchange": "没有的兑换"}, "请写明积分办法和兑换种类"),
        ({"scheme": "没有的办法"}, "请写明积分办法和兑换种类"),
        ({"community": "SQ-none"}, "没有编码为“SQ-none”的社区"),
        ({"number": 999_999}, "没有编号为 999999"),
        ({"name": "理发"}, "写了两行"),
    ],
)
def test_one_wrong_cell_keeps_the_whole_catalogue_out(town: Town, more: dict[str, Any], message: str) -> None:
    done = bring_in(town, [row_of(town), row_of(town, "洗衣") | more])
    [error] = done.errors
    assert message in str(error)
    assert not done.applied
    assert not ExchangeItem.objects.exists()


def test_a_catalogue_that_was_taken_out_comes_back_unchanged_withdrawn_items_too(town: Town) -> None:
    for name, price in (("理发", None), ("家电 维修", Decimal("1.2345"))):
        offer(town.street.east, "card", "special", name=name, stock=2, price=price, by=town.worker)
    withdraw(ExchangeItem.objects.get(name="理发"), by=town.worker)
    offer(town.street.east, "card", "special", name="理发", stock=9, by=town.worker)
    content = exchange_of_workbooks.take_out(KIND, by=town.clerk).read()
    for _ in range(2):
        done = exchange_of_workbooks.bring_in(content, KIND, by=town.clerk)
        assert counted(done) == (0, 0, 3, [])


def test_the_price_stands_and_no_fewer_pieces_remain_than_are_given(town: Town) -> None:
    one = town.member()
    town.theme_day("2021-03-10", one)
    item = offer(town.street.east, "card", "special", name="理发", stock=2, by=town.worker)
    exchange(item, one, by=town.worker)
    assert "不能在表格里改" in str(sent_back(town, price=11).errors[0])
    assert "先下架" in str(bring_in(town, [row_of(town, stock=2, price=11)]).errors[0])
    assert "本期已兑换 1 份" in str(sent_back(town, stock=0).errors[0])
    with pytest.raises(Refused, match="不能少于"):
        restock_many({item.pk: 0}, by=town.clerk)
    assert counted(sent_back(town, stock=1)) == (0, 1, 0, [])
    withdraw(item, by=town.worker)
    assert counted(sent_back(town)) == (0, 0, 1, [])
    assert "下架" in str(sent_back(town, stock=4).errors[0])


def test_a_catalogue_comes_in_only_where_somebody_fills_it(town: Town) -> None:
    there = row_of(town) | {"community": town.street.west.code}
    [error] = bring_in(town, [there], by=town.secretary).errors
    assert "权限" in str(error)
    assert bring_in(town, [there]).new == 1
    number = ExchangeItem.objects.get().pk
    done = bring_in(town, [{**there, "number": number, "stock": 1}], by=town.secretary)
    assert not done.applied
    assert ExchangeItem.objects.get().stock == 3


def test_an_item_that_was_put_in_meanwhile_is_not_put_in_twice(town: Town) -> None:
    card = scheme_at(town.street.east, "card", datetime.date(2021, 7, 5))
    new = NewItem(town.street.east, card, "special", "理发", Decimal(10), 2)
    assert insert_items([new], by=town.clerk) == 1
    with pytest.raises(Refused, match="刚刚上架"):
        insert_items([new], by=town.clerk)


def test_a_catalogue_ten_times_as_long_asks_the_database_no_more_often(town: Town) -> None:
    asked = []
    for first, count in ((0, 2), (2, 20)):
        rows = [row_of(town, f"项目{number}") for number in range(first, first + count)]
        for some in (rows, [{**row, "stock": 4} for row in rows]):
            with CaptureQueriesContext(connection) as queries:
                done = bring_in(town, some)
            assert done.new + done.changed == count
            asked.append(len(queries))
    assert asked[2] <= asked[0] + 2
    assert asked[3] <= asked[1] + 2
