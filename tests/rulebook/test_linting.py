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


def test_a_duty_that_asks_about_itself_is_a_circle(changed: Change) -> None:
    pack = changed(
        "{name: activities_held, arguments: {kind: meeting}, window: quarter}",
        "{name: duty_kept_share, arguments: {duty: meeting}, window: year}",
    )
    [finding] = [one for one in lint(pack) if one.code == "circle"]
    assert "meeting → meeting" in finding.message


def test_duty_and_grade_that_ask_about_each_other_are_one_circle(changed: Change) -> None:
    pack = changed(
        "{name: activities_held, arguments: {kind: meeting}, window: quarter}",
        "{name: children_graded_share, arguments: {kind: community, grade: standard}, window: day}",
    )
    assert len([one for one in lint(pack) if one.code == "circle"]) == 1


def test_a_grade_that_asks_for_the_grade_of_its_own_kind_is_a_circle(changed: Change) -> None:
    condition = "when: children, kinds: [community], grade: standard, share: 1"
    assert "circle" in codes(changed("when: no_veto, kinds: {parameter: veto_kinds}", condition))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("系统活跃度不低于100%", "burden.system_activity"),
        ("党员登录率达标", "burden.system_activity"),
        ("每天在线时长一小时", "burden.system_activity"),
        ("平台使用规范", "burden.system_activity"),
        ("参会须打卡", "burden.check_in"),
        ("扫码签到", "burden.check_in"),
        ("党员积分排名", "burden.ranking"),
        ("通报排名末位人员", "burden.ranking"),
        ("活动必须拍照", "burden.photo"),
        ("工作留痕上传", "burden.photo"),
        ("记录走访轨迹", "burden.location"),
    ],
)
def test_clauses_that_add_forbidden_burdens_are_warned_of(changed: Change, text: str, code: str) -> None:
    [finding] = lint(changed("text: 每季度开会", f"text: {text}"))
    assert (finding.code, finding.level) == (code, "warning")
    assert finding.place.endswith("01.1")


@pytest.mark.parametrize("text", ["签到表留存", "照片自愿", "按得分排名确定社区", "建好用好服务平台", "在职党员报到"])
def test_ordinary_clauses_are_not_suspected(changed: Change, text: str) -> None:
    assert lint(changed("text: 每季度开会", f"text: {text}")) == []


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("{id: photo, name: 现场照片, required: true}", "burden.photo"),
        ("{id: place, name: 经纬度}", "burden.location"),
    ],
)
def test_fields_that_force_photos_or_places_are_warned_of(changed: Change, field: str, code: str) -> None:
    matters = "- {id: matters, name: 事项, kind: integer}"
    assert codes(changed(matters, f"{matters}\n      - {field}")) == {code}


def test_a_voluntary_photo_is_no_burden(changed: Change) -> None:
    matters = "- {id: matters, name: 事项, kind: integer}"
    assert lint(changed(matters, f"{matters}\n      - {{id: photo, name: 现场照片}}")) == []


def test_measures_of_system_use_are_warned_of(changed: Change) -> None:
    assert codes(changed("name: activities_held", "name: login_days")) == {"burden.system_activity"}


@pytest.mark.parametrize("place", ['"01.1"', "rubrics › community › sections › all › indicators › 1 › items › 01.1"])
def test_an_answered_warning_is_reported_with_the_answer(changed: Change, place: str) -> None:
    more = f"acknowledged:\n  - {{warning: burden.check_in, place: {place}, because: 只看签到表}}\n"
    [finding] = lint(changed("text: 每季度开会", "text: 打卡", more=more))
    assert finding.acknowledged == "只看签到表"
    assert "已说明：只看签到表" in str(finding)


def test_an_answer_to_no_warning_is_itself_a_warning(changed: Change) -> None:
    more = 'acknowledged:\n  - {warning: burden.check_in, place: "01.1", because: 多余}\n'
    assert codes(changed(more=more)) == {"acknowledged.unused"}


def test_errors_cannot_be_answered_away(changed: Change) -> None:
    more = "acknowledged:\n  - {warning: sum.section, place: all, because: 不改}\n"
    found = lint(changed("max: 6", "max: 5", more=more))
    assert [finding.acknowledged for finding in found if finding.code == "sum.section"] == [None]


def test_errors_stand_before_warnings(changed: Change) -> None:
    found = lint(changed("evidence: [纪要]", "evidence: []").model_copy(update={"documents": ()}))
    levels = [finding.level for finding in found]
    assert levels == sorted(levels)
    assert set(levels) == {"error", "warning"}
