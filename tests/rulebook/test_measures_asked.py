"""How a pack asks measures: they exist, take the arguments that are given, and are about those who owe the duty."""

from typing import Any

import pytest

from mulin.rulebook.schema.base import MeasureRef
from tests.rulebook.conftest import Change
from tests.rulebook.test_findings import told

TYPES = ("text", "key", "texts", "integer", "decimal", "boolean", "shape")
"""The types of arguments; nobody knows what a shape is."""
PLACE = "duties › meeting › measure"


def told_of(changed: Change, described: object, **arguments: Any) -> list[str]:
    """What is said of a duty that asks this measure."""
    pack = changed()
    measure = MeasureRef.model_validate({"name": "asked", "arguments": arguments})
    duty = pack.duties[0].model_copy(update={"measure": measure})
    kept = {"duty_kept_share": {"arguments": {"duty": "text"}}}
    return told(pack.model_copy(update={"duties": (duty,)}), kept | {"asked": described})


@pytest.mark.parametrize(
    ("value", "fitting"),
    [
        ("会议", {"text", "key", "texts", "shape"}),
        (["会议", "谈话"], {"texts", "shape"}),
        (3, {"integer", "decimal", "shape"}),
        (-3, {"integer", "decimal", "shape"}),
        ("3", {"text", "key", "texts", "integer", "decimal", "shape"}),
        ("3.5", {"text", "key", "texts", "decimal", "shape"}),
        ("-3.5", {"text", "key", "texts", "decimal", "shape"}),
        ("3.5.1", {"text", "key", "texts", "shape"}),
        ("三", {"text", "key", "texts", "shape"}),
        ("３", {"text", "key", "texts", "shape"}),
        (True, {"boolean", "shape"}),
        ({"parameter": "veto_kinds"}, set(TYPES)),
    ],
)
def test_an_argument_is_of_the_type_that_the_measure_takes(changed: Change, value: Any, fitting: set[str]) -> None:
    fits = {kind for kind in TYPES if not told_of(changed, {"arguments": {"what": kind}}, what=value)}
    assert fits == fitting


@pytest.mark.parametrize(
    "arguments",
    [
        {"what": "text"},
        {"what": {"type": "text"}},
        [{"name": "what", "type": "text"}],
    ],
)
def test_however_measures_are_described_a_wrong_argument_is_told(changed: Change, arguments: object) -> None:
    described = {"arguments": arguments}
    assert told_of(changed, described, what="会议") == []
    assert told_of(changed, described) == []
    assert told_of(changed, described, what=3) == [f"错误 [measure.argument] {PLACE}：度量“asked”的参数“what”不能是“3”"]
    assert told_of(changed, described, sort="大") == [f"错误 [measure.argument] {PLACE}：度量“asked”没有参数“sort”"]
    assert told_of(changed, {}, sort="大") == [f"错误 [measure.argument] {PLACE}：度量“asked”没有参数“sort”"]


def test_an_argument_that_is_required_may_not_be_missing(changed: Change) -> None:
    described = {"arguments": {"what": {"type": "text", "required": True}, "how": {"type": "text"}}}
    assert told_of(changed, described, what="会议") == []
    assert told_of(changed, described) == [f"错误 [measure.argument] {PLACE}：度量“asked”缺少参数“what”"]


def test_a_measure_that_nobody_knows_is_told(changed: Change) -> None:
    place = "rubrics › community › sections › all › indicators › 1 › items › 01.1 › score › measure"
    assert told(changed(), {"activities_held": {"arguments": {"kind": "text"}}}) == [
        f"错误 [measure.unknown] {place}：没有“duty_kept_share”这个度量"
    ]


@pytest.mark.parametrize(("subject", "sentences"), [("community", []), ("member", ["党员"])])
def test_a_duty_of_nodes_asks_about_nodes_also_when_it_excuses(
    changed: Change, subject: str, sentences: list[str]
) -> None:
    described = {"arguments": {"kind": "text"}}
    asked = {"name": "people_there", "window": "day"}
    pack = changed()
    duty = pack.duties[0].model_copy(update={"excused_without": MeasureRef.model_validate(asked)})
    measures = {
        "activities_held": described,
        "duty_kept_share": {"arguments": {"duty": "text"}},
        "people_there": {"declaration": {"subject": subject}},
    }
    assert told(pack.model_copy(update={"duties": (duty,)}), measures) == [
        f"错误 [measure.subject] duties › meeting：度量“people_there”问的是{who}，与职责的对象不同" for who in sentences
    ]
