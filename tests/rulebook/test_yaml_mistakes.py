"""What YAML itself cannot read is told in Chinese, at the line where the reader stumbled."""

import datetime
from collections.abc import Iterator

import pytest
from ruamel.yaml import YAMLError

from mulin.rulebook.problems import Problem
from mulin.rulebook.sources import parsed, yaml_problem


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    """A text is parsed once a process; here it is read each time."""
    parsed.cache_clear()
    yield
    parsed.cache_clear()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb\nc: 2\n", 3, "缺少冒号；冒号后还要空一格"),
        ("a:\n  - x\n - y\n", 3, "缩进与上一行不对齐"),
        ("a: 'x\nb: 2\n", 3, "引号或括号没有收口"),
        ("a: [1, 2\nb: 3\n", 2, "方括号或花括号内缺少逗号，或没有收口"),
        ("a: {x: 1\n", 2, "方括号或花括号内缺少逗号，或没有收口"),
        ("a: 1\nb: *x\n", 2, "引用了没有定义的别名"),
        ("a: b: c\n", 1, "此处多了一个冒号，或缩进不对；含冒号的文字请加引号"),
        ("a: 1\n\tb: 1\n", 2, "此处有不能使用的字符（例如制表符），请改用空格缩进"),
        ("a: 1\na: 2\n", 2, "同一个名称写了两次，请删去一个"),
        ("a: |x\n  t\n", 1, "YAML 写法有误，请检查这一行附近的缩进、冒号和引号"),
    ],
)
def test_a_mistake_of_yaml_is_named_at_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(YAMLError) as raised:
        parsed(text)
    assert yaml_problem("rules.yaml", raised.value) == Problem("rules.yaml", line, "", message)


def test_a_mistake_without_a_line_is_told_at_the_first() -> None:
    assert yaml_problem("rules.yaml", YAMLError("?")).line == 1


def test_a_day_is_a_day_and_one_that_no_calendar_has_stays_as_written() -> None:
    found = parsed("since: 2021-02-28\nuntil: 2021-02-30\n")
    assert found["since"] == datetime.date(2021, 2, 28)
    assert found["until"] == "2021-02-30"
