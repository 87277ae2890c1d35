"""The page of a record: read, confirmed, edited, corrected, struck out; names entered from a paper list."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from mulin.records import pages
from mulin.records.actions import attach_evidence, confirm, correct, edit, enter_attendance, note
from mulin.records.choices import State
from mulin.records.models import Activity, Attendance, Revision

from .conftest import DAY, Street, picture


@pytest.fixture
def counted() -> Iterator[None]:
    """A domain above that says what a record counted for."""

    def say(activity: Activity, user: Any) -> list[pages.Consequence]:
        return [("06.2 季度会议", "/x/", "met")]

    pages.consequences.append(say)
    yield
    pages.consequences.remove(say)


def test_the_page_of_a_record_shows_it_whole(place: Street, fact: Activity, page_of: Any, counted: None) -> None:
    enter_attendance(fact, "张三、李四", reason="漏登", by=place.by)
    attach_evidence(fact, picture(), by=place.by)
    shown = page_of("secretary").get(reverse("records:activity", args=[fact.pk])).text
    for words in ("二季度会议", "东社区", "一、通报", "张三", "会场.jpg", "更正：漏登", "06.2 季度会议", "已完成"):
        assert words in shown


def test_a_former_text_is_told_with_what_changed_and_nothing_else(
    place: Street, draft: Activity, page_of: Any, member_of: Any
) -> None:
    member_of(place.east, "张三")
    enter_attendance(draft, "张三、李四", by=place.by)
    correct(confirm(draft, by=place.by), agenda="一、议事", reason="写错", by=place.by)
    correct(draft, place="礼堂", reason="补地点", by=place.by)
    told = page_of("secretary").get(reverse("records:activity", args=[draft.pk])).context["happenings"]
    assert [(one.title, one.text) for one in told] == [
        ("更正：补地点", "地点：（空） → 礼堂"),
        ("更正：写错", "议程：一、通报 → 一、议事"),
    ]


def test_moments_are_told_by_the_clock_in_shanghai(place: Street, fact: Activity, page_of: Any) -> None:
    late = datetime.datetime(2021, 6, 29, 22, 30, tzinfo=datetime.UTC)
    Activity.objects.filter(pk=fact.pk).update(confirmed_at=late, notice_on=datetime.date(2021, 5, 10))
    correct(fact, place="礼堂", reason="补", by=place.by)
    Revision.objects.update(at=late)
    page = page_of("secretary").get(reverse("records:activity", args=[fact.pk])).text
    assert page.count("2021-06-30 06:30") == 2
    assert "2021-05-10" in page
    assert "2021年5月10日" not in page


def test_a_draft_is_confirmed_from_its_page_in_the_version_that_was_read(
    place: Street, draft: Activity, page_of: Any
) -> None:
    client = page_of("secretary")
    seen = client.get(reverse("records:activity", args=[draft.pk]))
    button = seen.context["actions"][0]
    edit(draft, place="别处", by=place.by)
    client.post(button.url)
    draft.refresh_from_db()
    assert draft.state == State.DRAFT
    client.post(client.get(reverse("records:activity", args=[draft.pk])).context["actions"][0].url)
    draft.refresh_from_db()
    assert draft.state == State.CONFIRMED


def test_a_button_one_may_not_press_says_why(place: Street, draft: Activity, page_of: Any) -> None:
    seen = page_of("worker").get(reverse("records:activity", args=[draft.pk]))
    confirm_button = seen.context["actions"][0]
    assert "没有“确认和更正纪实”的权限" in confirm_button.reason


def test_of_two_people_editing_the_second_sees_both_texts_and_may_then_decide(
    place: Street, draft: Activity, page_of: Any
) -> None:
    client, address = page_of("secretary"), reverse("records:edit", args=[draft.pk])
    form = client.get(address).context["form"]
    answers = {name: form[name].value() or "" for name in form.fields if name not in ("members", "present")}
    edit(draft, agenda="别人写的议程", by=place.by)
    second = client.post(address, answers | {"agenda": "我写的议程"})
    assert second.status_code == 200
    assert "别人写的议程" in second.text
    assert "我写的议程" in second.text
    assert second.context["both"] == [("议程", "我写的议程", "别人写的议程")]
    shown = second.context["form"]
    assert (
        client.post(address, answers | {"agenda": "我写的议程", "version": shown["version"].value()}).status_code == 302
    )
    draft.refresh_from_db()
    assert draft.agenda == "我写的议程"


def test_editing_keeps_the_people_and_the_fields_as_they_stand(place: Street, page_of: Any, member_of: Any) -> None:
    member_of(place.east, "张三")
    record = note(place.east, "service", DAY, fields={"handled": 3, "outdoors": "是", "spent": "1.50"}, by=place.by)
    enter_attendance(record, "张三、李四（物业）等9人", by=place.by)
    record.refresh_from_db()
    before = {name: getattr(record, name) for name in ("present", "headcount", "fields")}
    client, address = page_of("secretary"), reverse("records:edit", args=[record.pk])
    form = client.get(address).context["form"]
    answers = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert client.post(address, answers).status_code == 302
    record.refresh_from_db()
    assert {name: getattr(record, name) for name in before} == before
    assert [str(one) for one in record.attendances.all()] == ["张三", "李四（物业）"]


def test_a_correction_from_the_page_keeps_the_former_text(place: Street, fact: Activity, page_of: Any) -> None:
    client, address = page_of("secretary"), reverse("records:correct", args=[fact.pk])
    form = client.get(address).context["form"]
    answers = {name: form[name].value() or "" for name in form.fields if name not in ("members", "present")}
    assert "reason" in client.post(address, answers | {"agenda": "改"}).context["form"].errors
    assert client.post(address, answers | {"agenda": "改", "reason": "写错"}).status_code == 302
    assert Revision.objects.get().before["agenda"] == "一、通报"


def test_striking_out_from_the_page_asks_why(place: Street, fact: Activity, page_of: Any) -> None:
    client, address = page_of("secretary"), reverse("records:void", args=[fact.pk])
    version = client.get(address).context["form"]["version"].value()
    assert client.post(address, {"version": version}).status_code == 200
    assert client.post(address, {"version": version, "reason": "重复登记"}).status_code == 302
    shown = client.get(reverse("records:activity", args=[fact.pk])).text
    assert "重复登记" in shown


def test_who_came_is_asked_once_and_the_total_follows_from_the_names(
    place: Street, page_of: Any, member_of: Any
) -> None:
    member_of(place.east, "张三")
    address = reverse("records:note_kind", args=["joint_meeting"])
    form = page_of("secretary").get(address).context["form"]
    assert [str(form.fields[name].label) for name in ("members", "names", "present")] == [
        "到场党员", "其他到场的人", "到场总人数",
    ]  # fmt: skip
    given = {"host": place.east.pk, "day": DAY, "names": "李四、王五", "then": "draft"}
    page_of("secretary").post(address, given)
    assert Activity.objects.latest("pk").present == 2


def test_a_paper_list_goes_in_at_once_from_its_page(place: Street, draft: Activity, page_of: Any) -> None:
    client, address = page_of("worker"), reverse("records:names", args=[draft.pk])
    assert client.get(address).status_code == 200
    given, second = "甲乙丙丁戊己庚辛壬癸", "一二三四五六七八九十"
    people = [f"王{one}{other}" for one in given for other in second]
    listed = "\n".join(f"{number}\t{name}\t物业" for number, name in enumerate(people, 1))
    assert client.post(address, {"names": listed}).status_code == 302
    draft.refresh_from_db()
    assert draft.present == 100


def test_a_unit_behind_a_name_is_shown_as_it_was_understood_and_then_entered(
    place: Street, draft: Activity, page_of: Any, member_of: Any
) -> None:
    member_of(place.east, "李大社区")
    client, address = page_of("worker"), reverse("records:names", args=[draft.pk])
    typed = "程远帆 云川区第一机关\n周宁 中心大厦\n吴越 李大社区"
    asked = client.post(address, {"names": typed}).context["form"]
    understood = "程远帆（云川区第一机关）\n周宁（中心大厦）\n吴越 李大社区"
    assert asked["names"].value() == understood
    assert "程远帆（云川区第一机关）、周宁（中心大厦）" in asked.errors["names"][0]
    assert not Attendance.objects.exists()

    assert client.post(address, {"names": understood}).status_code == 302
    there = {(one.name, one.unit) for one in Attendance.objects.all()}
    assert there == {("程远帆", "云川区第一机关"), ("周宁", "中心大厦"), ("吴越", ""), ("李大社区", "")}


def test_what_is_no_name_is_said_before_anything_is_written(place: Street, draft: Activity, page_of: Any) -> None:
    refused = page_of("worker").post(reverse("records:names", args=[draft.pk]), {"names": "张三、13800000000号"})
    assert "不像姓名" in refused.context["form"].errors["names"][0]
    assert not Attendance.objects.exists()
