"""What is planned for a later day gives way to what is decided, and nothing is left hanging on what has ended."""

import datetime

import pytest

from mulin.audit.models import Entry
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.tree import actions, queries
from mulin.tree.actions import NewNode
from mulin.tree.actions.bulk import BulkNode, found_many
from mulin.tree.actions.bulk_changes import Move, move_many
from mulin.tree.models import Node, NodeChange, Parent
from tests.organisations.factories import Street, a_street
from tests.worlds import built_once

pytestmark = [pytest.mark.django_db, pytest.mark.row("J03")]
MARCH, MAY, JULY, SEPTEMBER = (datetime.date(2021, month, 1) for month in (3, 5, 7, 9))
ENDED = "自 2021-05-01 起撤销，请选择别的上级"


@pytest.fixture
def town(clerk: User, today_is: object) -> Street:
    today_is("2021-07-01")
    return built_once(a_street)(clerk)


def superiors(node: Node) -> list[tuple[int, datetime.date, datetime.date | None]]:
    """What a node stands under: since when and until when."""
    return list(node.parents.filter(relation="belongs").order_by("since").values_list("parent", "since", "until"))


def several(node: Node, parent: Node, on: datetime.date, by: User) -> None:
    move_many([Move(node.pk, parent.pk)], on=on, reason="调整", by=by)


def alone(node: Node, parent: Node, on: datetime.date, by: User) -> None:
    actions.move(node, parent, on=on, reason="调整", by=by)


@pytest.mark.parametrize("move", [alone, several])
def test_a_move_takes_the_place_of_one_that_was_planned_for_later(town: Street, clerk: User, move: object) -> None:
    since = superiors(town.grid)[0][1]
    move(town.grid, town.west, SEPTEMBER, clerk)
    move(town.grid, town.west, MAY, clerk)
    assert superiors(town.grid) == [(town.east.pk, since, MAY), (town.west.pk, MAY, None)]
    move(town.grid, town.east, SEPTEMBER, clerk)
    move(town.grid, town.east, MARCH, clerk)
    assert superiors(town.grid) == [(town.east.pk, since, MARCH), (town.east.pk, MARCH, None)]
    last = NodeChange.objects.filter(node=town.grid).order_by("pk").last()
    assert (last.on, last.before) == (MARCH, "东苑社区")


@pytest.mark.parametrize("move", [alone, several])
def test_two_who_are_to_change_places_are_never_above_each_other(town: Street, clerk: User, move: object) -> None:
    one, two = (
        actions.found(NewNode("party_committee", name, town.committee), reason="建立", by=clerk)
        for name in ("甲党委", "乙党委")
    )
    move(one, two, SEPTEMBER, clerk)
    with pytest.raises(Refused, match=r"“乙党委”的上级又在它自己之下（2021-09-01）"):
        move(two, one, MAY, clerk)
    assert superiors(two)[-1][0] == town.committee.pk


def test_what_stands_in_a_node_goes_along_to_its_new_superior(town: Street, clerk: User) -> None:
    inside = actions.found(NewNode("compound", "听荷苑", town.east, town.grid), reason="建档", by=clerk)
    before = superiors(inside)[0][1]
    actions.move(town.grid, town.west, on=MAY, reason="区划调整", by=clerk)
    assert superiors(inside) == [(town.east.pk, before, MAY), (town.west.pk, MAY, None)]
    assert superiors(town.far_compound) == [(town.west.pk, before, None)]
    inside.refresh_from_db()
    assert inside.path == f"{town.west.path}{inside.pk}/"
    assert inside.place_path == f"{town.west.path}{town.grid.pk}/{inside.pk}/"
    change = NodeChange.objects.get(node=inside, change="moved")
    assert (change.on, change.other, change.before) == (MAY, town.west, "东苑社区")
    assert Entry.objects.get(verb="调整隶属").changes["一并调整"] == ["听荷苑"]


def test_a_node_is_not_moved_to_where_it_stands(town: Street, clerk: User) -> None:
    alone(town.grid, town.west, MAY, clerk)
    told = NodeChange.objects.count()
    with pytest.raises(Refused, match="“东苑第一网格”在 2021-05-01 已经在“西苑社区”，不用调整"):
        alone(town.grid, town.west, MAY, clerk)
    assert NodeChange.objects.count() == told
    alone(town.grid, town.east, SEPTEMBER, clerk)
    alone(town.grid, town.west, JULY, clerk)
    assert superiors(town.grid)[-1] == (town.west.pk, JULY, None)


def test_nothing_is_put_under_what_ends(town: Street, clerk: User) -> None:
    actions.dissolve(town.far_compound, on=MAY, reason="拆迁", by=clerk)
    new = NewNode("block", "银杏里1幢", Node.objects.get(pk=town.far_compound.pk))
    with pytest.raises(Refused, match=ENDED):
        actions.found(new, reason="建成", by=clerk)
    with pytest.raises(Refused, match=f"“银杏里1幢”：“银杏里”{ENDED}"):
        found_many([BulkNode("block", "银杏里1幢", belongs_to=town.far_compound.code)], reason="导入", by=clerk)
    for move in (alone, several):
        with pytest.raises(Refused, match=ENDED):
            move(town.block, Node.objects.get(pk=town.far_compound.pk), MARCH, clerk)


def test_nothing_is_dissolved_that_something_is_to_stand_under(town: Street, clerk: User) -> None:
    actions.move(town.block, town.far_compound, on=SEPTEMBER, reason="调整", by=clerk)
    with pytest.raises(Refused, match="“银杏里”下还有 1 个节点（梧桐里1幢…）"):
        actions.dissolve(town.far_compound, on=JULY, reason="拆迁", by=clerk)


def test_a_dissolved_node_stays_where_it_stood_last(town: Street, clerk: User) -> None:
    actions.move(town.block, town.far_compound, on=MAY, reason="调整", by=clerk)
    actions.dissolve(town.block, on=MAY, reason="拆迁", by=clerk)
    town.block.refresh_from_db()
    assert town.block.path == f"{town.compound.path}{town.block.pk}/"


def test_what_a_node_goes_into_steps_up_to_its_place(town: Street, clerk: User) -> None:
    above, below = committees(town, clerk)
    actions.merge([above], below, on=MAY, reason="合并", by=clerk)
    below.refresh_from_db()
    assert below.path == f"{town.committee.path}{below.pk}/"
    assert queries.forest(JULY).parent(below.pk).id == town.committee.pk


def test_a_community_with_hundreds_of_units_moves_and_merges(town: Street, clerk: User) -> None:
    district = actions.found(NewNode("district", "云川区"), reason="建立", by=clerk)
    other = actions.found(NewNode("street", "云溪街道", district), reason="建立", by=clerk)
    units = [
        BulkNode("enterprise", f"企业{one}", f"DW{one}", belongs_to=town.street.code, located_in=town.west.code)
        for one in range(600)
    ]
    ids = list(found_many(units, reason="导入", by=clerk).values())
    actions.merge([town.west], town.east, on=MARCH, reason="撤并", by=clerk)
    actions.move(Node.objects.get(pk=town.east.pk), other, on=MAY, reason="区划调整", by=clerk)
    moved = Node.objects.filter(pk__in=ids)
    paths = {(one.path, one.place_path) for one in moved}
    place = Node.objects.get(pk=town.east.pk).place_path
    assert paths == {(f"{other.path}{one}/", f"{place}{one}/") for one in ids}


def test_a_node_does_not_go_into_what_stands_deeper_below_it(town: Street, clerk: User) -> None:
    above, below = committees(town, clerk)
    lowest = actions.found(NewNode("party_committee", "丙党委", below), reason="建立", by=clerk)
    with pytest.raises(Refused, match="的上级又在它自己之下"):
        actions.merge([above], lowest, on=MAY, reason="合并", by=clerk)
    assert Node.objects.get(pk=above.pk).until is None


def test_a_node_founded_before_its_superior_stands_there_as_long_as_that(town: Street, clerk: User) -> None:
    young = actions.found(NewNode("grid", "新网格", town.east, since=MAY), reason="建立", by=clerk)
    one = actions.found(NewNode("compound", "老小区", young), reason="建档", by=clerk)
    found_many([BulkNode("compound", "旧小区", "JIU", belongs_to=young.code)], reason="导入", by=clerk)
    two = Node.objects.get(code="JIU")
    assert [tie.since for tie in Parent.objects.filter(node__in=[one, two])] == [MAY, MAY]


def committees(town: Street, clerk: User) -> tuple[Node, Node]:
    """A party committee below another."""
    above = actions.found(NewNode("party_committee", "甲党委", town.committee), reason="建立", by=clerk)
    return above, actions.found(NewNode("party_committee", "乙党委", above), reason="建立", by=clerk)
