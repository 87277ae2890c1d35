import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.judgement.subjects import Forest, Subject
from tests.judgement.clauses import street


def node(node_id, kind="community"):
    return Subject(node_id, kind, f"N{node_id}", f"节点{node_id}")


@pytest.fixture
def quarter():
    """A street with a community, a compound in it, and a building of the street that stands in the community."""
    nodes = [node(1, "street"), node(2), node(3, "compound"), node(4, "building"), node(5, "unit")]
    parents = [
        (2, 1, "belongs"),
        (3, 2, "belongs"),
        (4, 1, "belongs"),
        (4, 2, "located"),
        (5, 4, "located"),
    ]
    return Forest(nodes, parents)


@pytest.mark.row("Q01")
def test_a_building_is_subordinate_to_the_street_and_not_to_the_community_it_stands_in(quarter):
    assert [one.id for one in quarter.children(1, {"building"})] == [4]
    assert quarter.children(2, {"building"}) == []
    assert [one.id for one in quarter.children(1, {"compound"})] == [3]


def test_facts_roll_up_along_both_relations(quarter):
    reach = quarter.reach([1, 2], "below")
    assert reach[5] == (1, 2)
    assert reach[1] == (1,)
    assert quarter.reach([1, 2], "own") == {1: (1,), 2: (2,)}


def test_ancestors_are_found_along_both_relations_nearest_first(quarter):
    assert [one.id for one in quarter.ancestors(5)] == [4, 1, 2]


def test_what_stands_in_a_place_is_below_it_though_it_belongs_elsewhere(quarter):
    assert set(quarter.below(2)) == {2, 3, 4, 5}
    assert [quarter.parent(one) and quarter.parent(one).id for one in (4, 2, 1, 5)] == [1, 1, None, None]


def test_parents_that_do_not_stand_on_the_day_are_left_out():
    forest = Forest([node(1)], [(1, 99, "belongs"), (1, 98, "located"), (97, 1, "belongs"), (96, 1, "located")])
    assert (forest.parent(1), forest.ancestors(1), forest.below(1)) == (None, [], (1,))


def test_leaves_stand_before_their_parents(quarter):
    order = quarter.leaves_first([1, 2, 3])
    assert order == [3, 2, 1]


def test_a_node_cannot_belong_to_two_parents():
    with pytest.raises(ValueError, match="两个上级"):
        Forest([node(1), node(2), node(3)], [(3, 1, "belongs"), (3, 2, "belongs")])


def test_a_ring_of_parents_does_not_hang():
    ring = Forest([node(1), node(2)], [(1, 2, "belongs"), (2, 1, "belongs")])
    assert [one.id for one in ring.children(1)] == [2]
    assert [one.id for one in ring.ancestors(1)] == [2]
    assert set(ring.leaves_first([1, 2])) == {1, 2}
    below_a_ring = Forest([node(1), node(2), node(3)], [(1, 2, "belongs"), (2, 1, "belongs"), (3, 1, "belongs")])
    assert below_a_ring.leaves_first([1, 3])[0] == 3


@given(st.lists(st.integers(min_value=0, max_value=1_000_000), max_size=60))
def test_what_is_below_a_node_are_those_that_have_it_as_an_ancestor(choices):
    nodes = [node(place) for place in range(len(choices) + 1)]
    parents = [(place + 1, choice % (place + 1), "belongs") for place, choice in enumerate(choices)]
    forest = Forest(nodes, parents)
    for one in nodes:
        found = {other.id for other in nodes if one.id in {above.id for above in forest.ancestors(other.id)}}
        assert set(forest.below(one.id)) == found | {one.id}
        assert {child.id for child in forest.children(one.id)} == found


def test_twenty_thousand_nodes_are_rolled_up_within_seconds():
    forest = street(communities=200, compounds=9)
    nodes = [forest.subject(one) for one in forest.below(1)]
    units = [node(10_000 + place, "unit") for place in range(18_000)]
    parents = [(one.id, forest.parent(one.id).id, "belongs") for one in nodes if forest.parent(one.id)]
    parents += [(unit.id, nodes[place % len(nodes)].id, "located") for place, unit in enumerate(units)]
    started = time.process_time()
    large = Forest([*nodes, *units], parents)
    reach = large.reach([one.id for one in nodes], "below")
    assert len(reach) == len(large) == 20_001
    assert time.process_time() - started < 3
