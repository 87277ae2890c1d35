"""Burdens that the rules on formalism forbid: found in whatever a clause asks of people, and in nothing else."""

from pathlib import Path

import pytest

from mulin.rulebook.checks.burdens import check_burdens
from mulin.rulebook.linting import lint
from tests.rulebook.conftest import Change
from tests.rulebook.guide import Guide, at
from tests.rulebook.test_findings import told
from tests.rulebook.test_findings_of_schemes import TASK
from tests.rulebook.test_linting import codes

ASKING = {
    "ActivityField.name", "ActivityKind.name", "CataloguePost.duties", "CataloguePost.name", "Duty.name",
    "GroupRules.leader_duties", "Indicator.name", "Item.text", "Organ.duties", "Organ.text", "Phase.work",
    "PointsRule.name", "Step.name", "Step.text", "StructurePart.duties", "Target.name", "Task.name", "Task.text",
    "TaskGoal.name",
}  # fmt: skip
"""The words in which a clause says what people are to do; reasons, readings and notes are ours."""


def test_a_burden_is_found_in_every_word_that_asks_something_of_people(tmp_path: Path) -> None:
    guide, found = Guide(tmp_path), set()
    before = set(check_burdens(guide.pack))
    for kind, word, place in guide.each_word():
        try:
            pack = guide.written(place, ["刷脸"] if isinstance(at(guide.values, place), list) else "刷脸")
        except ValueError:
            continue
        if any(one.code == "burden.check_in" for one in set(check_burdens(pack)) - before):
            found.add(f"{kind}.{word}")
    assert found == ASKING


def test_words_of_two_fields_are_no_burden_together(changed: Change) -> None:
    more = TASK.replace("name: 办事", "name: 建好公众号平台\n        text: 关注居民\n        because: 凭材料")
    assert told(changed(more=more)) == []
    [one] = told(changed(more=more.replace("建好公众号平台", "参会打卡").replace("关注居民", "人人打卡")))
    assert one.startswith("提醒 [burden.check_in] task_lists › tasks › tasks › task：")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("login_days", "burden.system_activity"),
        ("people_online", "burden.system_activity"),
        ("clicks_counted", "burden.system_activity"),
        ("checkin_days", "burden.check_in"),
        ("rank_of_member", "burden.ranking"),
        ("location_visits", "burden.location"),
        ("photos_counted", "burden.photo"),
    ],
)
def test_a_measure_that_counts_a_burden_is_warned_of(changed: Change, name: str, code: str) -> None:
    place = "duties › meeting › measure"
    assert told(changed("name: activities_held", f"name: {name}")) == [
        f"提醒 [{code}] {place}：度量“{name}”统计的是形式主义负担"
    ]


def test_a_photo_that_must_be_taken_is_a_burden(changed: Change) -> None:
    matters = "- {id: matters, name: 事项, kind: integer}"
    field = "{id: photo, name: 现场照片, required: true}"
    assert told(changed(matters, f"{matters}\n      - {field}")) == [
        "提醒 [burden.photo] activities › meeting › fields › photo：强制拍照、截图留痕，属于形式主义负担"
    ]


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
