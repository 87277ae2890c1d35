"""The pages about records, through the test client."""

import datetime
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from mulin.audit.models import Entry
from mulin.records import pages
from mulin.records.actions import attach_evidence, confirm, correct, edit, enter_attendance, note
from mulin.records.choices import State
from mulin.records.models import Activity, Attendance, Evidence, Revision

from .conftest import Street

DAY = datetime.date(2021, 5, 20)


@pytest.fixture
def page_of(place: Street) -> Any:
    """A browser signed in as somebody: ``page_of("secretary")``."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(place.users[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def picture(name: str = "会场.jpg") -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(target, "JPEG")
    return SimpleUploadedFile(name, target.getvalue(), content_type="image/jpeg")


@pytest.fixture
def draft(place: Street) -> Activity:
    return note(place.east, "joint_meeting", DAY, title="二季度会议", agenda="一、通报", by=place.by)


@pytest.fixture
def fact(draft: Activity, place: Street) -> Activity:
    return confirm(draft, by=place.by)


def test_the_kinds_to_pick_are_those_ones_places_may_record_the_last_used_first(place: Street, page_of: Any) -> None:
    note(place.garden, "service", DAY, by=place.users["keeper"])
    shown = page_of("keeper").get(reverse("records:note"))
    assert [kind.id for kind in shown.context["kinds"]] == ["service", "patrol"]
    assert "联席会议" not in shown.text


def test_whoever_may_not_write_is_told_so(place: Street, page_of: Any) -> None:
    shown = page_of("auditor").get(reverse("records:note"))
    assert shown.status_code == 403
    assert "登记纪实" in shown.text
    assert page_of("auditor").get(reverse("records:note_kind", args=["patrol"])).status_code == 404


def test_the_form_asks_only_what_the_kind_needs(place: Street, page_of: Any) -> None:
    client = page_of("secretary")
    form = client.get(reverse("records:note_kind", args=["patrol"])).context["form"]
    assert list(form.fields) == ["host", "day", "title", "attachments"]
    service = client.get(reverse("records:note_kind", args=["service"])).context["form"]
    assert "agenda" not in service.fields
    assert {"own_topic", "own_handled", "names", "place"} <= set(service.fields)


def test_the_host_is_chosen_beforehand_by_the_persons_role(place: Street, page_of: Any) -> None:
    form = page_of("secretary").get(reverse("records:note_kind", args=["joint_meeting"])).context["form"]
    assert form["host"].value() == place.east.pk
    assert form["day"].value() == datetime.date(2021, 6, 30)


def test_one_form_writes_down_who_what_and_photo_and_confirms(place: Street, page_of: Any, member_of: Any) -> None:
    known, named = member_of(place.east, "张三"), member_of(place.garden, "李四")
    answer = page_of("secretary").post(
        reverse("records:note_kind", args=["joint_meeting"]),
        {
            "host": place.east.pk,
            "day": "２０２１-05-20",
            "notice_on": "2021-05-10",
            "place": "会议室",
            "agenda": "一、通报",
            "members": [known.pk],
            "names": "李四、王五（物业）",
            "present": "12",
            "attachments": [picture(), SimpleUploadedFile("签到.pdf", b"%PDF-1.4\n%%EOF")],
            "then": "confirm",
        },
    )
    made = Activity.objects.get()
    assert answer.headers["Location"] == reverse("records:activity", args=[made.pk])
    assert (made.state, made.present, made.headcount, made.evidence_count) == (State.CONFIRMED, 12, 9, 2)
    people = Attendance.objects.order_by("pk").values_list("name", "unit", "member_id")
    assert list(people) == [("张三", "", known.pk), ("李四", "", named.pk), ("王五", "物业", None)]


def test_a_draft_may_lack_what_is_required_and_a_fact_may_not(place: Street, page_of: Any) -> None:
    client, address = page_of("secretary"), reverse("records:note_kind", args=["patrol"])
    address = reverse("records:note_kind", args=["service"])
    answers = {"host": place.garden.pk, "day": "2021-05-20"}
    refused = client.post(address, answers | {"then": "confirm"})
    assert "办结事项" in refused.context["form"].errors.as_text() or "own_handled" in refused.context["form"].errors
    assert client.post(address, answers | {"then": "draft"}).status_code == 302
    assert Activity.objects.get().state == State.DRAFT


def test_a_name_that_two_members_bear_is_asked_about_and_nothing_is_lost(
    place: Street, page_of: Any, member_of: Any
) -> None:
    _, second = member_of(place.east, "王伟"), member_of(place.garden, "王伟")
    client, address = page_of("secretary"), reverse("records:note_kind", args=["joint_meeting"])
    answers = {"host": place.east.pk, "day": "2021-05-20", "names": "王伟、赵六", "then": "draft"}
    asked = client.post(address, answers)
    assert asked.status_code == 200
    assert "名册里有 2 位，请选择" in asked.text
    assert not Activity.objects.exists()
    client.post(address, answers | {"who_王伟": second.pk})
    assert list(Attendance.objects.order_by("pk").values_list("member_id", flat=True)) == [second.pk, None]


def test_nobody_of_them_keeps_the_bare_name(place: Street, page_of: Any, member_of: Any) -> None:
    member_of(place.east, "王伟"), member_of(place.garden, "王伟")
    answers = {"host": place.east.pk, "day": "2021-05-20", "names": "王伟", "who_王伟": "0", "then": "draft"}
    page_of("secretary").post(reverse("records:note_kind", args=["joint_meeting"]), answers)
    assert Attendance.objects.get().member_id is None


def test_the_same_form_sent_twice_writes_once(place: Street, page_of: Any) -> None:
    client, address = page_of("secretary"), reverse("records:note_kind", args=["patrol"])
    answers = {"host": place.garden.pk, "day": "2021-05-20", "then": "confirm", "submission": "one-and-the-same"}
    first, second = (client.post(address, answers) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Activity.objects.count() == 1


def test_a_host_outside_ones_reach_cannot_be_chosen(place: Street, page_of: Any) -> None:
    answers = {"host": place.court.pk, "day": "2021-05-20", "then": "confirm"}
    refused = page_of("secretary").post(reverse("records:note_kind", args=["patrol"]), answers)
    assert "host" in refused.context["form"].errors
    assert not Activity.objects.exists()


def test_a_disguised_file_is_refused_by_name_and_nothing_is_kept(place: Street, page_of: Any) -> None:
    fake = SimpleUploadedFile("照片.jpg", b"MZ\x90\x00 not a picture", content_type="image/jpeg")
    answers = {"host": place.garden.pk, "day": "2021-05-20", "then": "confirm", "attachments": [picture(), fake]}
    refused = page_of("secretary").post(reverse("records:note_kind", args=["patrol"]), answers)
    assert "“照片.jpg”" in refused.context["form"].errors["attachments"][0]
    assert not Activity.objects.exists()
    assert not Evidence.objects.exists()


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


def test_the_short_form_too_shows_units_before_it_counts_people(place: Street, page_of: Any) -> None:
    client, address = page_of("worker"), reverse("records:note_kind", args=["joint_meeting"])
    answers = {"host": place.east.pk, "day": "2021-05-20", "names": "程远帆 云川区第一机关", "then": "draft"}
    shown = client.post(address, answers).context["form"]
    assert shown["names"].value() == "程远帆（云川区第一机关）"
    client.post(address, answers | {"names": shown["names"].value()})
    assert [(one.name, one.unit) for one in Attendance.objects.all()] == [("程远帆", "云川区第一机关")]


def test_what_is_no_name_is_said_before_anything_is_written(place: Street, draft: Activity, page_of: Any) -> None:
    refused = page_of("worker").post(reverse("records:names", args=[draft.pk]), {"names": "张三、13800000000号"})
    assert "不像姓名" in refused.context["form"].errors["names"][0]
    assert not Attendance.objects.exists()


def test_files_are_added_shown_and_every_reading_is_logged(place: Street, fact: Activity, page_of: Any) -> None:
    client = page_of("secretary")
    client.post(reverse("records:attach", args=[fact.pk]), {"attachments": [picture()], "speaks_for": "2021-05-21"})
    kept = Evidence.objects.get()
    assert kept.speaks_for == datetime.date(2021, 5, 21)
    answer = client.get(reverse("records:evidence", args=[kept.pk]))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert Entry.objects.filter(verb="查看佐证", actor=place.users["secretary"]).count() == 1
    small = client.get(reverse("records:small_picture", args=[kept.pk]))
    assert Image.open(io.BytesIO(small.content)).size == (40, 30)


def test_a_file_is_withdrawn_from_the_records_page_and_shown_as_withdrawn(
    place: Street, fact: Activity, page_of: Any
) -> None:
    kept = attach_evidence(fact, picture(), by=place.by)
    secretary, worker = page_of("secretary"), page_of("worker")
    page = reverse("records:activity", args=[fact.pk])
    address = reverse("records:withdraw_evidence", args=[kept.pk])
    assert address in secretary.get(page).text
    assert address not in worker.get(page).text
    assert worker.post(address, {"reason": "传错"}).status_code == 403
    assert secretary.post(address, {"reason": ""}).context["form"].errors
    secretary.post(address, {"reason": "拍到了证件"})
    for client in (secretary, worker):
        shown = client.get(page).text
        assert "已撤回" in shown
        assert "拍到了证件" in shown
        assert reverse("records:small_picture", args=[kept.pk]) not in shown
    opened = reverse("records:evidence", args=[kept.pk])
    assert (secretary.get(opened).status_code, worker.get(opened).status_code) == (200, 403)
    assert secretary.get(reverse("records:small_picture", args=[kept.pk])).status_code == 404


def test_the_workbook_holds_what_the_narrowed_list_shows(place: Street, fact: Activity, page_of: Any) -> None:
    note(place.garden, "patrol", datetime.date(2021, 6, 1), title="夜间巡查", by=place.by)
    address = reverse("web:export", args=["activities"])
    narrowed = ({"kind": "patrol"}, {"夜间巡查"}), ({"day_until": "2021-05-31"}, {"二季度会议"})
    for asked, wanted in (({}, {"二季度会议", "夜间巡查"}), *narrowed):
        content = b"".join(page_of("secretary").get(address, asked).streaming_content)
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        assert {sheet.cell(row, 5).value for row in range(4, sheet.max_row + 1)} == wanted


@pytest.mark.parametrize("name", ["activity", "edit", "correct", "void", "names", "attach", "confirm"])
def test_a_record_outside_ones_reach_is_not_found(place: Street, fact: Activity, page_of: Any, name: str) -> None:
    client, address = page_of("neighbour"), reverse(f"records:{name}", args=[fact.pk])
    answer = client.post(address) if name == "confirm" else client.get(address)
    assert answer.status_code == 404


def test_a_file_outside_ones_reach_is_not_found(place: Street, fact: Activity, page_of: Any) -> None:
    kept = attach_evidence(fact, picture(), by=place.by)
    for name in ("evidence", "small_picture", "withdraw_evidence"):
        assert page_of("neighbour").get(reverse(f"records:{name}", args=[kept.pk])).status_code == 404


def test_the_list_shows_what_one_may_see_and_narrows(place: Street, fact: Activity, page_of: Any) -> None:
    confirm(note(place.west, "joint_meeting", DAY, title="西边的会", by=place.by), by=place.by)
    note(place.garden, "patrol", datetime.date(2021, 6, 1), title="夜间巡查", by=place.by)
    client, address = page_of("secretary"), reverse("records:activities")
    everything = client.get(address).text
    assert "二季度会议" in everything
    assert "夜间巡查" in everything
    assert "西边的会" not in everything
    for condition, wanted in (
        ({"q": "巡查"}, "夜间巡查"),
        ({"kind": "joint_meeting"}, "二季度会议"),
        ({"host": place.garden.pk}, "夜间巡查"),
        ({"state": "confirmed"}, "二季度会议"),
        ({"day_from": "2021-06-01"}, "夜间巡查"),
    ):
        other = {"夜间巡查", "二季度会议"} - {wanted}
        shown = client.get(address, condition).text
        assert wanted in shown
        assert other.pop() not in shown


def test_a_page_of_the_list_asks_the_same_number_of_queries_however_long_it_is(place: Street, page_of: Any) -> None:
    client, address = page_of("secretary"), reverse("records:activities")
    note(place.garden, "patrol", DAY, by=place.by)
    client.get(address)

    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return [query["sql"] for query in queries.captured_queries]

    short = asked()
    for _ in range(49):
        note(place.garden, "patrol", DAY, by=place.by)
    assert len(asked()) == len(short)
    assert sum("records_activity" in query for query in short) == 2, "the rows, and the hosts to filter by"
