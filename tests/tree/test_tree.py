"""The dated tree: founding, moving, merging, splitting, dissolving, and who reaches what."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from mulin.foundation.refusals import Refused
from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.tree import actions, permissions, queries
from mulin.tree.actions import NewNode
from mulin.tree.choices import Relation
from mulin.tree.models import Node, Parent

MAY_FIRST = datetime.date(2021, 5, 1)


@pytest.fixture
def street(clerk: User) -> Node:
    return actions.found(NewNode("street", "滨江街道"), reason="测试", by=clerk)


@pytest.fixture
def communities(street: Node, clerk: User) -> tuple[Node, Node]:
    east, west = (
        actions.found(NewNode("community", name, street), reason="测试", by=clerk) for name in ("东社区", "西社区")
    )
    return east, west


def names(day: datetime.date, kind: str) -> set[str]:
    return set(Node.objects.holding_on(day).filter(kind_id=kind).values_list("name", flat=True))


@pytest.mark.row("Q01")
def test_a_building_belongs_to_the_street_and_stands_in_a_community(
    street: Node, communities: tuple[Node, Node], clerk: User
) -> None:
    building = actions.found(NewNode("building", "望江大厦", street, communities[0]), reason="建成", by=clerk)
    forest = queries.forest(datetime.date(2021, 6, 30))
    assert building.pk in {child.id for child in forest.children(street.pk, ["building"])}
    assert building.pk in forest.below(communities[0].pk)
    assert building.pk not in {child.id for child in forest.children(communities[0].pk, ["building"])}


@pytest.mark.row("Q01")
def test_a_kind_that_may_not_stand_there_is_refused_with_the_kinds_that_may(street: Node, clerk: User) -> None:
    with pytest.raises(Refused, match="小区不能设在街道下，可以设在：社区、网格"):
        actions.found(NewNode("compound", "一小区", street), reason="测试", by=clerk)


def test_a_code_is_made_when_none_is_given_and_a_taken_one_is_refused(street: Node, clerk: User) -> None:
    made = actions.found(NewNode("community", "东社区", street), reason="测试", by=clerk)
    assert made.code.startswith("SQ")
    with pytest.raises(Refused, match="已被使用"):
        actions.found(NewNode("community", "西社区", street, code=made.code), reason="测试", by=clerk)


@pytest.mark.row("J03")
def test_two_communities_merged_as_of_the_first_of_may_are_two_the_day_before_and_one_the_day_after(
    communities: tuple[Node, Node], clerk: User, today_is: object
) -> None:
    today_is("2021-07-01")
    east, west = communities
    compound = actions.found(NewNode("compound", "一小区", east), reason="测试", by=clerk)
    actions.merge([east], west, on=MAY_FIRST, reason="撤并", by=clerk)
    assert names(datetime.date(2021, 4, 30), "community") == {"东社区", "西社区"}
    assert names(datetime.date(2021, 5, 2), "community") == {"西社区"}
    before, after = queries.forest(datetime.date(2021, 4, 30)), queries.forest(datetime.date(2021, 5, 2))
    assert before.parent(compound.pk).id == east.pk
    assert after.parent(compound.pk).id == west.pk
    compound.refresh_from_db()
    assert compound.path == f"{west.path}{compound.pk}/"


@pytest.mark.row("J03")
def test_a_split_names_every_child_left_without_a_place_and_then_moves_them(
    street: Node, communities: tuple[Node, Node], clerk: User
) -> None:
    east, _ = communities
    one, two = (
        actions.found(NewNode("compound", name, east), reason="测试", by=clerk) for name in ("一小区", "二小区")
    )
    north, south = (
        actions.found(NewNode("community", name, street, since=MAY_FIRST), reason="拆分", by=clerk)
        for name in ("东北社区", "东南社区")
    )
    with pytest.raises(Refused, match="二小区"):
        actions.split(east, [north, south], assignments={one.pk: north}, on=MAY_FIRST, reason="拆分", by=clerk)
    actions.split(
        east, [north, south], assignments={one.pk: north, two.pk: south}, on=MAY_FIRST, reason="拆分", by=clerk
    )
    forest = queries.forest(MAY_FIRST)
    assert [child.name for child in forest.children(north.pk)] == ["一小区"]
    assert [child.name for child in forest.children(south.pk)] == ["二小区"]


def test_dissolving_is_refused_while_something_still_stands_below(communities: tuple[Node, Node], clerk: User) -> None:
    east, _ = communities
    compound = actions.found(NewNode("compound", "一小区", east), reason="测试", by=clerk)
    with pytest.raises(Refused, match="一小区"):
        actions.dissolve(east, on=MAY_FIRST, reason="撤销", by=clerk)
    actions.dissolve(compound, on=MAY_FIRST, reason="拆迁", by=clerk)
    actions.dissolve(east, on=MAY_FIRST, reason="撤销", by=clerk)
    assert names(MAY_FIRST, "community") == {"西社区"}


def test_moving_under_ones_own_child_is_refused(street: Node, clerk: User) -> None:
    parent = actions.found(NewNode("party_committee", "街道党委"), reason="测试", by=clerk)
    child = actions.found(NewNode("party_committee", "园区党委", parent), reason="测试", by=clerk)
    with pytest.raises(Refused, match="不能反过来"):
        actions.move(parent, child, on=MAY_FIRST, reason="测试", by=clerk)


def test_the_database_refuses_two_live_superiors(communities: tuple[Node, Node], clerk: User) -> None:
    compound = actions.found(NewNode("compound", "一小区", communities[0]), reason="测试", by=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Parent.objects.create(node=compound, parent=communities[1], relation=Relation.BELONGS)


@pytest.mark.row("D02")
def test_a_role_reaches_the_subtree_and_nothing_up_or_sideways(
    street: Node, communities: tuple[Node, Node], clerk: User
) -> None:
    east, west = communities
    building = actions.found(NewNode("building", "望江大厦", street, east), reason="测试", by=clerk)
    secretary = open_account("secretary", display_name="书记")
    actions.give_role(secretary, "community_secretary", node=east, by=clerk)
    seen = set(queries.nodes_within(permissions.scope(secretary, "nodes.view")))
    assert seen == {east, building}
    assert permissions.view_nodes.allows(secretary, building)
    assert "没有“查看组织”的权限" in (permissions.view_nodes.reason_against(secretary, west) or "")
    assert not permissions.view_nodes.allows(secretary, street)


def test_a_role_that_ends_ends_the_session_at_once(communities: tuple[Node, Node], clerk: User) -> None:
    secretary = open_account("secretary", display_name="书记")
    held = actions.give_role(secretary, "community_secretary", node=communities[0], by=clerk)
    secretary.refresh_from_db()
    before = secretary.get_session_auth_hash()
    actions.take_role(held, by=clerk)
    secretary.refresh_from_db()
    assert secretary.get_session_auth_hash() != before
    secretary = User.objects.get(pk=secretary.pk)
    assert not permissions.view_nodes.allows(secretary, communities[0])
