"""What an author is told of tasks, points and forms that do not come out."""

import pytest

from tests.rulebook.conftest import Change
from tests.rulebook.test_findings import told

TASK = """offices: [{id: office, name: 办公室}]
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


def test_a_task_is_shown_to_be_done_by_facts_or_by_somebody(changed: Change) -> None:
    place = "task_lists › tasks › tasks › task"
    assert told(changed(more=TASK)) == [f"错误 [task.unproven] {place}：任务没有度量，也没有写凭什么销号（because）"]
    assert told(changed(more=TASK.replace("lead:", "because: 凭材料\n        lead:"))) == []
    goal = "goals: [{name: 会议, measure: {name: activities_held}, at_least: 1}]\n        lead:"
    assert told(changed(more=TASK.replace("lead:", goal))) == []


POINTS = """points:
  - id: points
    name: 积分
    subjects: members
    total: 100
    floor: 0
    parts: [{id: base, name: 基础, max: 90}, {id: extra, name: 加分, max: 10, bonus: true}]
    rules: [{id: one, name: 一, part: base, points: 1, because: 登记, source: {document: rules, section: 二}}]
    source: {document: rules, section: 二}
parameters:
  - {id: most, name: 基础分, default: 95, source: {document: rules, section: 二}}
  - {id: blank, name: 基础分, source: {document: rules, section: 二}}
"""


@pytest.mark.parametrize(
    ("old", "new", "total"),
    [
        ("", "", "90"),
        ("max: 90", "max: 100", None),
        ("max: 90", "max: {parameter: most}", "95"),
        ("max: 90", "max: {parameter: blank}", None),
        ("id: base, name: 基础, max: 90", "id: base, name: 基础", None),
        ("    total: 100\n", "", None),
    ],
)
def test_the_parts_of_a_points_scheme_add_up_as_far_as_they_are_known(
    changed: Change, old: str, new: str, total: str | None
) -> None:
    found = told(changed(more=POINTS.replace(old, new)))
    assert found == ([f"错误 [sum.points] points › points：各部分合计 {total} 分，与总分 100 分不符"] if total else [])


FORM = """papers:
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
FALLING = """\
      - cells: [{label: 甲, columns: 2, rows: 3}, {label: 乙}]
      - cells: [{label: 丙}]
      - cells: [{label: 丁}]
"""


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        ("", "", []),
        ("[{label: 丙}, {kind: text}]", "[{label: 丙}]", ["第 2 行共 2 列，表格应为 3 列"]),
        (
            "{label: 甲, rows: 2}",
            "{label: 甲, columns: 2, rows: 2}",
            ["第 1 行共 4 列，表格应为 3 列", "第 2 行共 4 列，表格应为 3 列"],
        ),
        ("rows: 2}", "rows: 3}", ["有向下合并的格子超出了表格"]),
        ("      - cells: [{label: 甲", f"{FALLING}      - cells: [{{label: 甲", []),
    ],
)
def test_the_rows_of_a_form_fill_its_columns(changed: Change, old: str, new: str, sentences: list[str]) -> None:
    assert told(changed(more=FORM.replace(old, new, 1) if old else FORM)) == [
        f"错误 [paper.columns] papers › form：{sentence}" for sentence in sentences
    ]
