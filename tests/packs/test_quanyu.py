"""Pack quanyu 2021 says what the catalogue says, and is judged by facts as far as facts can show."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from mulin.judgement.registry import REGISTRY
from mulin.rulebook.cases import items_without_a_case, read_cases
from mulin.rulebook.linting import lint
from mulin.rulebook.reading import load_stored, pack_hash, pack_text
from mulin.rulebook.rendering import render_markdown
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import ParameterRef
from mulin.rulebook.schema.grades import (
    ChildrenCondition,
    ChildrenCountCondition,
    FactCondition,
    GradeLevel,
    VetoCondition,
)
from mulin.rulebook.schema.rubrics import Item
from mulin.rulebook.schema.scoring import Deduct, Manual, Threshold
from mulin.rulebook.schema.tasks import Milestone, Target, Task
from tests.packs.conftest import QUANYU

POINTS = {
    "street": {1: [10, 10], 2: [5, 15], 3: [10, 5], 4: [10, 10, 5], 5: [10, 10]},
    "community": {6: [10, 10], 7: [10, 10], 8: [10, 10], 9: [5, 10], 10: [5, 10, 10]},
    "compound": {11: [10, 10], 12: [10, 10], 13: [5, 5, 10], 14: [20], 15: [10, 10]},
    "building": {16: [15, 5], 17: [10, 10], 18: [10, 10], 19: [20], 20: [10, 5, 5]},
    "circle": {21: [5, 10, 5], 22: [10, 5, 10], 23: [10, 10], 24: [15], 25: [10, 10]},
    "social": {26: [10, 10, 10], 27: [10, 10, 10, 10], 28: [10, 10, 10]},
}
"""Row Q02 of the catalogue."""


def items(pack: Pack) -> list[Item]:
    return [item for rubric in pack.rubrics for item in rubric.items]


def levels(pack: Pack, rubric: str) -> dict[str, GradeLevel]:
    grading = pack.grading(rubric)
    assert grading is not None
    assert [level.id for level in grading.levels] == ["standard", "demonstration"]
    return {level.id: level for level in grading.levels}


def default(pack: Pack, reference: object) -> object:
    assert isinstance(reference, ParameterRef)
    return next(one.default for one in pack.parameters if one.id == reference.parameter)


@pytest.mark.row("Q02")
def test_six_rubrics_28_indicators_63_items_with_the_exact_points(quanyu: Pack) -> None:
    found = {
        rubric.id: {
            indicator.number: [int(item.max) for item in indicator.items]
            for section in rubric.sections
            for indicator in section.indicators
        }
        for rubric in quanyu.rubrics
    }
    assert found == POINTS
    assert len(items(quanyu)) == 63
    assert {rubric.total for rubric in quanyu.rubrics} == {Decimal(100)}
    assert [rubric.subjects for rubric in quanyu.rubrics] == [(name,) for name in POINTS]


@pytest.mark.row("Q02")
def test_most_items_are_judged_from_facts_and_the_others_say_why_not(quanyu: Pack) -> None:
    manual = [item for item in items(quanyu) if isinstance(item.score, Manual)]
    assert len(items(quanyu)) - len(manual) == 47
    assert all(item.score.because and item.score.evidence for item in manual if isinstance(item.score, Manual))
    assert "07.2" in {item.id for item in manual}, "system activity is never scored by the system"


@pytest.mark.row("Q02")
def test_the_quarterly_meeting_is_scored_by_the_share_of_quarters_kept(quanyu: Pack) -> None:
    duty = quanyu.duty("joint_meeting")
    assert (duty.period, duty.times, duty.subjects) == ("quarter", Decimal(1), ("community",))
    item = next(item for item in items(quanyu) if item.id == "06.2")
    assert item.score.way == "share"
    assert (item.score.measure.name, item.score.measure.arguments) == ("duty_kept_share", {"duty": "joint_meeting"})


@pytest.mark.row("Q02")
def test_every_automatic_item_has_a_case_with_one_more_fact(quanyu: Pack) -> None:
    assert items_without_a_case(quanyu, read_cases(QUANYU, quanyu)) == []


def test_no_case_expects_what_the_rules_cannot_give(quanyu: Pack) -> None:
    by_id = {item.id: item for item in items(quanyu)}
    for case in read_cases(QUANYU, quanyu):
        for step in case.steps:
            if step.expect.item is None or step.expect.score is None:
                continue
            item = by_id[step.expect.item]
            assert 0 <= step.expect.score <= item.max
            if isinstance(item.score, Threshold | Deduct):
                assert step.expect.score in (0, item.max)


@pytest.mark.row("Q03")
@pytest.mark.parametrize("rubric", POINTS)
def test_standard_needs_75_points(quanyu: Pack, rubric: str) -> None:
    level = levels(quanyu, rubric)["standard"]
    assert (level.name, level.score_from, level.requires) == ("标准型", Decimal(75), None)
    assert not any(isinstance(condition, VetoCondition) for condition in level.conditions)


@pytest.mark.row("Q03")
def test_a_standard_street_has_only_standard_places_and_a_set_number_of_organisations(quanyu: Pack) -> None:
    children, count = levels(quanyu, "street")["standard"].conditions
    assert isinstance(children, ChildrenCondition)
    assert (children.kinds, children.grade) == (("community", "compound", "building", "circle"), "standard")
    assert (children.share, children.pooled) == (Fraction(1), False)
    assert isinstance(count, ChildrenCountCondition)
    assert (count.kinds, count.grade) == (("social",), "standard")
    assert default(quanyu, count.at_least) is None, "the document leaves the number blank"


@pytest.mark.row("Q03")
def test_a_standard_community_has_only_standard_compounds_and_effective_participation(quanyu: Pack) -> None:
    children, facts = levels(quanyu, "community")["standard"].conditions
    assert isinstance(children, ChildrenCondition)
    assert (children.kinds, children.grade, children.share) == (("compound",), "standard", Fraction(1))
    assert isinstance(facts, FactCondition)
    assert facts.measure.name == "social_participations_counted"
    assert default(quanyu, facts.at_least) is None, "the document does not say what 有效 means"


@pytest.mark.row("Q03")
@pytest.mark.parametrize("rubric", ["compound", "building", "circle", "social"])
def test_for_the_others_the_score_alone_makes_the_standard(quanyu: Pack, rubric: str) -> None:
    assert levels(quanyu, rubric)["standard"].conditions == ()


@pytest.mark.row("Q04")
@pytest.mark.parametrize("rubric", POINTS)
def test_demonstration_needs_standard_90_points_and_no_veto(quanyu: Pack, rubric: str) -> None:
    level = levels(quanyu, rubric)["demonstration"]
    assert (level.name, level.score_from, level.requires) == ("示范型", Decimal(90), "standard")
    [veto] = [one for one in level.conditions if isinstance(one, VetoCondition)]
    assert default(quanyu, veto.kinds) == [], "the document has no list; empty means not configured"


@pytest.mark.row("Q04")
@pytest.mark.parametrize(
    ("rubric", "kinds"),
    [("street", ("community", "compound", "building", "circle")), ("community", ("compound",))],
)
def test_three_tenths_of_each_kind_below_are_demonstrations(quanyu: Pack, rubric: str, kinds: tuple[str, ...]) -> None:
    children = next(
        one for one in levels(quanyu, rubric)["demonstration"].conditions if isinstance(one, ChildrenCondition)
    )
    assert (children.kinds, children.grade) == (kinds, "demonstration")
    assert (children.share, children.pooled) == (Fraction(3, 10), False)


@pytest.mark.row("Q04")
def test_numbers_the_document_leaves_blank_are_for_the_district(quanyu: Pack) -> None:
    street = levels(quanyu, "street")["demonstration"].conditions[1]
    community = levels(quanyu, "community")["demonstration"].conditions[1]
    assert isinstance(street, ChildrenCountCondition)
    assert isinstance(community, FactCondition)
    assert default(quanyu, street.at_least) is None
    assert default(quanyu, community.at_least) is None


def target_values(milestone: Milestone) -> dict[str, Decimal]:
    return {one.name: one.at_least for one in milestone.targets if isinstance(one.at_least, Decimal)}


def asked(target: Target) -> object:
    return target.measure and target.measure.arguments.get("kinds")


@pytest.mark.row("Q09")
def test_milestones_stand_at_the_four_dates(quanyu: Pack) -> None:
    days = [(milestone.day, milestone.cumulative) for milestone in quanyu.milestones]
    assert days == [
        (datetime.date(2021, 2, 28), False),
        (datetime.date(2021, 6, 30), False),
        (datetime.date(2022, 12, 31), True),
        (datetime.date(2023, 12, 31), True),
    ]


@pytest.mark.row("Q09")
def test_milestones_have_the_figures_of_the_document(quanyu: Pack) -> None:
    _february, june, december_2022, december_2023 = (target_values(one) for one in quanyu.milestones)
    wanted = {"示范型社区": 6, "示范型小区": 33, "示范型楼宇、商圈合计": 2, "示范型社会组织": 1}
    wanted |= {"示范型党群服务中心": 2, "示范型红色驿站": 3, "标准型社区": 1, "标准型小区": 1}
    assert {name: june[name] for name in wanted} == wanted
    assert december_2022 == {"示范型社区": 11, "示范型小区": 60, "示范型楼宇": 2, "示范型商圈": 2, "示范型社会组织": 2}
    assert {name: december_2023[name] for name in ("示范型社区", "示范型小区", "示范型社会组织")} == {
        "示范型社区": 1,
        "示范型小区": 1,
        "示范型社会组织": 3,
    }


@pytest.mark.row("Q09")
def test_buildings_and_circles_count_together_in_2021_and_apart_in_2022(quanyu: Pack) -> None:
    june, december = quanyu.milestones[1], quanyu.milestones[2]
    assert ["building", "circle"] in [asked(target) for target in june.targets]
    assert {str(asked(target)) for target in december.targets} >= {"['building']", "['circle']"}


def tasks(pack: Pack) -> dict[int, Task]:
    [listed] = pack.task_lists
    return {task.number: task for task in listed.tasks}


@pytest.mark.row("Q10")
def test_twenty_five_tasks_stand_in_five_actions(quanyu: Pack) -> None:
    listed = list(tasks(quanyu).values())
    assert [task.number for task in listed] == list(range(1, 26))
    actions = [action.id for action in quanyu.task_lists[0].actions]
    assert [[task.action for task in listed].count(action) for action in actions] == [9, 5, 4, 3, 4]


@pytest.mark.row("Q10")
def test_the_words_for_dates_are_read_as_decided_and_can_be_changed(quanyu: Pack) -> None:
    read = {}
    for number, task in tasks(quanyu).items():
        if task.due.by is not None:
            read[number] = default(quanyu, task.due.by)
    february, march, may, june = "2021-02-28", "2021-03-31", "2021-05-31", "2021-06-30"
    assert read == {
        1: february, 2: february, 3: march, 4: "2021-03-10", 5: may, 6: june, 10: march, 11: may,
        12: june, 13: june, 14: june, 15: may, 19: may, 20: june,
    }  # fmt: skip


@pytest.mark.row("Q10")
def test_cadences_of_tasks_are_the_documents(quanyu: Pack) -> None:
    cadences = {
        number: (task.cadence.period, task.cadence.times)
        for number, task in tasks(quanyu).items()
        if task.cadence is not None
    }
    assert cadences == {
        8: ("month", 1), 9: ("quarter", 1), 21: ("month", 2), 23: ("two_months", 1), 24: ("year", 6), 25: ("year", 1),
    }  # fmt: skip
    goals = {goal.name: goal.at_least for goal in tasks(quanyu)[25].goals}
    assert goals == {"公益创投": 1, "参加县级大赛的项目": 6, "优秀项目": 2}


@pytest.mark.row("Q18")
def test_the_card_is_exchanged_monthly_for_at_least_one_better_two_services(quanyu: Pack) -> None:
    [scheme] = quanyu.points
    [exchange] = scheme.exchanges
    assert (scheme.subjects, scheme.total, scheme.parts[0].max) == ("members", None, None)
    assert (exchange.period, exchange.at_least, exchange.better) == ("month", 1, 2)
    assert not exchange.source.ours
    assert all(rule.source.ours for rule in scheme.rules), "the document does not say what gives points"


@pytest.mark.row("Q26")
def test_five_phases_follow_each_other(quanyu: Pack) -> None:
    assert [(phase.name, phase.since, phase.until) for phase in quanyu.phases] == [
        ("规划部署", "2020-10", "2021-02"),
        ("示范推进", "2021-02", "2021-06"),
        ("全面推进", "2021-07", "2023-06"),
        ("全面验收", "2023-07", "2023-12"),
        ("长效提升", "2024-01", None),
    ]


def test_linting_finds_only_system_activity_and_that_is_answered(quanyu: Pack) -> None:
    found = lint(quanyu)
    assert [(one.level, one.code, one.place.split(" › ")[-1]) for one in found] == [
        ("warning", "burden.system_activity", "07.2"),
        ("warning", "burden.system_activity", "task_07"),
    ]
    assert all(one.acknowledged for one in found)


def test_every_measure_that_is_named_exists_and_takes_its_arguments(quanyu: Pack) -> None:
    assert [str(one) for one in lint(quanyu, REGISTRY.describe()) if one.level == "error"] == []


def test_the_rendering_has_every_item_with_its_source(quanyu: Pack) -> None:
    lines = render_markdown(quanyu).splitlines()
    for item in items(quanyu):
        [line] = [line for line in lines if f"| {item.id} | {item.text} |" in line]
        assert f"| {int(item.max)} |" in line
        assert line.endswith(f"第{item.source.number}项〕 |")
    for task in tasks(quanyu).values():
        assert any(line.startswith(f"| {task.number} | **{task.name}**") for line in lines)


def test_the_edition_stores_whole(quanyu: Pack) -> None:
    assert load_stored(pack_text(quanyu)) == quanyu
    assert pack_hash(load_stored(pack_text(quanyu))) == pack_hash(quanyu)
