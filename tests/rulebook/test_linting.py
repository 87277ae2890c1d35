"""Each rule of linting fails on a pack that breaks it, and only on that."""

import pytest

from mulin.rulebook.linting import lint
from mulin.rulebook.schema import Pack
from tests.rulebook.conftest import Change

MEASURES = {
    "activities_held": {"arguments": {"kind": "text", "notice_before": {"type": "boolean"}}, "tables": ["activities"]},
    "duty_kept_share": {"arguments": [{"name": "duty", "type": "text", "required": True}], "tables": ["duties"]},
}


def codes(pack: Pack, measures: object = None) -> set[str]:
    return {finding.code for finding in lint(pack, measures)}  # type: ignore[arg-type]


def test_a_right_pack_has_no_findings(changed: Change) -> None:
    assert lint(changed(), MEASURES) == []


def test_unknown_references_are_found_in_a_pack_made_in_memory(changed: Change) -> None:
    pack = changed().model_copy(update={"activities": (), "kinds": changed().kinds[1:]})
    assert "reference.unknown" in codes(pack)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("name: activities_held", "name: activities_kept", "measure.unknown"),
        ("{kind: meeting}", "{kind: meeting, sort: big}", "measure.argument"),
        ("{kind: meeting}", "{kind: meeting, notice_before: 3}", "measure.argument"),
        ("arguments: {duty: meeting}, ", "", "measure.argument"),
    ],
)
def test_measures_and_their_arguments_are_checked(changed: Change, old: str, new: str, code: str) -> None:
    pack = changed(old, new)
    assert code in codes(pack, MEASURES)
    assert code not in codes(pack)


def test_measures_may_be_described_as_the_command_prints_them(changed: Change) -> None:
    printed = [{"name": name, **described} for name, described in MEASURES.items()]
    assert lint(changed(), printed) == []
    assert codes(changed(), printed[:1]) == {"measure.unknown"}


@pytest.mark.parametrize("place", ['"01.1"', "rubrics › community › sections › all › indicators › 1 › items › 01.1"])
def test_an_answered_warning_is_reported_with_the_answer(changed: Change, place: str) -> None:
    more = f"acknowledged:\n  - {{warning: burden.check_in, place: {place}, because: 只看签到表}}\n"
    [finding] = lint(changed("text: 每季度开会", "text: 打卡", more=more))
    assert finding.acknowledged == "只看签到表"
    assert "已说明：只看签到表" in str(finding)


def test_an_answer_to_no_warning_is_itself_a_warning(changed: Change) -> None:
    more = 'acknowledged:\n  - {warning: burden.check_in, place: "01.1", because: 多余}\n'
    unused = "提醒 [acknowledged.unused] acknowledged：“01.1”没有“burden.check_in”这条提醒，请删去说明"
    [finding] = lint(changed(more=more))
    assert (str(finding), finding.level) == (unused, "warning")
    [warned, told] = lint(changed("text: 每季度开会", "text: 定位", more=more))
    assert (warned.code, warned.acknowledged, str(told)) == ("burden.location", None, unused)
    wrong_place = more.replace("01.1", "01.2")
    assert len(lint(changed("text: 每季度开会", "text: 打卡", more=wrong_place))) == 2


def test_errors_cannot_be_answered_away(changed: Change) -> None:
    more = "acknowledged:\n  - {warning: sum.section, place: all, because: 不改}\n"
    found = lint(changed("max: 6", "max: 5", more=more))
    assert [finding.acknowledged for finding in found if finding.code == "sum.section"] == [None]


def test_errors_stand_before_warnings(changed: Change) -> None:
    found = lint(changed("evidence: [纪要]", "evidence: []").model_copy(update={"documents": ()}))
    levels = [finding.level for finding in found]
    errors = levels.count("error")
    assert 0 < errors < len(levels)
    assert levels == ["error"] * errors + ["warning"] * (len(levels) - errors)
