"""How values of a pack are said, to its author and to those who live by it."""

import functools
from decimal import Decimal
from pathlib import Path

import pytest

from mulin.judgement.registry import REGISTRY
from mulin.rulebook.reading import read_pack
from mulin.rulebook.schema import Pack
from mulin.rulebook.schema.base import MeasureRef, ParameterRef, Source
from mulin.rulebook.wording.rubrics import level_words
from mulin.rulebook.wording.words import Words, table

QUANYU = Path(__file__).parents[2] / "packs" / "quanyu" / "2021"
BLANK_PARAMETER = "〈街道达标准型所需的标准型社会组织数：未配置〉"


@functools.cache
def quanyu() -> Pack:
    return read_pack(QUANYU)


def words(*, codes: bool) -> Words:
    return Words(quanyu(), REGISTRY.describe(), codes=codes)


def held(**arguments: object) -> MeasureRef:
    return MeasureRef.model_validate({"name": "activities_held", "arguments": arguments, "window": "quarter"})


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (
            True,
            "举办活动次数`activities_held`（kind=社区“大党委”季度会议，notice_before=是，"
            f"attended_by_at_least={BLANK_PARAMETER}；本季度）",
        ),
        (False, f"举办活动次数（社区“大党委”季度会议，须提前通知，到场人数不少于 {BLANK_PARAMETER}；本季度）"),
    ],
)
def test_what_a_measure_is_asked(codes: bool, said: str) -> None:
    blank = ParameterRef(parameter="standard_social_count")
    asked = held(kind="joint_meeting", notice_before=True, attended_by_at_least=blank)
    assert words(codes=codes).measure(asked) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [("month", "月"), ("quarter", "季度"), ("half_year", "半年"), ("year", "年"), (False, "否"), (["a", "b"], "a、b")],
)
def test_a_measure_nobody_knows_is_told_as_it_is_written(value: object, said: str) -> None:
    unknown = MeasureRef.model_validate({"name": "nowhere", "arguments": {"period": value}})
    assert words(codes=True).measure(unknown) == f"`nowhere`（period={said}；本年）"
    assert words(codes=False).measure(unknown) == f"（{said}；本年）"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (Source(document="plan", section="二", number="3"), "〔二 第3项〕"),
        (Source(document="plan", section="二", number="3", ours=True), "〔二 第3项；本产品补充〕"),
        (
            Source(document="county_plan", section="附件1", number="（一）"),
            "〔《海盐县2021年全面从严治党跃升战工作部署要求》 附件1 （一）〕",
        ),
        (Source(document="plan"), "〔《关于开展城市基层党建全域提升行动的工作方案》〕"),
    ],
)
def test_a_source_names_its_document_first_where_there_are_several(source: Source, said: str) -> None:
    assert words(codes=False).source(source) == said


def test_a_grade_is_called_as_the_rubric_of_these_kinds_calls_it() -> None:
    pack = quanyu()
    social = next(one for one in pack.gradings if one.rubric == "social")
    other = social.model_copy(
        update={"levels": tuple(one.model_copy(update={"name": "社会组织" + one.name}) for one in social.levels)}
    )
    gradings = (other, *(one for one in pack.gradings if one.rubric != "social"))
    said = Words(pack.model_copy(update={"gradings": gradings}))
    assert said.grade(["street"], "standard") == "标准型"
    assert said.grade(["social"], "standard") == "社会组织标准型"
    assert said.grade(["nowhere"], "standard") == "standard"


def test_a_level_without_a_least_total_names_none_unless_it_asks_for_nothing_else() -> None:
    rubric = quanyu().rubric("street")
    level = next(one for one in quanyu().gradings if one.rubric == "street").levels[0]
    asks = level.model_copy(update={"score_from": Decimal(0), "quota": None})
    assert asks.conditions
    assert not any(one.startswith("得分") for one in level_words(words(codes=False), rubric, asks))
    nothing = asks.model_copy(update={"conditions": ()})
    assert list(level_words(words(codes=False), rubric, nothing)) == ["得分 0 分以上"]


def test_facts_of_a_text_are_blanks_for_a_reader_and_places_for_its_author() -> None:
    assert words(codes=False).blanks("祝贺{name}同志入党{years}年") == "祝贺××同志入党××年"
    assert words(codes=True).blanks("祝贺{name}同志") == "祝贺{name}同志"


def test_a_cell_cannot_break_its_table() -> None:
    assert table(["名称", "说明"], [["甲|乙", "第一行\n第二行"]]) == [
        "| 名称 | 说明 |",
        "| --- | --- |",
        "| 甲／乙 | 第一行 第二行 |",
    ]
