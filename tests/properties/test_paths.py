"""Stored paths are what the dated parents say, whatever was moved, merged, split or dissolved."""

import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.tree.actions import NewNode, dissolve, found, merge, move, refresh_paths
from mulin.tree.choices import Relation
from mulin.tree.models import Node, Parent, holding
from mulin.tree.queries import forest

TODAY = datetime.date(2021, 7, 1)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["move", "place", "merge", "dissolve", "found"]),
        st.integers(0, 40),
        st.integers(0, 40),
        st.dates(datetime.date(2021, 1, 1), datetime.date(2021, 9, 1)),
    ),
    max_size=14,
)


@pytest.fixture
def root(clerk: User, settings: object) -> User:
    settings.TODAY = TODAY
    street = found(NewNode("street", "睦邻街道"), reason="建档", by=clerk)
    committee = found(NewNode("party_work_committee", "党工委", None, street), reason="建档", by=clerk)
    for name in "东西":
        community = found(NewNode("community", f"{name}社区", street), reason="建档", by=clerk)
        grid = found(NewNode("grid", f"{name}网格", community), reason="建档", by=clerk)
        compound = found(NewNode("compound", f"{name}小区", community, grid), reason="建档", by=clerk)
        found(NewNode("block", f"{name}楼栋", compound), reason="建档", by=clerk)
        tower = found(NewNode("building", f"{name}大厦", street, community), reason="建档", by=clerk)
        shop = found(NewNode("enterprise", f"{name}商行", street, tower), reason="建档", by=clerk)
        found(NewNode("branch", f"{name}支部", committee, shop), reason="建档", by=clerk)
    return clerk


def step(what: str, one: Node, other: Node, day: datetime.date, by: User) -> None:
    """One change; where the rules refuse it, none."""
    try:
        with transaction.atomic():
            if what == "move":
                move(one, other, on=day, reason="调整", by=by)
            elif what == "place":
                move(one, other, on=day, reason="调整", by=by, relation=Relation.LOCATED)
            elif what == "merge":
                merge([one], other, on=day, reason="合并", by=by)
            elif what == "dissolve":
                dissolve(one, on=day, reason="撤销", by=by)
            else:
                found(NewNode(one.kind_id, "新设", other, since=day), reason="新设", by=by)
    except Refused:
        return


def stored() -> list[tuple[int, str, str]]:
    """Every node's paths."""
    return list(Node.objects.order_by("pk").values_list("pk", "path", "place_path"))


DAYS = [datetime.date(2021, 1, 1), datetime.date(2021, 4, 15), TODAY, datetime.date(2021, 9, 2)]
"""Before the steps, among them, today, and when all that was planned has happened."""


@pytest.mark.row("Q29")
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS)
def test_paths_derived_again_equal_the_stored_ones(
    steps: list[tuple[str, int, int, datetime.date]], root: User
) -> None:
    with transaction.atomic():
        for what, first, second, day in steps:
            nodes = list(Node.objects.order_by("pk"))
            step(what, nodes[first % len(nodes)], nodes[second % len(nodes)], day, root)
        kept = stored()
        refresh_paths()
        assert stored() == kept
        standing = forest(TODAY)
        for pk, path, place_path in kept:
            if pk in standing:
                above = {int(part) for part in f"{path}{place_path}".strip("/").split("/") if part} - {pk}
                assert above <= {one.id for one in standing.ancestors(pk)} | (above - {*nodes_of(standing)}), (pk, path)
        for day in DAYS:
            superiors, places = hangs_together(day)
            if day == TODAY:
                for pk, path, place_path in kept:
                    if pk in standing:
                        assert (path, place_path) == (line(pk, superiors), line(pk, places))
        transaction.set_rollback(True)


def nodes_of(standing: object) -> set[int]:
    """Ids of all nodes of a day."""
    return {pk for pk in Node.objects.values_list("pk", flat=True) if pk in standing}


def line(node: int, above: dict[int, int]) -> str:
    """The ids from the top down to a node."""
    ids = [node]
    while ids[0] in above:
        ids.insert(0, above[ids[0]])
    return "".join(f"/{one}" for one in ids) + "/"


def hangs_together(day: datetime.date) -> tuple[dict[int, int], dict[int, int]]:
    """On a day every node has at most one superior and one place, both of that day, and none is above itself.

    Returns what stands above each: by belonging alone, and by place, else by belonging.
    """
    standing = set(Node.objects.holding_on(day).values_list("pk", flat=True))
    above: dict[str, dict[int, int]] = {Relation.BELONGS: {}, Relation.LOCATED: {}}
    for tie in Parent.objects.filter(holding("", day)):
        assert tie.node_id not in above[tie.relation], f"two at once: {tie} on {day}"
        assert {tie.node_id, tie.parent_id} <= standing, f"{tie} outlives what it ties on {day}"
        above[tie.relation][tie.node_id] = tie.parent_id
    roots = {pk for pk in standing if pk not in above[Relation.BELONGS]}
    assert all(Node.objects.get(pk=pk).kind.may_be_root for pk in roots), f"{roots} hang on nothing on {day}"
    superiors, places = above[Relation.BELONGS], above[Relation.BELONGS] | above[Relation.LOCATED]
    for chain in (superiors, places):
        for start in standing:
            seen, current = {start}, chain.get(start)
            while current is not None:
                assert current not in seen, f"{start} stands above itself on {day}"
                seen.add(current)
                current = chain.get(current)
    return superiors, places
