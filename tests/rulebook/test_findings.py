"""What an author is told of a broken pack, word by word and at its place; what is only just right passes."""

import pytest

from mulin.rulebook.linting import lint
from mulin.rulebook.schema import Pack
from tests.rulebook.conftest import Change

ALL = "rubrics › community › sections › all"
ITEMS = f"{ALL} › indicators › 1 › items"
LEVELS = "way: levels, levels: [{{at_least: {}, points: {}}}, {{at_least: {}, points: {}}}],"
SECTION = ", section: 一}}\nkinds"


def told(pack: Pack, measures: object = None) -> list[str]:
    """Every finding as its author reads it."""
    found = lint(pack, measures)  # type: ignore[arg-type]
    assert {finding.level for finding in found} <= {"error", "warning"}
    return [str(finding) for finding in found]


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        (
            "max: 6",
            "max: 5.50",
            [
                "错误 [sum.rubric] rubrics › community：各部分合计 9.5 分，与总分 10 分不符",
                f"错误 [sum.section] {ALL}：各项合计 9.5 分，与本部分 10 分不符",
            ],
        ),
        (
            "        total: 10\n",
            "        weight: 1/3\n",
            ["错误 [sum.rubric] rubrics › community：各部分合计 10/3 分，与总分 10 分不符"],
        ),
        (
            "        total: 10\n",
            "        kind: deduction\n",
            [
                "错误 [sum.rubric] rubrics › community：各部分合计 0 分，与总分 10 分不符",
                f"错误 [sum.cap_missing] {ALL}：加分、扣分部分要写上限 cap",
            ],
        ),
        (
            "way: share,",
            "way: per_unit, points: 1, cap: 6.5,",
            [f"错误 [score.above_max] {ITEMS} › 01.1：上限 6.5 分超过本项 6 分"],
        ),
        (
            "way: share,",
            LEVELS.format(1, 3, 2, 7),
            [f"错误 [score.above_max] {ITEMS} › 01.1：分档的分数超过本项 6 分"],
        ),
        (
            "way: share,",
            LEVELS.format(2, 1, 1, 2),
            [f"错误 [score.levels_order] {ITEMS} › 01.1：分档要由低到高，不能重复"],
        ),
        (
            "way: share,",
            LEVELS.format(1, 1, 1, 2),
            [f"错误 [score.levels_order] {ITEMS} › 01.1：分档要由低到高，不能重复"],
        ),
        ('id: "01.2"', 'id: "01.1"', [f"错误 [id.duplicate] {ITEMS}：“01.1”写了不止一次"]),
        ('id: "01.2"', 'id: "02.2"', [f"错误 [id.indicator] {ITEMS} › 02.2：不属于第 1 项指标"]),
        (
            "- {id: compound, name: 小区}",
            "- {id: community, name: 小区}",
            ["错误 [id.duplicate] kinds：“community”写了不止一次"],
        ),
        (
            "evidence: [纪要]",
            "evidence: []",
            [f"提醒 [evidence.missing] {ITEMS} › 01.2：人工评分没有写要看哪些佐证（evidence）"],
        ),
        (
            "because: 要人看",
            "because: ' '",
            [f"错误 [evidence.because_missing] {ITEMS} › 01.2：人工评分要说明为什么没有事实能证明（because）"],
        ),
        (
            "reading: 按比例",
            "reading: ''",
            [f"提醒 [evidence.reading_missing] {ITEMS} › 01.1：自动评分没有写怎样由事实得分（reading）"],
        ),
        (SECTION, "}}\nkinds", ["提醒 [source.section_missing] parameters › veto_kinds › source：出处没有写到章节"]),
    ],
)
def test_an_author_is_told_what_is_wrong_where_and_how_badly(
    changed: Change, old: str, new: str, sentences: list[str]
) -> None:
    assert told(changed(old, new)) == sentences


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("max: 6", "max: 6.0"),
        ("way: share,", "way: per_unit, points: 1, cap: 6,"),
        ("way: share,", LEVELS.format(1, 3, 2, 6)),
        (SECTION, ", ours: true}}\nkinds"),
        ("score_from: 6", "score_from: 6.5"),
    ],
)
def test_what_is_only_just_right_is_let_pass(changed: Change, old: str, new: str) -> None:
    assert told(changed(old, new)) == []


SOURCE = "source: {document: rules, section: 一}"


def an_item(text: str, points: int) -> str:
    """An indicator with one item 01.1."""
    score = "score: {way: manual, because: 看, evidence: [表]}"
    item = f'{{id: "01.1", text: {text}, max: {points}, {score}, {SOURCE}}}'
    return f"          - {{number: 1, name: {text}, items: [{item}]}}\n"


def a_rubric(weight: str, total: str) -> str:
    """A second rubric, with two items of 2 and 3 points called 01.1."""
    return f"""rubrics:
  - id: compound
    name: 小区
    subjects: [compound]
    total: {total}
    {SOURCE}
    sections:
      - id: all
        name: 全部
        weight: {weight}
        indicators:
{an_item("甲", 2)}{an_item("乙", 3)}"""


def test_one_number_for_two_items_of_a_rubric_is_told_even_when_they_stand_apart(changed: Change) -> None:
    twice = "错误 [id.duplicate] rubrics › compound：小项“01.1”写了不止一次"
    assert told(changed(more=a_rubric("100%", "5"))) == [twice]
    assert told(changed(more=a_rubric("50%", "2.5"))) == [twice]


def test_two_sets_of_grades_for_one_rubric_are_told(changed: Change) -> None:
    level = f"{{id: standard, name: 达标, score_from: 6, {SOURCE}}}"
    more = f"gradings:\n  - {{rubric: community, levels: [{level}]}}\n"
    assert told(changed(more=more)) == ["错误 [id.duplicate] gradings：评分表“community”有不止一套等级"]


ORDER = "错误 [grade.order] gradings › community：等级要由低到高排列"


@pytest.mark.parametrize(("score", "sentences"), [(6, []), (7, [ORDER])])
def test_grades_stand_lowest_first(changed: Change, score: int, sentences: list[str]) -> None:
    first = "    levels:\n"
    low = f"      - {{id: low, name: 低, score_from: {score}, {SOURCE}}}\n"
    assert told(changed(first, first + low)) == sentences


def test_a_creation_programme_needs_a_document_to_stand_on(changed: Change) -> None:
    creation = changed("title: 小制度", "title: 小制度\nkind: creation")
    assert told(creation) == []
    documents = tuple(one.model_copy(update={"legal_basis": False}) for one in creation.documents)
    [missing] = told(creation.model_copy(update={"documents": documents}))
    assert missing.startswith("错误 [basis.missing] documents：创建示范活动要有依据文件")
