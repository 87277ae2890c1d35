"""Founding, renaming and moving many nodes at once: the same rules as one by one, checked again in the action."""

import datetime
from typing import Any

import pytest

from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.tree.actions import dissolve
from mulin.tree.actions.bulk import BulkNode, found_many
from mulin.tree.actions.bulk_changes import Move, move_many, rename_many, set_area_codes
from mulin.tree.choices import Relation
from mulin.tree.models import Node, NodeChange
from mulin.tree.queries import parent_on
from tests.organisations.factories import Street, person

APRIL_30, MAY_1 = datetime.date(2021, 4, 30), datetime.date(2021, 5, 1)


@pytest.fixture
def officer(town: Street, clerk: User) -> User:
    return person("officer", "street_officer", town.street, clerk)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (BulkNode("compound", "甲", code="SQ0001", belongs_to="SQ0001"), "已被使用"),
        (BulkNode("compound", "甲", belongs_to="SQ9999"), "上级编码“SQ9999”不存在"),
        (BulkNode("compound", "甲", belongs_to="JD0001"), "不能设在街道下"),
        (BulkNode("compound", "甲"), "必须有上级"),
        (BulkNode("street", "另一街道"), "只能由命令行账号建立"),
        (BulkNode("compound", "甲", code="X1", belongs_to="X1"), "上级又在它自己之下"),
    ],
)
def test_what_the_tree_does_not_allow_is_refused_whole(town: Street, officer: User, row: BulkNode, reason: str) -> None:
    good = BulkNode("compound", "好小区", belongs_to="SQ0001")
    count = Node.objects.count()
    with pytest.raises(Refused, match=reason):
        found_many([good, row], reason="测试", by=officer)
    assert Node.objects.count() == count


def test_nobody_founds_renames_or_moves_out_of_reach(town: Street, clerk: User) -> None:
    near = person("near", "community_secretary", town.east, clerk)
    far_unit = BulkNode("enterprise", "远店", belongs_to="JD0001", located_in="SQ0002")
    attempts: list[Any] = [
        lambda: found_many([far_unit], reason="越权", by=near, word="units.manage"),
        lambda: rename_many({town.workshop.pk: "改名"}, on=MAY_1, reason="越权", by=near, word="units.manage"),
        lambda: set_area_codes({town.west.pk: "330424001001"}, by=near, word="units.manage"),
        lambda: move_many(
            [Move(town.shop.pk, town.circle.pk, Relation.LOCATED)],
            on=MAY_1,
            reason="越权",
            by=near,
            word="units.manage",
        ),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="不在您的管理范围"):
            attempt()
    assert not NodeChange.objects.exclude(change="founded").exists()


def test_children_may_stand_before_their_parents_in_a_batch(town: Street, officer: User) -> None:
    ids = found_many(
        [
            BulkNode("block", "1幢", code="B1", belongs_to="C1"),
            BulkNode("compound", "新小区", code="C1", belongs_to="SQ0001"),
        ],
        reason="建立",
        by=officer,
    )
    assert Node.objects.get(pk=ids["B1"]).path == f"{town.east.path}{ids['C1']}/{ids['B1']}/"


def test_moves_that_would_close_a_circle_are_refused_together(town: Street, clerk: User) -> None:
    ids = found_many(
        [
            BulkNode("party_committee", "甲党委", code="P1", belongs_to="DGW0001"),
            BulkNode("party_committee", "乙党委", code="P2", belongs_to="DGW0001"),
        ],
        reason="建立",
        by=clerk,
    )
    circle = [Move(ids["P1"], ids["P2"]), Move(ids["P2"], ids["P1"])]
    with pytest.raises(Refused, match="上级又在它自己之下"):
        move_many(circle, on=MAY_1, reason="绕圈", by=clerk)


def test_a_move_keeps_where_it_stood_before_and_below_follows(town: Street, officer: User) -> None:
    move_many([Move(town.compound.pk, town.west.pk)], on=MAY_1, reason="区划调整", by=officer)
    assert [parent_on(town.compound, day) for day in (APRIL_30, MAY_1)] == [town.east, town.west]
    assert Node.objects.get(pk=town.block.pk).path.startswith(town.west.path)
    [change] = NodeChange.objects.filter(change="moved")
    assert (change.before, change.other) == ("东苑社区", town.west)


def test_a_node_that_is_no_more_on_the_day_is_not_moved(town: Street, officer: User) -> None:
    dissolve(town.block, on=datetime.date(2021, 4, 1), reason="拆除", by=officer)
    with pytest.raises(Refused, match="必须都存在"):
        move_many([Move(town.block.pk, town.grid.pk)], on=MAY_1, reason="晚了", by=officer)
