"""The short form that writes a record down: asks what its kind needs, keeps what was typed, writes once."""

import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mulin.records.actions import note
from mulin.records.choices import State
from mulin.records.models import Activity, Attendance, Evidence

from .conftest import DAY, Street, picture


def test_the_kinds_to_pick_are_those_ones_places_may_record_the_last_used_first(place: Street, page_of: Any) -> None:
    note(place.garden, "service", DAY, by=place.users["keeper"])
    shown = page_of("keeper").get(reverse("records:note"))
    [group] = shown.context["groups"]
    assert [url for _name, url in group.kinds] == ["/records/note/service/", "/records/note/patrol/"]
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


def test_the_short_form_too_shows_units_before_it_counts_people(place: Street, page_of: Any) -> None:
    client, address = page_of("worker"), reverse("records:note_kind", args=["joint_meeting"])
    answers = {"host": place.east.pk, "day": "2021-05-20", "names": "程远帆 云川区第一机关", "then": "draft"}
    shown = client.post(address, answers).context["form"]
    assert shown["names"].value() == "程远帆（云川区第一机关）"
    client.post(address, answers | {"names": shown["names"].value()})
    assert [(one.name, one.unit) for one in Attendance.objects.all()] == [("程远帆", "云川区第一机关")]
