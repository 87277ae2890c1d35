"""Activities out of and into workbooks."""

import datetime
import io

import pytest
import xlsxwriter

from mulin.audit.models import Entry
from mulin.foundation.spreadsheets import import_workbook, preview, registered, write_export, write_template
from mulin.records.actions import confirm, note, record, void
from mulin.records.choices import State
from mulin.records.models import Activity, Attendance, Revision
from mulin.records.sheets import SHEET
from mulin.tree.models import Node

from .conftest import Street

HEADER = [column.title for column in SHEET.columns if not column.read_only]
GOOD = {
    "举办组织编码": "community-东社区",
    "活动类型": "联席会议",
    "名称": "二季度联席会议",
    "日期": "2021年5月20日",
    "开始时间": "14:30",
    "地点": "会议室",
    "通知日期": "2021-05-10",
    "议程": "通报",
    "到场人员": "张三、李四（阳光物业）等12人",
}


def workbook(*rows: dict[str, object]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("活动纪实")
        for number, row in enumerate([dict(zip(HEADER, HEADER, strict=True)), *rows]):
            for index, title in enumerate(HEADER):
                sheet.write(number, index, row.get(title, ""))
    return target.getvalue()


def export(place: Street, **conditions: object) -> bytes:
    return write_export(SHEET, registered("activities").rows(by=place.by, **conditions)).read()


def test_a_row_becomes_a_confirmed_record_with_its_people(place: Street, member_of) -> None:
    known = member_of(place.garden, "张三")
    result = import_workbook(workbook(GOOD), "activities", by=place.by)
    assert (result.new, result.wrong, result.applied) == (1, 0, True)
    made = Activity.objects.get()
    assert (made.state, made.present, made.headcount) == (State.CONFIRMED, 12, 10)
    assert (made.day, made.begins_at, made.title) == (
        datetime.date(2021, 5, 20),
        datetime.time(14, 30),
        "二季度联席会议",
    )
    people = Attendance.objects.order_by("pk").values_list("name", "unit", "member_id")
    assert list(people) == [("张三", "", known.pk), ("李四", "阳光物业", None)]


def test_a_unit_behind_a_name_is_shown_in_the_preview_and_is_no_second_person(place: Street) -> None:
    content = workbook(GOOD | {"到场人员": "程远帆 云川区第一机关、周宁 中心大厦、李四"})
    shown = [(one.row, one.before, one.after) for one in preview(content, "activities", by=place.by).differences]
    assert shown == [
        (2, "程远帆 云川区第一机关", "程远帆（云川区第一机关）"),
        (2, "周宁 中心大厦", "周宁（中心大厦）"),
    ]
    import_workbook(content, "activities", by=place.by)
    people = Attendance.objects.order_by("pk").values_list("name", "unit")
    assert list(people) == [("程远帆", "云川区第一机关"), ("周宁", "中心大厦"), ("李四", "")]
    assert import_workbook(content, "activities", by=place.by).unchanged == 1


def test_an_import_is_one_event_and_one_entry_in_the_log(place: Street, happened: dict) -> None:
    second = GOOD | {"名称": "专题会议", "日期": "2021-06-01"}
    import_workbook(workbook(GOOD, second), "activities", by=place.by)
    (event,) = happened["confirmed"]
    assert event["activity_ids"] == list(Activity.objects.order_by("pk").values_list("pk", flat=True))
    assert event["days"] == [datetime.date(2021, 5, 20), datetime.date(2021, 6, 1)]
    assert Entry.objects.filter(verb="批量登记纪实").get().changes["条数"] == 2


def test_the_same_file_twice_changes_nothing(place: Street, member_of, happened: dict) -> None:
    member_of(place.garden, "张三")
    file = workbook(
        GOOD, {**GOOD, "活动类型": "便民服务", "专有内容": "办结事项=3；花费=12.50；是否户外=是", "名称": ""}
    )
    import_workbook(file, "activities", by=place.by)
    entries, events = Entry.objects.count(), len(happened["confirmed"])
    again = import_workbook(file, "activities", by=place.by)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert (Activity.objects.count(), Attendance.objects.count()) == (2, 4)
    assert (Entry.objects.count(), len(happened["confirmed"]), happened["changed"]) == (entries, events, [])


def test_an_export_comes_back_in_unchanged(place: Street, member_of) -> None:
    member_of(place.east, "张三")
    import_workbook(workbook(GOOD), "activities", by=place.by)
    record(
        place.garden, "service", datetime.date(2021, 6, 1), fields={"handled": 2, "words": "好；\n很好"}, by=place.by
    )
    for _ in range(2):
        record(place.garden, "patrol", datetime.date(2021, 6, 1), at_once=True, by=place.by)
    result = preview(export(place), "activities", by=place.by)
    assert (result.new, result.changed, result.unchanged, result.wrong) == (0, 0, 4, 0), result.errors


def test_a_changed_row_corrects_the_fact_and_keeps_its_former_text(place: Street, happened: dict) -> None:
    import_workbook(workbook(GOOD), "activities", by=place.by)
    result = import_workbook(workbook(GOOD | {"地点": "大礼堂"}), "activities", by=place.by)
    assert (result.new, result.changed) == (0, 1)
    assert Activity.objects.get().place == "大礼堂"
    assert Revision.objects.get().before["place"] == "会议室"
    assert len(happened["changed"]) == 1


def test_a_changed_row_of_a_draft_stays_a_draft(place: Street, happened: dict) -> None:
    draft = note(place.east, "joint_meeting", datetime.date(2021, 5, 20), title="二季度联席会议", by=place.by)
    row = GOOD | {"编号": str(draft.pk), "地点": "大礼堂"}
    assert import_workbook(workbook(row), "activities", by=place.by).changed == 1
    draft.refresh_from_db()
    assert (draft.state, draft.place) == (State.DRAFT, "大礼堂")
    assert happened == {"confirmed": [], "changed": []}


def test_a_struck_out_record_does_not_come_back(place: Street) -> None:
    import_workbook(workbook(GOOD), "activities", by=place.by)
    void(Activity.objects.get(), reason="登错", by=place.by)
    again = import_workbook(workbook(GOOD), "activities", by=place.by)
    assert (again.new, again.unchanged) == (0, 1)
    assert list(registered("activities").rows(by=place.by)) == []


@pytest.mark.parametrize(
    ("cells", "title", "sentence"),
    [
        ({"举办组织编码": "没有的"}, "举办组织编码", "没有编码"),
        ({"举办组织编码": "compound-花园小区"}, "活动类型", "没有实施中的制度"),
        ({"日期": "2020-05-20", "通知日期": ""}, "活动类型", "没有实施中的制度"),
        ({"日期": "2021-07-20"}, "日期", "还没到"),
        ({"通知日期": "2021-05-21"}, "通知日期", "不能晚于"),
        ({"开始时间": "午后"}, "开始时间", "14:30"),
        ({"开始时间": "25:00"}, "开始时间", "14:30"),
        ({"到场人员": "张三13800000000"}, "到场人员", "不像姓名"),
        ({"活动类型": "便民服务", "专有内容": "花费12"}, "专有内容", "项目=内容"),
        ({"活动类型": "便民服务", "专有内容": "办结=3"}, "专有内容", "可用的项目"),
        ({"活动类型": "便民服务", "专有内容": "办结事项=三"}, "专有内容", "整数"),
        ({"活动类型": "便民服务"}, "专有内容", "请填写“办结事项”"),
        ({"活动类型": "茶话会"}, "活动类型", "可选范围"),
        ({"编号": "999"}, "编号", "没有编号"),
    ],
)
def test_a_mistake_is_located_at_its_cell_and_nothing_is_written(
    place: Street, cells: dict[str, str], title: str, sentence: str
) -> None:
    result = import_workbook(workbook(GOOD | {"名称": "对的"}, GOOD | cells), "activities", by=place.by)
    assert not result.applied
    (error,) = result.errors
    assert (error.row, error.title) == (3, title)
    assert sentence in error.message
    assert not Activity.objects.exists()


def test_two_rows_of_the_same_activity_are_refused(place: Street) -> None:
    result = preview(workbook(GOOD, GOOD), "activities", by=place.by)
    assert "同一次活动" in result.errors[0].message


def test_rows_of_a_host_outside_ones_reach_are_refused(place: Street) -> None:
    row = GOOD | {"举办组织编码": "community-西社区"}
    result = preview(workbook(row), "activities", by=place.users["secretary"])
    assert "权限" in result.errors[0].message


def test_an_export_holds_only_what_one_may_see_and_only_what_was_asked_for(place: Street) -> None:
    rows = [GOOD, GOOD | {"举办组织编码": "community-西社区", "日期": "2021-06-02"}]
    import_workbook(workbook(*rows), "activities", by=place.by)
    sheet = registered("activities")
    assert [row["host"] for row in sheet.rows(by=place.users["secretary"])] == ["community-东社区"]
    assert len(list(sheet.rows(by=place.by))) == 2
    assert [row["host"] for row in sheet.rows(by=place.by, day_from="2021-06-01")] == ["community-西社区"]
    assert list(sheet.rows(by=place.by, day_from="昨天")) == []


def test_the_template_can_be_written_with_the_kinds_in_it(place: Street) -> None:
    assert write_template(SHEET).startswith(b"PK")


def test_an_import_asks_a_number_of_queries_that_does_not_grow(place: Street, django_assert_max_num_queries) -> None:
    node = Node.objects.get(pk=place.east.pk)
    rows = [GOOD | {"名称": f"第{n}次", "举办组织编码": node.code} for n in range(200)]
    with django_assert_max_num_queries(60):
        import_workbook(workbook(*rows), "activities", by=place.by)
    assert Activity.objects.count() == 200


def test_confirmed_by_whoever_imports(place: Street) -> None:
    import_workbook(workbook(GOOD), "activities", by=place.users["secretary"])
    made = confirm(Activity.objects.get(), by=place.by)
    assert made.confirmed_by == place.users["secretary"]
