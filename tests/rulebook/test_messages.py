"""Whatever is written wrongly is told in Chinese, in words that say what to write instead."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from mulin.rulebook.messages import chinese
from mulin.rulebook.schema import Pack
from tests.rulebook.conftest import Change
from tests.rulebook.guide import Guide


def told(guide: Guide, place: tuple[Any, ...], value: object) -> list[str]:
    with pytest.raises(ValidationError) as raised:
        guide.written(place, value)
    return [chinese(error) for error in raised.value.errors()]


NAME = ("duties", 0, "name")
OFFSET = ("duties", 0, "due", "offset_days")
MONTH = ("duties", 1, "due", "month")
DAY = ("milestones", 0, "day")
COUNT = ("task_lists", 0, "tasks", 0, "goals", 0, "at_least")
FLOOR = ("points", 0, "floor")
PERIODS = "week、month、two_months、quarter、half_year、year、once"
WAYS = "manual、threshold、share、levels、per_unit、deduct、itemised"
ITEM = ("rubrics", 0, "sections", 0, "indicators", 0, "items", 0)


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (NAME, 3, "应是文字（数字请加引号）"),
        (NAME, " ", "名称不能为空"),
        (NAME, "长" * 61, "名称不超过 60 个字"),
        (OFFSET, "后天", "“后天”不是整数"),
        (OFFSET, 1.5, "“1.5”不是整数"),
        (OFFSET, [1], "应是整数"),
        (MONTH, 13, "应不大于 12"),
        (MONTH, 0, "应不小于 1"),
        (("structures", 0, "parts", 2, "gathers"), "也许", "应是 true 或 false"),
        (("structures", 0, "parts", 2, "gathers"), [], "应是 true 或 false"),
        (FLOOR, "不限", "不是数"),
        (FLOOR, [1], "应是数，或 {parameter: 参数名}"),
        (FLOOR, float("inf"), "应是有限的数"),
        (DAY, "三月初", "“三月初”不是日期，请写成 2021-06-30"),
        (DAY, "2024-13-01", "“2024-13-01”不是日期，请写成 2021-06-30"),
        (DAY, "2024-03-01T10:00:00", "只写日期，不写时间，例如 2021-06-30"),
        (DAY, [1], "应是日期，例如 2021-06-30"),
        (("duties", 0, "period"), "fortnight", f"“fortnight”不在可选范围，可写 {PERIODS}"),
        (("duties", 0, "id"), "Council", "“Council”的写法不对，应符合 小写字母、数字和下划线，以字母开头"),
        ((*ITEM, "id"), "1.1", "“1.1”的写法不对，应符合 两位指标号加小项号，例如 06.2"),
        (("kinds", 6, "prefix"), "xx", "“xx”的写法不对，应符合 规定的写法"),
        (("duties", 0, "measure"), "activities_held", "应是“名称: 内容”，不能只写一个值"),
        (("duties", 0, "measure", "arguments"), "council", "应是“名称: 内容”"),
        (("duties", 0, "subjects"), "community", "应是列表（每行以“- ”开头）"),
        (("duties", 0, "subjects"), [], "至少要有 1 项"),
        ((*ITEM, "score", "way"), "sharing", f"“sharing”不在可选范围，可写 {WAYS}"),
        ((*ITEM, "score"), {"because": "看"}, "缺少 way，不知道是哪一种"),
        (("duties", 0, "colour"), "red", "没有“colour”这个词，请核对拼写"),
        (("registration", 0, "copies"), [{"id": one, "name": one, "kept_by": "unit"} for one in "abc"], "至多 2 项"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_by_what_to_write(
    tmp_path: Path, place: tuple[Any, ...], value: object, message: str
) -> None:
    assert message in told(Guide(tmp_path), place, value)


def test_a_missing_word_is_named(tmp_path: Path) -> None:
    guide = Guide(tmp_path)
    with pytest.raises(ValidationError) as raised:
        guide.without(("duties", 0, "period"))
    assert [chinese(error) for error in raised.value.errors()] == ["缺少“period”"]


def test_the_shortest_and_the_longest_name_pass(changed: Change) -> None:
    for name in ("甲", "长" * 60):
        assert changed("name: 每季度开会", f"name: {name}").duty("meeting").name == name


def test_every_wrong_value_is_told_in_chinese(tmp_path: Path) -> None:
    guide = Guide(tmp_path)
    unsaid = set()
    for kind, word, place in guide.each_word():
        for value in ("?", [None], {"?": 1}):
            try:
                guide.written(place, value)
            except ValidationError as refused:
                said = {chinese(error) for error in refused.errors()}
                unsaid |= {f"{kind}.{word}: {one}" for one in said if "此处内容不合要求" in one or one.isascii()}
    assert unsaid == set()


def test_what_nobody_foresaw_is_still_told_in_chinese() -> None:
    assert chinese({"type": "something_new", "loc": ()}) == "此处内容不合要求，请对照格式说明"
    assert chinese({"type": "missing", "loc": ()}) == "缺少“”"
    with pytest.raises(ValidationError) as raised:
        Pack.model_validate([])
    assert [chinese(error) for error in raised.value.errors()] == ["应是“名称: 内容”，不能只写一个值"]
