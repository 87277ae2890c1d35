"""What stands at nodes: what can never be true, who keeps it, and how it follows when the tree changes."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q

from mulin.audit.models import Entry
from mulin.foundation.refusals import Refused
from mulin.foundation.search import search
from mulin.identity.models import User
from mulin.organisations import actions, permissions, queries
from mulin.organisations.choices import FIRST_GRADE, LAST_GRADE, BrandLevel, PremisesKind, PremisesStatus, Standard
from mulin.organisations.models import Brand, Guide, PartyOrganisation, Place, Population, Premises, Staff, Unit
from mulin.tree.actions import NewNode, dissolve, found, merge, rename, split
from mulin.tree.models import Node
from tests.organisations.factories import Street, person

APRIL_30, MAY_1, MAY_2 = (datetime.date(2021, 4, 30), datetime.date(2021, 5, 1), datetime.date(2021, 5, 2))
CREDIT = "91350100M000100Y43"


def station(node: Node, **more: Any) -> Premises:
    return Premises(**{"node": node, "name": "红色驿站", "kind": PremisesKind.RED_STATION, **more})


def worker(node: Node, name: str = "赵岗", **more: Any) -> Staff:
    return Staff(**{"node": node, "name": name, "post": "community_worker", **more})


NEVER = [
    lambda town: station(town.east, since=MAY_1, until=MAY_1),
    lambda town: station(town.east, area=Decimal("-1")),
    lambda town: station(town.east, standard=Standard.STANDARD, status=PremisesStatus.PLANNED),
    lambda town: worker(town.east, grade=LAST_GRADE + 1),
    lambda town: worker(town.east, grade=FIRST_GRADE - 1),
    lambda town: Guide(node=town.shop, name=""),
    lambda town: Unit(node=town.shop, credit_code="91350100m000100y43"),
    lambda town: Place(node=town.east, area=Decimal(0)),
    lambda town: Population(node=town.east, registered_persons=-5),
]
TWICE = [
    lambda town: station(town.east),
    lambda town: worker(town.east),
    lambda town: Guide(node=town.shop, name="周引"),
    lambda town: Brand(node=town.east, name="东苑睦邻", level=BrandLevel.COMMUNITY),
    lambda town: Population(node=town.east),
]


@pytest.mark.parametrize("make", NEVER)
def test_the_database_refuses_what_can_never_be_true(town: Street, make: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(town).save()


@pytest.mark.parametrize("make", TWICE)
def test_the_database_refuses_the_same_thing_standing_twice(town: Street, make: Any) -> None:
    make(town).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        make(town).save()


def test_the_database_refuses_a_credit_code_of_two_units(town: Street) -> None:
    Unit.objects.create(node=town.shop, credit_code=CREDIT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(node=town.workshop, credit_code=CREDIT)


def test_a_refusal_says_what_the_constraint_means(town: Street, clerk: User) -> None:
    with pytest.raises(Refused, match="尚未建成的阵地不能定级"):
        actions.enter(station(town.east, standard=Standard.STANDARD, status=PremisesStatus.PLANNED), by=clerk)


@pytest.mark.row("Q13")
@pytest.mark.parametrize("kind", list(PremisesKind))
def test_every_kind_of_premises_is_kept_with_its_standard_and_how_far_it_is(
    town: Street, clerk: User, kind: PremisesKind
) -> None:
    row = actions.enter(station(town.east, kind=kind, status=PremisesStatus.BUILDING), by=clerk)
    actions.correct(row, {"status": PremisesStatus.OPEN, "standard": Standard.DEMONSTRATION}, by=clerk)

    kept = queries.premises(Q()).get()
    assert (kept.kind, kept.standard, kept.status) == (kind, "demonstration", "open")
    assert kept.meets == {"any": True, "standard": True, "demonstration": True}
    changes = Entry.objects.order_by("-pk")[0].changes
    assert changes == {"状态": ["建设中", "已启用"], "等级": ["未定级", "示范型"]}


def test_premises_are_closed_and_never_deleted(town: Street, clerk: User) -> None:
    row = actions.enter(station(town.east), by=clerk)
    actions.close(row, on=MAY_1, reason="拆迁", by=clerk)
    assert Premises.objects.holding_on(APRIL_30).count() == 1
    assert Premises.objects.holding_on(MAY_1).count() == 0
    with pytest.raises(Refused, match="已于 2021-05-01 终止"):
        actions.close(row, on=MAY_2, reason="再终止", by=clerk)


ROLES = {
    # role, at which node: may keep, may see what stands in the eastern community
    ("street_officer", "street"): (True, True),
    ("community_secretary", "east"): (True, True),
    ("community_worker", "east"): (True, True),
    ("community_secretary", "west"): (False, False),
    ("street_leader", "street"): (False, True),
    ("unit_secretary", "branch"): (False, False),
    ("auditor", "street"): (False, True),
    ("member", "east"): (False, False),
    ("system_administrator", "street"): (False, False),
}


@pytest.mark.parametrize(("role", "place"), list(ROLES))
def test_who_keeps_and_who_sees_what_stands_at_a_community(town: Street, clerk: User, role: str, place: str) -> None:
    user = person("somebody", role, getattr(town, place), clerk)
    row = station(town.east)
    assert (permissions.manage_units.allows(user, row), permissions.view_units.allows(user, row)) == ROLES[role, place]
    if ROLES[role, place][0]:
        actions.enter(row, by=user)
    else:
        with pytest.raises(Refused, match="没有“管理单位、阵地和人员”的权限"):
            actions.enter(row, by=user)


@pytest.mark.row("Q19")
def test_a_secretary_promoted_to_the_street_keeps_the_post_before(town: Street, clerk: User) -> None:
    secretary = actions.enter(worker(town.east, "孙书记", post="community_secretary", grade=18), by=clerk)
    taken = actions.change_post(secretary, node=town.street, post="street_leader", on=MAY_1, by=clerk)

    assert (taken.before.post, taken.before.node) == ("community_secretary", town.east)  # type: ignore[union-attr]
    assert [row.post for row in Staff.objects.holding_on(APRIL_30)] == ["community_secretary"]
    assert [row.post for row in Staff.objects.holding_on(MAY_1)] == ["street_leader"]


@pytest.mark.row("Q21")
def test_another_guide_ends_the_former_one(town: Street, clerk: User) -> None:
    actions.name_guide(town.shop, "周引", since=datetime.date(2021, 1, 1), by=clerk)
    actions.name_guide(town.shop, "吴导", since=MAY_1, by=clerk)
    assert [guide.name for guide in Guide.objects.holding_on(APRIL_30)] == ["周引"]
    assert [guide.name for guide in Guide.objects.holding_on(MAY_1)] == ["吴导"]
    with pytest.raises(Refused, match="不设党建指导员"):
        actions.name_guide(town.east, "周引", since=MAY_1, by=clerk)


def test_details_belong_to_their_family(town: Street, clerk: User) -> None:
    actions.describe(town.shop, Unit, {"credit_code": CREDIT, "phone": "13900001234"}, by=clerk)
    assert [hit.object_id for hit in search(CREDIT)] == [town.shop.pk]
    assert Entry.objects.filter(verb="填写单位信息").get().changes["联系电话"] == ["", "（已加密）"]
    with pytest.raises(Refused, match="没有党组织信息"):
        actions.describe(town.shop, PartyOrganisation, {"founding_mode": "single"}, by=clerk)


def test_people_are_counted_again_from_a_day(town: Street, clerk: User) -> None:
    actions.count_population(
        town.east, {"registered_persons": 900, "resident_persons": 1000}, on=datetime.date(2020, 1, 1), by=clerk
    )
    actions.count_population(town.east, {"resident_persons": 1100}, on=MAY_1, by=clerk)
    before, after = (Population.objects.holding_on(day).get() for day in (APRIL_30, MAY_1))
    assert (before.resident_persons, after.resident_persons, after.registered_persons) == (1000, 1100, 900)


def test_a_community_founds_a_unit_in_its_own_reach(town: Street, clerk: User) -> None:
    secretary = person("east", "community_secretary", town.east, clerk)
    new = NewNode("enterprise", "新店", town.street, town.building)
    unit = actions.found_unit(new, {"is_two_new": True}, reason="开业", by=secretary)
    assert unit.place_path.startswith(town.east.place_path)
    assert Unit.objects.get(node=unit).is_two_new
    with pytest.raises(Refused, match="不在您的管理范围"):
        actions.found_unit(NewNode("enterprise", "远店", town.street, town.circle), {}, reason="开业", by=secretary)


@pytest.fixture
def standing(town: Street, clerk: User) -> Street:
    """Everything stands in both communities, some of it under the same names."""
    for node in (town.east, town.west):
        actions.enter(station(node), by=clerk)
        actions.enter(worker(node), by=clerk)
        actions.enter(Brand(node=node, name="睦邻", level=BrandLevel.COMMUNITY), by=clerk)
        actions.count_population(node, {"resident_persons": 1000}, on=datetime.date(2021, 1, 1), by=clerk)
    actions.enter(worker(town.east, "钱岗"), by=clerk)
    return town


@pytest.mark.row("J03")
def test_a_merger_as_of_may_entered_in_july_loses_nothing(standing: Street, clerk: User, today_is: Any) -> None:
    today_is("2021-07-01")
    town = standing
    merge([town.east], town.west, on=MAY_1, reason="撤并", by=clerk)

    def at(model: Any, node: Node, day: datetime.date) -> list[str]:
        return sorted(row.name for row in model.objects.holding_on(day).filter(node=node))

    assert at(Staff, town.east, APRIL_30) == ["赵岗", "钱岗"]
    assert at(Staff, town.west, APRIL_30) == ["赵岗"]
    assert at(Staff, town.east, MAY_2) == []
    assert at(Staff, town.west, MAY_2) == ["赵岗", "赵岗（原东苑社区）", "钱岗"]
    assert at(Premises, town.west, MAY_2) == ["红色驿站", "红色驿站（原东苑社区）"]
    assert at(Brand, town.west, MAY_2) == ["睦邻", "睦邻（原东苑社区）"]
    people = {day: Population.objects.holding_on(day).filter(node=town.west).get() for day in (APRIL_30, MAY_2)}
    assert [row.resident_persons for row in people.values()] == [1000, 2000]
    assert not Population.objects.holding_on(MAY_2).filter(node=town.east).exists()
    communities = [Node.objects.holding_on(day).filter(kind="community").count() for day in (APRIL_30, MAY_2)]
    assert communities == [2, 1]
    assert search("东苑社区")[0].subtitle.endswith("已于 2021-05-01 撤并")


def test_after_a_merger_people_are_in_their_posts_and_not_promoted(standing: Street, clerk: User) -> None:
    town = standing
    merge([town.east], town.west, on=MAY_1, reason="撤并", by=clerk)
    continued = Staff.objects.get(node=town.west, name="钱岗")
    assert (continued.post, continued.before.post) == ("community_worker", "community_worker")  # type: ignore[union-attr]


def test_units_that_merge_keep_one_guide(town: Street, clerk: User) -> None:
    actions.name_guide(town.shop, "周引", since=datetime.date(2021, 1, 1), by=clerk)
    actions.name_guide(town.workshop, "吴导", since=datetime.date(2021, 1, 1), by=clerk)
    merge([town.shop], town.workshop, on=MAY_1, reason="并购", by=clerk)
    assert [guide.name for guide in Guide.objects.holding_on(MAY_2)] == ["吴导"]
    assert Guide.objects.holding_on(APRIL_30).count() == 2


def test_the_guide_of_a_merged_unit_goes_over_where_there_is_none(town: Street, clerk: User) -> None:
    actions.name_guide(town.shop, "周引", since=datetime.date(2021, 1, 1), by=clerk)
    merge([town.shop], town.workshop, on=MAY_1, reason="并购", by=clerk)
    assert [(guide.name, guide.node) for guide in Guide.objects.holding_on(MAY_2)] == [("周引", town.workshop)]


def test_a_split_hands_everything_to_the_first_new_node(standing: Street, clerk: User) -> None:
    town = standing
    first, second = (
        found(NewNode("community", name, town.street, since=MAY_1), reason="拆分", by=clerk)
        for name in ("东一社区", "东二社区")
    )
    children = {tie.node_id: first if index % 2 else second for index, tie in enumerate(town.east.children.all())}
    split(town.east, [first, second], assignments=children, on=MAY_1, reason="拆分", by=clerk)

    assert Staff.objects.holding_on(MAY_1).filter(node=first).count() == 2
    assert Premises.objects.holding_on(MAY_1).filter(node=first).count() == 1
    for model in (Staff, Premises, Brand, Population):
        assert not model.objects.holding_on(MAY_1).filter(node=town.east).exists()
        assert model.objects.holding_on(APRIL_30).filter(node=town.east).exists()


def test_what_stands_at_a_dissolved_node_ends_with_it(town: Street, clerk: User) -> None:
    actions.name_guide(town.shop, "周引", since=datetime.date(2021, 1, 1), by=clerk)
    actions.enter(worker(town.shop), by=clerk)
    actions.enter(worker(town.shop, "未到岗", since=datetime.date(2021, 9, 1)), by=clerk)
    dissolve(town.shop, on=MAY_1, reason="注销", by=clerk)
    assert not Guide.objects.holding_on(MAY_1).exists()
    assert list(Staff.objects.values_list("name", "until")) == [("赵岗", MAY_1)]


def test_a_renamed_node_is_found_by_its_new_name(town: Street, clerk: User) -> None:
    rename(town.compound, "桂花里", on=MAY_1, reason="更名", by=clerk)
    assert [hit.object_id for hit in search("桂花")] == [town.compound.pk]
    assert search("梧桐里") == [hit for hit in search("梧桐里") if hit.object_id == town.block.pk]


@pytest.mark.row("J02")
def test_a_branch_secretary_of_a_grid_who_also_heads_a_block_is_seen(town: Street, clerk: User) -> None:
    block = found(NewNode("block", "东苑2幢", town.grid), reason="建立", by=clerk)
    actions.enter(worker(town.branch, "李双", post="organisation_secretary"), by=clerk)
    actions.enter(worker(block, "李双", post="block_leader"), by=clerk)
    actions.enter(worker(town.block, "别人", post="block_leader"), by=clerk)

    assert [(one.node, other.node) for one, other in queries.double_heads(Q(), MAY_1)] == [(town.branch, block)]
    actions.close(Staff.objects.get(node=block), on=datetime.date(2021, 1, 1), reason="卸任", by=clerk)
    assert queries.double_heads(Q(), MAY_1) == []


def test_a_node_page_holds_what_stood_on_its_day(standing: Street, clerk: User) -> None:
    merge([standing.east], standing.west, on=MAY_1, reason="撤并", by=clerk)
    before = queries.standing_at(standing.west, APRIL_30)
    after = queries.standing_at(standing.west, MAY_2)
    assert [len(before[name]) for name in ("premises", "staff", "brands")] == [1, 1, 1]
    assert [len(after[name]) for name in ("premises", "staff", "brands")] == [2, 3, 2]
    assert [tie.parent for tie in after["parents"]] == [standing.street]
    assert {row.change for row in after["history"]} == {"founded", "merged"}
