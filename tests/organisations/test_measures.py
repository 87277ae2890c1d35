"""Measures of places, organisations, premises, staff and coverage, asked as packs ask them."""

import datetime
from fractions import Fraction
from typing import Any

import pytest
from django.db.models import Q

from mulin.identity.models import User
from mulin.judgement.answering import answer
from mulin.judgement.view import View
from mulin.organisations import actions, queries
from mulin.organisations.choices import BrandLevel, PremisesKind, PremisesStatus, Standard
from mulin.organisations.models import Brand, Premises, Staff, Unit
from mulin.tree.actions import NewNode, found, merge
from mulin.tree.models import Node
from mulin.tree.queries import forest
from tests.organisations.factories import Street

APRIL_30, MAY_1, MAY_2 = (datetime.date(2021, 4, 30), datetime.date(2021, 5, 1), datetime.date(2021, 5, 2))


def ask(name: str, node: Node, day: datetime.date = MAY_2, window: str = "day", **arguments: Any) -> Fraction | None:
    view = View(day, forest(day), since=datetime.date(2021, 1, 1))
    return answer(name, arguments, [node.pk], view, window)[node.pk].value


def premises(node: Node, name: str, by: User, **more: Any) -> None:
    values = {"kind": PremisesKind.RED_STATION, "since": datetime.date(2021, 1, 1), **more}
    actions.enter(Premises(node=node, name=name, **values), by=by)


@pytest.mark.row("N01")
def test_places_and_organisations_are_counted_below_each_node(town: Street) -> None:
    assert ask("children_counted", town.street, kind="community") == 2
    assert ask("children_counted", town.east, kind="compound") == 1
    assert ask("children_counted", town.east, kind="building") == 1
    assert ask("organisations_counted", town.east, kind="branch") == 1
    assert ask("organisations_counted", town.street) == 2
    assert ask("organisations_counted", town.west) == 0


@pytest.mark.row("Q29")
def test_the_chain_of_organisations_is_the_share_of_grids_with_a_branch(town: Street, clerk: User) -> None:
    asked = {"child_kind": "grid", "organisation_kind": "branch"}
    assert ask("children_with_organisation_share", town.east, **asked) == 1
    found(NewNode("grid", "东苑第二网格", town.east, since=MAY_1), reason="新设", by=clerk)
    assert ask("children_with_organisation_share", town.east, **asked) == Fraction(1, 2)
    assert ask("children_with_organisation_share", town.east, APRIL_30, **asked) == 1
    assert ask("children_with_organisation_share", town.west, **asked) is None


@pytest.mark.row("Q13")
def test_premises_count_from_the_standard_asked_for_and_only_once_they_are_open(town: Street, clerk: User) -> None:
    premises(town.east, "甲", clerk, standard=Standard.DEMONSTRATION)
    premises(town.grid, "乙", clerk, standard=Standard.STANDARD)
    premises(town.west, "丙", clerk)
    premises(town.west, "丁", clerk, status=PremisesStatus.PLANNED)

    counted = [
        ask("premises_counted", town.street, kind="red_station", standard=standard)
        for standard in ("any", "standard", "demonstration")
    ]
    assert counted == [3, 2, 1]
    assert ask("premises_counted", town.street, kind="red_station") == 3
    assert ask("premises_counted", town.east, kind="party_home") == 0
    assert ask("premises_at_standard_share", town.street, kind="red_station", standard="standard") == Fraction(2, 3)
    share = {"child_kind": "community", "kind": "red_station"}
    assert ask("children_with_premises_share", town.street, **share, standard="any") == 1
    assert ask("children_with_premises_share", town.street, **share, standard="demonstration") == Fraction(1, 2)


@pytest.mark.row("Q19")
def test_communities_with_six_full_time_workers_are_those_with_six_or_more(town: Street, clerk: User) -> None:
    for number in range(6):
        grade = number + 1 if number < 3 else None
        actions.enter(Staff(node=town.east, name=f"社工{number}", post="community_worker", grade=grade), by=clerk)
    for number in range(5):
        actions.enter(Staff(node=town.west, name=f"社工{number}", post="community_worker", grade=2), by=clerk)

    asked = {"child_kind": "community", "post": "community_worker", "at_least": 6}
    assert ask("children_with_staff_share", town.street, **asked) == Fraction(1, 2)
    actions.enter(Staff(node=town.west, name="社工五", post="community_worker"), by=clerk)
    assert ask("children_with_staff_share", town.street, **asked) == 1
    assert ask("staff_counted", town.street, post="community_worker") == 12
    assert ask("graded_staff_share", town.street) == Fraction(8, 12)
    assert ask("graded_staff_share", town.compound) is None


@pytest.mark.row("Q19")
def test_a_secretary_selected_into_the_street_counts_since_the_programme_began(town: Street, clerk: User) -> None:
    one = actions.enter(Staff(node=town.east, name="孙书记", post="community_secretary"), by=clerk)
    other = actions.enter(Staff(node=town.east, name="周社工", post="community_worker"), by=clerk)
    for row in (one, other):
        actions.change_post(row, node=town.street, post="street_leader", on=MAY_1, by=clerk)

    asked = {"post": "community_secretary", "window": "programme"}
    assert ask("staff_promoted_counted", town.street, **asked) == 1
    assert ask("staff_promoted_counted", town.street, APRIL_30, **asked) == 0


def test_brands_are_those_of_the_node_itself(town: Street, clerk: User) -> None:
    actions.enter(Brand(node=town.street, name="临河红", level=BrandLevel.STREET), by=clerk)
    actions.enter(Brand(node=town.east, name="东苑睦邻", level=BrandLevel.COMMUNITY), by=clerk)
    assert ask("brands_counted", town.street) == 1
    assert ask("brands_counted", town.street, level="community") == 0


@pytest.fixture
def two_new(town: Street, clerk: User) -> Street:
    """An enterprise in the building, one in the circle, one social organisation; one branch is due."""
    actions.describe(town.shop, Unit, {"is_two_new": True, "organisation_due": True}, by=clerk)
    actions.describe(town.workshop, Unit, {"is_two_new": True}, by=clerk)
    actions.describe(town.charity, Unit, {"is_two_new": True}, by=clerk)
    return town


@pytest.mark.row("Q21")
def test_coverage_rises_with_each_guide_and_each_organisation_and_the_gap_list_shrinks(
    two_new: Street, clerk: User
) -> None:
    town = two_new

    def rates() -> list[Fraction | None]:
        names = ("guides_share", "organisations_due_share", "two_new_covered_share", "uncovered_buildings_guided_share")
        return [ask(name, town.street) for name in names]

    def on_the_page() -> list[Fraction]:
        rates = queries.coverage_rates(Q(), Q(), MAY_2)
        return [
            Fraction(rates[name].covered, rates[name].total) for name in ("guide", "organisation", "two_new", "place")
        ]

    def gaps() -> list[int]:
        lists = (queries.units_without_guide, queries.units_without_due_organisation, queries.places_uncovered)
        return [one(Q(), MAY_2).count() for one in lists]

    assert (rates(), gaps()) == ([0, 0, 0, 0], [2, 1, 2])
    actions.name_guide(town.shop, "周引", since=MAY_1, by=clerk)
    assert (rates(), gaps()) == ([Fraction(1, 2), 0, Fraction(1, 3), 0], [1, 1, 2])
    found(NewNode("branch", "商行党支部", town.committee, town.shop, since=MAY_1), reason="成立", by=clerk)
    assert (rates(), gaps()) == ([Fraction(1, 2), 1, Fraction(1, 3), Fraction(1, 2)], [1, 0, 1])
    assert on_the_page() == rates()
    actions.name_guide(town.circle, "吴导", since=MAY_1, by=clerk)
    actions.name_guide(town.workshop, "吴导", since=MAY_1, by=clerk)
    assert (rates(), gaps()) == ([1, 1, Fraction(2, 3), 1], [0, 0, 0])
    assert on_the_page() == rates()
    assert ask("guides_share", town.street, APRIL_30) == 0


@pytest.mark.row("Q21")
def test_a_building_and_a_community_are_asked_for_the_units_located_in_them(two_new: Street, clerk: User) -> None:
    town = two_new
    actions.name_guide(town.shop, "周引", since=MAY_1, by=clerk)
    assert ask("guides_share", town.building) == 1
    assert ask("guides_share", town.circle) == 0
    assert ask("guides_share", town.east) == 1
    assert ask("organisations_due_share", town.circle) is None
    assert ask("two_new_covered_share", town.east) == Fraction(1, 2)


def test_coverage_takes_the_same_queries_for_any_number_of_units(
    two_new: Street, clerk: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(5):
        queries.coverage(MAY_2)
    for number in range(20):
        new = NewNode("enterprise", f"第{number}商行", two_new.street, two_new.building)
        actions.found_unit(new, {"is_two_new": True}, reason="开业", by=clerk)
    with django_assert_num_queries(5):
        assert len(queries.coverage(MAY_2)) == 46 + 2


def test_a_view_that_asks_nothing_about_coverage_reads_none_of_it(
    two_new: Street, django_assert_num_queries: Any
) -> None:
    standing = forest(MAY_2)
    with django_assert_num_queries(0):
        view = View(MAY_2, standing)
    with django_assert_num_queries(5):
        answer("guides_share", {}, [two_new.street.pk], view, "day")
        answer("two_new_covered_share", {}, [two_new.street.pk, two_new.east.pk], view, "day")


@pytest.mark.row("J03")
def test_measures_speak_for_their_day_before_and_after_a_merger(town: Street, clerk: User, today_is: Any) -> None:
    today_is("2021-07-01")
    premises(town.east, "驿站", clerk)
    merge([town.east], town.west, on=MAY_1, reason="撤并", by=clerk)
    assert ask("premises_counted", town.west, APRIL_30, kind="red_station") == 0
    assert ask("premises_counted", town.west, MAY_2, kind="red_station") == 1
    assert ask("children_counted", town.street, APRIL_30, kind="community") == 2
    assert ask("children_counted", town.street, MAY_2, kind="community") == 1
