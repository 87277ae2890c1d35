"""Arguments of measures that name something of a pack: declared with the measure, checked and read aloud everywhere."""

from pathlib import Path
from typing import Any

import pytest

from mulin.judgement.registry import REGISTRY
from mulin.rulebook.linting import lint
from mulin.rulebook.named_arguments import NAMEABLE, PARTS, NamedArguments
from mulin.rulebook.problems import PackError
from mulin.rulebook.reading import read_pack
from mulin.rulebook.rendering import render_markdown
from tests.rulebook.conftest import SMALL, Write
from tests.rulebook.guide import READABLE, Guide

HELD = "measure: {name: activities_held, arguments: {kind: meeting}, window: quarter}"
OF_THE_PRODUCT = {"category", "level", "period", "stage"}
"""Arguments whose words the product says itself, the same in every pack."""
TEXTS_OF_ITS_OWN = {("vetoes_counted", "kind")}
"""Matters of veto are a parameter: each district words its own."""


def asking(name: str, **arguments: Any) -> str:
    """The small pack whose duty asks something else."""
    said = ", ".join(f"{key}: {value}" for key, value in arguments.items())
    return SMALL.replace(HELD, f"measure: {{name: {name}, arguments: {{{said}}}, window: quarter}}")


def test_every_part_that_an_argument_may_name_can_be_looked_up() -> None:
    assert set(PARTS) == set(NAMEABLE)


def test_every_argument_that_takes_words_says_what_of_a_pack_they_name() -> None:
    silent = {
        (measure.name, argument.name)
        for measure in REGISTRY.measures.values()
        for argument in measure.arguments
        if argument.type in {"text", "texts", "key"} and argument.names is None
    }
    assert {one for one in silent - TEXTS_OF_ITS_OWN if one[1] not in OF_THE_PRODUCT} == set()


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("activities_held", {"kind": "party"}, "activities 里没有“party”这类活动"),
        ("people_present", {"kind": "party"}, "activities 里没有“party”这类活动"),
        ("members_taking_part", {"kind": "[meeting, party]"}, "activities 里没有“party”这类活动"),
        ("activity_total", {"kind": "meeting", "field": "people"}, "这类活动没有“people”这一数字栏"),
        ("duty_kept_share", {"duty": "party"}, "duties 里没有“party”这项职责"),
        ("grade_held", {"grade": "gold"}, "gradings 里没有“gold”这个等级"),
        ("children_counted", {"kind": "village"}, "kinds 里没有“village”这种对象"),
        ("staff_counted", {"post": "mayor"}, "posts 里没有“mayor”这个岗位"),
        ("points_months_registered", {"scheme": "stars"}, "points 里没有“stars”这个积分办法"),
        ("structure_gaps_counted", {"structure": "net"}, "structures 里没有“net”这个架构"),
    ],
)
def test_a_name_that_the_pack_does_not_declare_is_told_with_its_line_and_when_linting(
    write: Write, name: str, arguments: dict[str, str], message: str
) -> None:
    folder = write(asking(name, **arguments))
    with pytest.raises(PackError) as raised:
        read_pack(folder, REGISTRY.describe())
    [problem] = raised.value.problems
    assert (problem.message, problem.line) == (message, SMALL[: SMALL.index(HELD)].count("\n") + 1)
    found = lint(read_pack(folder), REGISTRY.describe())
    assert [one.message for one in found if one.code == "reference.unknown"] == [message]


def test_a_premises_kind_and_its_levels_are_known_where_the_pack_declares_some(write: Write) -> None:
    premises = """premises:
  - id: station
    name: 驿站
    holders: [community]
    levels: [{id: standard, name: 标准型}]
    source: {document: rules, section: 一}
"""
    asked = {"kind": "station", "standard": "any"}
    assert read_pack(write(asking("premises_counted", **asked) + premises), REGISTRY.describe())
    with pytest.raises(PackError, match="premises 里没有“hall”这种阵地"):
        read_pack(write(asking("premises_counted", kind="hall") + premises), REGISTRY.describe())
    with pytest.raises(PackError, match="这种阵地没有“gold”这一级"):
        read_pack(write(asking("premises_counted", **asked | {"standard": "gold"}) + premises), REGISTRY.describe())
    assert read_pack(write(asking("premises_counted", kind="hall")), REGISTRY.describe())


def test_a_pack_is_read_aloud_with_the_names_of_what_its_measures_ask_about(write: Write) -> None:
    pack = read_pack(write(asking("people_present", kind="meeting")))
    assert "活动到场人次`people_present`（kind=会议；本季度）" in render_markdown(pack, REGISTRY.describe())
    assert "`people_present`（kind=meeting；本季度）" in render_markdown(pack)


def test_the_readable_text_beside_the_guide_is_what_its_examples_read_like(tmp_path: Path) -> None:
    pack = Guide(tmp_path).pack
    assert READABLE.read_text(encoding="utf-8") == render_markdown(pack, REGISTRY.describe())


TALKS = """activities:
  - id: talk
    name: 谈话
    hosts: [community]
    fields: [{id: matters, name: 事项, kind: decimal}, {id: topic, name: 主题}]
    source: {document: rules, section: 一}
"""


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("activities_held", {"kind": "talk"}, None),
        ("activities_held", {"kind": "[talk, meeting]"}, None),
        ("activities_held", {"kind": "{parameter: veto_kinds}"}, None),
        ("activity_total", {"kind": "talk", "field": "matters"}, None),
        ("activity_total", {"kind": "[talk, meeting]", "field": "matters"}, None),
        ("activity_total", {"kind": "talk", "field": "topic"}, "这类活动没有“topic”这一数字栏"),
        ("activity_total", {"kind": "[talk, meeting]", "field": "topic"}, "这类活动没有“topic”这一数字栏"),
        ("duty_kept_share", {"duty": "meeting"}, None),
        ("grade_held", {"grade": "standard"}, None),
        ("children_counted", {"kind": "compound"}, None),
    ],
)
def test_a_number_is_asked_of_kinds_that_all_have_it_and_what_is_declared_passes(
    write: Write, name: str, arguments: dict[str, str], message: str | None
) -> None:
    pack = read_pack(write(asking(name, **arguments), talks=TALKS))
    assert [sentence for _place, sentence in NamedArguments(REGISTRY.describe()).unknown(pack)] == [
        sentence for sentence in (message,) if sentence is not None
    ]
