"""What importing a catalogue of exchange would do: new items, and how many pieces there are of those that stand."""

from typing import Any

from mulin.foundation.normalisation import normalise
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import Plan, Reading, Row
from mulin.identity.models import User
from mulin.organisations.actions.importing.planning import Planner
from mulin.points.actions.stocking import NewItem, given_now, insert_items, restock_many
from mulin.points.models import ExchangeItem
from mulin.points.permissions import items_visible_to, manage_points
from mulin.points.queries.terms import Scheme, rule_words, scheme_words, schemes_at
from mulin.rulebook.schema.points import Exchange
from mulin.tree.actions.bulk import nodes_by_code
from mulin.tree.models import Node

Named = tuple[int, str, str]
"""A community, a scheme and a name: an item stands there once."""


def plan_exchange_items(reading: Reading, *, by: User) -> Plan:
    """What a workbook of the catalogue would do."""
    return ItemPlanner(reading, by).planned()


class ItemPlanner(Planner):
    """Rows of the catalogue: an item that stands is given another stock, any other is put in."""

    def __init__(self, reading: Reading, by: User) -> None:
        super().__init__(reading, by)
        self.nodes = nodes_by_code(reading.column("community"))
        self.schemes: dict[int, list[Scheme]] = {}
        self.numbers = self.numbered(items_visible_to(by))
        live = ExchangeItem.objects.filter(community__in=self.nodes.values(), until__isnull=True)
        rows = live.select_related("community", "programme")
        self.standing = {(one.community_id, one.scheme, normalise(one.name)): one for one in rows}
        self.new: dict[Named, NewItem] = {}
        self.restocked: dict[int, tuple[Row, ExchangeItem]] = {}

    def apply_and_log(self) -> None:
        """Write what was counted; who brings the workbook in writes the one entry into the log."""
        insert_items(list(self.new.values()), by=self.by)
        restock_many({key: row["stock"] for key, (row, _item) in self.restocked.items()}, by=self.by)

    def planned(self) -> Plan:
        """Look at every row; those with another stock are compared with what is given, all at once."""
        for row in self.reading.rows:
            if row["number"]:
                self.look_at_numbered(row)
            else:
                self.look_at_named(row)
        self.count_restocked()
        return self.plan()

    def look_at_numbered(self, row: Row) -> None:
        """A row that came out of the list."""
        item = self.named_by_number(row, self.numbers)
        if item is not None and not self.contradicts(row, told_by(item)):
            self.look_at_known(row, item)

    def look_at_named(self, row: Row) -> None:
        """A row that names a community and what it gives for points."""
        community = self.community(row)
        kind = self.kind(row, community) if community else None
        if community is None or kind is None:
            return
        scheme, exchange = kind
        key = (community.pk, scheme.id, row["name"])
        standing = self.standing.get(key)
        if key in self.new:
            self.object(row, "name", f"“{row['name']}”写了两行，请合并为一行")
        elif standing is None:
            self.look_at_new(row, community, scheme, exchange)
        elif row["exchange"] and standing.exchange != exchange.id:
            self.object(row, "exchange", "已经上架的项目不能改兑换种类；请先下架，再重新上架")
        elif row["price"] is not None and row["price"] != standing.price:
            self.object(row, "price", f"已经上架，需要 {standing.price.normalize():f} 分；要改请先下架，再重新上架")
        else:
            self.look_at_known(row, standing)

    def look_at_known(self, row: Row, item: ExchangeItem) -> None:
        """An item of the catalogue: only its stock may change, and only while it is given."""
        if row["stock"] == item.stock:
            self.counts["unchanged"] += 1
        elif against := manage_points.reason_against(self.by, item):
            self.object(row, "community", against)
        elif item.until is not None:
            self.object(row, "stock", f"已于 {item.until} 下架，不能改份数；再上架的请另起一行，不填编号")
        elif item.pk in self.restocked:
            self.object(row, "name", f"“{item.name}”写了两行，请合并为一行")
        else:
            self.restocked[item.pk] = (row, item)

    def look_at_new(self, row: Row, community: Node, scheme: Scheme, exchange: Exchange) -> None:
        """An item that does not stand in the catalogue: it costs what the row says, else the regulation."""
        price = row["price"] if row["price"] is not None else scheme.number(exchange.points)
        if price is None or price <= 0:
            self.object(row, "price", "请填写所需积分：制度参数还没有设置")
        elif row["stock"] < 1:
            self.object(row, "stock", "新上架的项目至少一份")
        else:
            self.counts["new"] += 1
            made = NewItem(community, scheme, exchange.id, row["name"], price, row["stock"])
            self.new[community.pk, scheme.id, row["name"]] = made

    def count_restocked(self) -> None:
        """Object where fewer pieces are asked for than are given; count the others."""
        try:
            given = given_now([item for _row, item in self.restocked.values()])
        except Refused as refusal:
            for row, _item in self.restocked.values():
                self.object(row, "stock", str(refusal))
            return
        for row, item in self.restocked.values():
            if row["stock"] < given[item.pk]:
                self.object(row, "stock", f"本期已兑换 {given[item.pk]} 份，不能少于这个数")
            else:
                self.compare(row, "stock", item.stock, row["stock"])
                self.counts["changed"] += 1

    def community(self, row: Row) -> Node | None:
        """The community of a row, if this person fills its catalogue; a mistake is noted instead."""
        found = self.nodes.get(row["community"])
        known = found is not None and found.kind_id == "community"
        against = manage_points.reason_against(self.by, found) if known else f"没有编码为“{row['community']}”的社区"
        if against:
            self.object(row, "community", against)
        return None if against else found

    def kind(self, row: Row, community: Node) -> tuple[Scheme, Exchange] | None:
        """The scheme and the kind of exchange of a row; a mistake is noted when there is none, or several."""
        if community.pk not in self.schemes:
            self.schemes[community.pk] = schemes_at(community, self.today)
        offered = [(scheme, one) for scheme in self.schemes[community.pk] for one in scheme.clause.exchanges]
        named = [pair for pair in offered if row["scheme"] in ("", pair[0].name)]
        found = [pair for pair in named if row["exchange"] in ("", pair[1].name)]
        if len(found) == 1:
            return found[0]
        if not offered:
            self.object(row, "community", f"“{community.name}”没有实施含兑换的积分办法")
        else:
            kinds = "、".join(f"{scheme.name}的{one.name}" for scheme, one in found or offered)
            self.object(row, "scheme" if named != found else "exchange", f"请写明积分办法和兑换种类，可填：{kinds}")
        return None


def told_by(item: ExchangeItem) -> dict[str, Any]:
    """What the workbook says of an item and nobody may change there, by column."""
    edition = item.programme.edition_id
    return {
        "community": item.community.code,
        "scheme": scheme_words(edition, item.scheme),
        "exchange": rule_words(edition, item.scheme, item.exchange),
        "name": item.name,
        "price": item.price,
    }
