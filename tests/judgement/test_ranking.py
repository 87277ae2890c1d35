"""Quotas: who gets a place among those they are ranked with, and what is said to who gets none."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mulin.judgement.explanation import Missing
from mulin.judgement.grades import Standing
from mulin.judgement.ranking import grade_all, held_with, ranks
from tests.judgement.clauses import level, manual, pack, parameter, rubric, section
from tests.judgement.test_evaluation import LEVELS
from tests.judgement.test_grades import case, grading


def ranked(totals, quota):
    levels = grading(level("excellent", 60, quota=quota))
    outcome = grade_all(levels, {place: Standing(Decimal(total)) for place, total in enumerate(totals)}, case())
    return levels, outcome


def test_a_quota_goes_to_the_best_and_ties_at_the_edge_fall_out():
    _, outcome = ranked([95, 90, 90, 80], {"number": "2"})
    assert [place for place, one in outcome.items() if one.held] == [0]
    text = "excellent只有 2 个名额，总分须高于 90 分（现 90 分）"
    assert outcome[1].refused["excellent"] == (Missing("quota", text, 90, 90, ("excellent",)),)


def test_ties_at_the_edge_come_in_where_the_pack_says_so():
    _, outcome = ranked([95, 90, 90, 80], {"number": "2", "ties": "in"})
    assert [place for place, one in outcome.items() if one.held] == [0, 1, 2]


def of_sections(quota, *sections):
    """The best of those with the same total, by a section."""
    standings = {place: Standing(Decimal(90), {"people": Decimal(one)}) for place, one in enumerate(sections)}
    outcome = grade_all(grading(level("excellent", 60, quota=quota)), standings, case())
    return outcome, [place for place, one in outcome.items() if one.held]


def test_the_same_total_is_decided_by_the_section_named_next():
    quota = {"number": "1", "then_by": ["people"]}
    outcome, held = of_sections(quota, 15, 20)
    assert held == [1]
    assert "比下一项得分时靠后" in outcome[0].refused["excellent"][0].text
    assert of_sections(quota, 20, 20)[1] == [], "still the same: nobody"
    assert of_sections(quota | {"ties": "in"}, 20, 20, 15)[1] == [0, 1]


def test_places_are_given_within_each_superior():
    levels = grading(level("excellent", 60, quota={"number": "1", "within": "street"}))
    standings = {place: Standing(Decimal(total)) for place, total in enumerate([95, 90, 70, 60, 65])}
    above = {0: 100, 1: 100, 2: 200, 3: 200, 4: None}
    outcome = grade_all(levels, standings, replace(case(), above=lambda subject, kind: above[subject]))
    assert [place for place, one in outcome.items() if one.held] == [0, 2, 4]


@pytest.mark.parametrize(("rounding", "places"), [("down", 1), ("up", 2)])
def test_a_share_of_all_subjects_is_rounded_as_the_pack_says(rounding, places):
    _, outcome = ranked([95, 90, 85, 80, 70], {"share": "30%", "rounding": rounding})
    assert sum(bool(one.held) for one in outcome.values()) == places


def test_places_in_a_share_too_small_for_one_are_none():
    _, outcome = ranked([95, 90, 85], {"share": "30%"})
    assert [one.held for one in outcome.values()] == [[], [], []]
    assert outcome[0].refused["excellent"] == (Missing("quota", "excellent没有名额", None, 95, ("excellent",)),)


@pytest.mark.parametrize(
    ("quota", "places"), [({"number": "1", "share": "80%"}, 1), ({"number": "9", "share": "50%"}, 2)]
)
def test_of_a_number_and_a_share_the_smaller_counts(quota, places):
    _, outcome = ranked([95, 90, 85, 80], quota)
    assert sum(bool(one.held) for one in outcome.values()) == places


def test_while_the_district_has_set_no_number_of_places_nobody_gets_one_and_why_is_said():
    levels = grading(level("excellent", 60, quota={"number": {"parameter": "places"}}))
    standings = {1: Standing(Decimal(95)), 2: Standing(Decimal(50))}
    outcome = grade_all(levels, standings, case([parameter("places")]))
    text = "参数“名称places”尚未设置，名额无法确定"
    assert outcome[1].refused["excellent"] == (Missing("parameter", text, about=("places",)),)
    assert outcome[2].refused["excellent"][0].kind == "points"
    assert grade_all(levels, standings, case([parameter("places")], places=1))[1].held == ["excellent"]


def test_whoever_has_no_points_in_the_section_compared_next_stands_behind():
    levels = grading(level("excellent", 60, quota={"number": "1", "then_by": ["people"]}))
    standings = {1: Standing(Decimal(90)), 2: Standing(Decimal(90), {"people": Decimal("0.5")})}
    outcome = grade_all(levels, standings, case())
    assert [subject for subject, one in outcome.items() if one.held] == [2]
    (missing,) = outcome[1].refused["excellent"]
    assert (missing.kind, missing.needed, missing.have, missing.about) == ("quota", 90, 90, ("excellent",))


def test_one_level_with_a_quota_lets_everybody_be_ranked():
    free, few = level("standard", 60), level("excellent", 60, quota={"number": "1"})
    assert [ranks(one) for one in (grading(free, few), grading(free), None)] == [True, False, False]


@pytest.mark.parametrize(
    ("levels", "grade", "held"),
    [
        (LEVELS, "demonstration", ["standard", "demonstration"]),
        (LEVELS, "standard", ["standard"]),
        (LEVELS, "", []),
        (LEVELS, "gone", None),
        ([level("standard", 75), level("special", 60)], "special", None),
    ],
)
def test_of_the_highest_grade_the_lower_ones_are_known_only_where_it_requires_them(levels, grade, held):
    grading = pack(
        rubrics=[rubric("street", [section("all", [manual("01.1", "100")])])],
        gradings=[{"rubric": "street", "levels": levels}],
    ).grading("street")
    assert held_with(grading, grade) == held
