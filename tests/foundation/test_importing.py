"""From file to database: counts before, all or nothing, the same file twice changes nothing."""

import gc

import pytest

from mulin.foundation.bulk import insert_rows
from mulin.foundation.models import Workday
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import (
    Column,
    Difference,
    Plan,
    Sheet,
    all_sheets,
    import_workbook,
    preview,
    register,
    registered,
    registry,
    write_export,
)
from mulin.foundation.spreadsheets.recognising import recognise
from tests.foundation.workbooks import PEOPLE, TITLES, workbook

DAYS = Sheet(
    "test-days",
    "节假日",
    [
        Column("day", "日期", "date", required=True, unique=True),
        Column("is_workday", "上班", "yes_no", required=True),
        Column("name", "名称", max_length=40),
    ],
)


def plan_days(reading, *, by):
    """The planner a domain writes: compare in sets, count, keep what to write for later."""
    known = {day.day: day for day in Workday.objects.filter(day__in=reading.column("day"))}
    plan = Plan()
    new, changed = [], []
    for row in reading.rows:
        day = known.get(row["day"])
        if row["name"] == by:
            plan.errors.append(reading.error(row, "name", "不能用自己的名字"))
        elif day is None:
            new.append((row["day"], row["is_workday"], row["name"]))
        elif (day.is_workday, day.name) != (row["is_workday"], row["name"]):
            plan.differences = [*plan.differences, Difference(row.number, "名称", day.name, row["name"])]
            day.is_workday, day.name = row["is_workday"], row["name"]
            changed.append(day)
        else:
            plan.unchanged += 1
    plan.new, plan.changed = len(new), len(changed)

    def apply():
        insert_rows(Workday, ["day", "is_workday", "name"], new)
        Workday.objects.bulk_update(changed, ["is_workday", "name"])

    plan.apply = apply
    return plan


def export_days(*, by):
    return Workday.objects.values("day", "is_workday", "name").iterator()


@pytest.fixture(autouse=True)
def days_registered(monkeypatch):
    monkeypatch.setattr(registry, "_sheets", {})
    register(DAYS, planner=f"{__name__}.plan_days", exporter=export_days)


def _file(*rows):
    titles = [column.title for column in DAYS.columns]
    return workbook(*(dict(zip(titles, row, strict=True)) for row in rows), titles=titles, title="节假日")


@pytest.mark.django_db
def test_a_file_is_previewed_then_written_and_the_second_time_changes_nothing():
    file = _file(("2021-10-01", "否", "国庆节"), ("2021-10-09", "是", ""))
    before = preview(file, "test-days", by="甲")
    assert (before.new, before.changed, before.unchanged, before.wrong) == (2, 0, 0, 0)
    assert not before.applied
    assert Workday.objects.count() == 0
    assert import_workbook(file, "test-days", by="甲").applied
    assert Workday.objects.count() == 2
    again = import_workbook(file, "test-days", by="甲")
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    with write_export(DAYS, registered("test-days").rows(by="甲")) as export:
        assert preview(export.read(), "test-days", by="甲").unchanged == 2


@pytest.mark.django_db
def test_with_one_wrong_cell_nothing_is_written_unless_only_the_right_rows_are_wanted():
    Workday.objects.create(day="2021-10-09", is_workday=True, name="旧")
    file = _file(
        ("2021-10-01", "否", "国庆节"), ("2021-10-09", "是", "新"), ("不知道", "是", ""), ("2021-10-10", "是", "甲")
    )
    result = import_workbook(file, "test-days", by="甲")
    assert not result.applied
    assert (result.new, result.changed, result.wrong, result.total) == (1, 1, 2, 4)
    assert [(error.row, error.letter) for error in result.errors] == [(4, "A"), (5, "C")]
    assert result.differences[0].before == "旧"
    assert Workday.objects.get().name == "旧"
    assert result.as_json()["errors"][0]["column"] == "A"
    assert import_workbook(file, "test-days", by="甲", only_right_rows=True).applied
    assert set(Workday.objects.values_list("name", flat=True)) == {"国庆节", "新"}


@pytest.mark.django_db(transaction=True)
def test_an_import_that_breaks_half_way_leaves_nothing(monkeypatch):
    file = _file(("2021-10-01", "否", "国庆节"))

    def breaks(*_arguments):
        raise OSError("disk full")

    monkeypatch.setattr(Workday.objects, "bulk_update", breaks)
    with pytest.raises(OSError, match="disk full"):
        import_workbook(file, "test-days", by="甲")
    assert Workday.objects.count() == 0


@pytest.mark.django_db
def test_the_search_for_circles_rests_during_an_import_and_goes_on_whatever_becomes_of_it(monkeypatch):
    resting = []
    monkeypatch.setattr(Workday.objects, "bulk_update", lambda *_: resting.append(gc.isenabled()))
    import_workbook(_file(("2021-10-01", "否", "国庆节")), "test-days", by="x")
    assert (resting, gc.isenabled()) == ([False], True)
    with pytest.raises(Refused):
        preview(b"not a workbook", "test-days", by="x")
    assert gc.isenabled()


def test_an_unknown_kind_names_those_there_are():
    with pytest.raises(Refused, match="test-days") as refusal:
        registered("nothing")
    assert refusal.value.status == 404
    assert [entry.sheet for entry in all_sheets()] == [DAYS]


def test_a_list_may_go_out_without_coming_in():
    register(Sheet("test-out", "只出", DAYS.columns), exporter=export_days)
    with pytest.raises(Refused, match="不能导入"):
        registered("test-out").plan(None, by="甲")
    with pytest.raises(ValueError, match="test-days"):
        register(Sheet("test-days", "另一张", []))


def test_a_workbook_is_recognised_by_the_name_of_its_sheet_or_by_its_header():
    register(PEOPLE)
    assert recognise(_file(("2021-10-01", "否", "国庆节"))) == "test-days"
    assert recognise(workbook({"日期": "x"}, titles=["日期", "上班", "名称"], title="Sheet1")) == "test-days"
    assert recognise(workbook({"姓名": "x"}, titles=TITLES[:9], title="Sheet1")) == "test-people"
    with pytest.raises(Refused, match="看不出"):
        recognise(workbook({"甲": "x"}, titles=["甲", "乙"], title="Sheet1"))
