"""Party groups by post: twenty to thirty members of like posts, proposed with reasons, accepted by a person."""

import datetime
import random
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.service import actions
from mulin.service.models import GroupMembership
from mulin.service.queries import groups as group_queries
from mulin.service.rules import Person, propose_groups
from mulin.tree.models import Node
from tests.service.world import Town, a_post, resident

BY = ("place", "job", "age", "skill", "wish", "health", "family")


def people(counts: dict[str, int]) -> list[Person]:
    found, number = [], 0
    for category, count in counts.items():
        for _ in range(count):
            number += 1
            place = f"小区{number % 5}"
            found.append(Person(number, f"王{number}", age=25 + number % 40, place=place, category=category))
    return found


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from("甲乙丙丁戊己"), st.integers(1, 95), min_size=1), st.randoms())
def test_everybody_is_in_exactly_one_group_of_a_size_the_rules_allow(
    counts: dict[str, int], mix: random.Random
) -> None:
    everybody = people(counts)
    groups = propose_groups(everybody, 20, 30, BY)
    ids = [person.id for group in groups for person in group.people]
    assert sorted(ids) == sorted(person.id for person in everybody)
    total = len(everybody)
    if -(-total // 30) <= total // 20:  # the whole can be divided at all
        assert all(20 <= len(group.people) <= 30 for group in groups)
    mixed = list(everybody)
    mix.shuffle(mixed)
    again = propose_groups(mixed, 20, 30, BY)
    assert [[one.id for one in group.people] for group in again] == [[one.id for one in g.people] for g in groups]


def test_reasons_name_what_is_shared_and_never_what_is_private() -> None:
    everybody = [
        Person(number, f"王{number}", age=30, health="高血压", place="梧桐里", category="文化传播")
        for number in range(25)
    ]
    [group] = propose_groups(everybody, 20, 30, BY)
    assert "住处同为“梧桐里”25人" in group.tell()
    why = group.why(group.people[0])
    assert "岗位同属“文化传播”" in why
    assert "健康状况相近" in why
    assert "高血压" not in why + group.tell()


def test_three_thousand_four_hundred_members_are_grouped_in_seconds() -> None:
    everybody = people({f"类别{number}": 340 for number in range(10)})
    began = time.process_time()
    groups = propose_groups(everybody, 20, 30, BY)
    assert time.process_time() - began < 5
    assert sum(len(group.people) for group in groups) == 3400
    sizes = [len(group.people) for group in groups]
    assert max(sizes) - min(sizes) <= 1
    assert Fraction(sum(sizes), len(sizes)) <= 30


@pytest.mark.row("R03")
def test_a_person_changes_the_proposal_accepts_it_and_the_groups_stand_in_the_tree(town: Town) -> None:
    with pytest.raises(Refused, match="还没有党员在岗"):
        actions.propose(town.east, town.street.branch, by=town.secretary)
    post, other = a_post(town, places=60), a_post(town, name="文艺岗", category="文化传播", places=60)
    members = [resident(town, f"王{number}号") for number in range(45)]
    actions.enter_paper(post, members[:22], by=town.worker)
    actions.enter_paper(other, members[22:], by=town.worker)
    proposal = actions.propose(town.east, town.street.branch, by=town.secretary)
    first, second = group_queries.proposed_groups(proposal)
    assert sorted([first.size, second.size]) == [22, 23]
    moved = first.places.first()
    assert moved is not None
    actions.move_members(first, [moved.member_id], second, by=town.secretary)
    actions.name_group(second, name="文化先锋党小组", leader_id=moved.member_id, by=town.secretary)
    with pytest.raises(Refused, match="从本组党员中推选"):
        actions.name_group(first, name="一组", leader_id=moved.member_id, by=town.secretary)
    nodes = Node.objects.filter(pk__in=actions.accept(proposal, by=town.secretary))
    assert {node.kind_id for node in nodes} == {"party_group"}
    assert all(node.path.startswith(town.street.branch.path) for node in nodes)
    leader = GroupMembership.objects.get(is_leader=True)
    assert (leader.member_id, leader.group.name, leader.since) == (moved.member_id, "文化先锋党小组", today())
    duties, virtues = group_queries.leader_words(town.east, today())
    assert (len(duties), len(virtues)) == (4, 5)
    with pytest.raises(Refused, match="已经确定"):
        actions.accept(proposal, by=town.secretary)


def test_a_member_is_in_one_group_at_a_time_and_groups_split_and_merge(town: Town) -> None:
    post = a_post(town, places=60)
    members = [resident(town, f"王{number}号") for number in range(20)]
    actions.enter_paper(post, members, by=town.worker)
    proposal = actions.propose(town.east, town.street.branch, by=town.secretary)
    [group] = group_queries.proposed_groups(proposal)
    part = actions.split_group(group, [one.pk for one in members[:8]], "楼栋组", by=town.secretary)
    assert sorted(one.size for one in group_queries.proposed_groups(proposal)) == [8, 12]
    actions.merge_groups(part, group, by=town.secretary)
    assert [one.size for one in group_queries.proposed_groups(proposal)] == [20]
    actions.accept(proposal, by=town.secretary)
    again = actions.propose(town.east, town.street.branch, by=town.secretary)
    [node_id] = actions.accept(again, by=town.secretary)
    live = GroupMembership.objects.filter(until__isnull=True)
    assert set(live.values_list("group_id", flat=True)) == {node_id}
    assert live.count() == 20
    node = Node.objects.get(pk=node_id)
    actions.name_group_leader(node, members[3], by=town.secretary)
    assert actions.leave_group(node, [members[3].pk], by=town.secretary) == 1
    assert group_queries.group_of(members[3]) is None
    assert actions.join_group(node, [members[3], members[4]], by=town.secretary) == 1
    assert datetime.date(2021, 6, 30) == today()
