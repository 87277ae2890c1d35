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


@pytest.mark.parametrize(
    ("old", "new", "code", "level"),
    [
        ("max: 6", "max: 5", "sum.section", "error"),
        ("max: 6", "max: 5", "sum.rubric", "error"),
        ("    total: 10\n    source", "    total: 20\n    source", "sum.rubric", "error"),
        ("        total: 10\n", "        kind: bonus\n", "sum.cap_missing", "error"),
        ("way: share,", "way: per_unit, points: 1, cap: 7,", "score.above_max", "error"),
        ("way: share,", "way: levels, levels: [{at_least: 1, points: 9}],", "score.above_max", "error"),
        (
            "way: share,",
            "way: levels, levels: [{at_least: 2, points: 1}, {at_least: 1, points: 2}],",
            "score.levels_order",
            "error",
        ),
        ('id: "01.2"', 'id: "01.1"', "id.duplicate", "error"),
        ('id: "01.2"', 'id: "02.2"', "id.indicator", "error"),
        ("- {id: compound, name: 小区}", "- {id: community, name: 小区}", "id.duplicate", "error"),
        ("evidence: [纪要]", "evidence: []", "evidence.missing", "warning"),
        ("because: 要人看", "because: ' '", "evidence.because_missing", "error"),
        ("reading: 按比例", "reading: ''", "evidence.reading_missing", "warning"),
        (", section: 一}}\nkinds", "}}\nkinds", "source.section_missing", "warning"),
    ],
)
def test_a_broken_pack_is_found_out(changed: Change, old: str, new: str, code: str, level: str) -> None:
    found = lint(changed(old, new))
    assert (code, level) in {(finding.code, finding.level) for finding in found}


def test_grades_stand_lowest_first(changed: Change) -> None:
    level = "\n      - {id: low, name: 低, score_from: 1, source: {document: rules, section: 一}}"
    text = "        source: {document: rules, section: 一}\n"
    pack = changed("      - id: standard\n", "      - id: standard\n")
    assert "grade.order" not in codes(pack)
    head = "          - {when: no_veto, kinds: {parameter: veto_kinds}, source: {document: rules, section: 一}}\n"
    assert "grade.order" in codes(changed(head + text, head + text.rstrip("\n") + level + "\n"))


def test_two_gradings_of_one_rubric_are_an_error(changed: Change) -> None:
    more = """gradings:
  - rubric: community
    levels: [{id: standard, name: 达标, score_from: 6, source: {document: rules, section: 一}}]
"""
    assert "id.duplicate" in codes(changed(more=more))


def test_a_creation_programme_needs_a_legal_basis(changed: Change) -> None:
    creation = "title: 小制度\nkind: creation"
    assert "basis.missing" not in codes(changed("title: 小制度", creation))
    pack = changed("title: 小制度", creation)
    without = pack.model_copy(
        update={"documents": tuple(one.model_copy(update={"legal_basis": False}) for one in pack.documents)}
    )
    assert "basis.missing" in codes(without)


def test_unknown_references_are_found_in_a_pack_made_in_memory(changed: Change) -> None:
    pack = changed().model_copy(update={"activities": (), "kinds": changed().kinds[1:]})
    assert "reference.unknown" in codes(pack)


def test_a_task_without_proof_is_an_error(changed: Change) -> None:
    more = """offices: [{id: office, name: 办公室}]
task_lists:
  - id: tasks
    name: 任务
    actions: [{id: one, name: 一}]
    tasks:
      - id: task
        number: 1
        action: one
        name: 办事
        due: {words: 全年, all_year: true}
        lead: [office]
        source: {document: rules, section: 二}
    source: {document: rules, section: 二}
"""
    assert "task.unproven" in codes(changed(more=more))
    assert codes(changed(more=more.replace("lead:", "because: 凭材料\n        lead:"))) == set()


def test_the_parts_of_a_points_scheme_add_up(changed: Change) -> None:
    more = """points:
  - id: points
    name: 积分
    subjects: members
    total: 100
    floor: 0
    parts: [{id: base, name: 基础, max: 90}, {id: extra, name: 加分, max: 10, bonus: true}]
    rules: [{id: one, name: 一, part: base, points: 1, because: 登记, source: {document: rules, section: 二}}]
    source: {document: rules, section: 二}
"""
    assert codes(changed(more=more)) == {"sum.points"}
    assert codes(changed(more=more.replace("max: 90", "max: 100"))) == set()


def test_the_rows_of_a_form_fill_its_columns(changed: Change) -> None:
    more = """papers:
  - id: form
    name: 表
    subjects: [community]
    title: 表
    columns: 3
    rows:
      - cells: [{label: 甲, rows: 2}, {label: 乙}, {kind: text}]
      - cells: [{label: 丙}, {kind: text}]
    source: {document: rules, section: 二}
"""
    assert codes(changed(more=more)) == set()
    assert codes(changed(more=more.replace("[{label: 丙}, {kind: text}]", "[{label: 丙}]"))) == {"paper.columns"}
    assert codes(changed(more=more.replace("rows: 2", "rows: 3"))) == {"paper.columns"}


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
