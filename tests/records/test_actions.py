"""What people do with records."""

import datetime
import json

import pytest
from django.db import IntegrityError, transaction

from mulin.audit.models import Entry
from mulin.foundation.refusals import Refused
from mulin.foundation.search import search
from mulin.records.actions import Outdated, confirm, correct, edit, enter_attendance, note, record, void
from mulin.records.choices import State
from mulin.records.models import Activity, Attendance, Revision
from mulin.records.rules import Attendee

from .conftest import Street

DAY = datetime.date(2021, 5, 20)


@pytest.fixture
def draft(place: Street) -> Activity:
    return note(
        place.east,
        "joint_meeting",
        DAY,
        by=place.users["secretary"],
        title="二季度联席会议",
        notice_on=datetime.date(2021, 5, 10),
        agenda="一、通报；二、商议",
    )


@pytest.fixture
def fact(draft: Activity, place: Street) -> Activity:
    return confirm(draft, by=place.users["secretary"])


def test_a_draft_says_what_was_typed_and_is_no_fact(draft: Activity) -> None:
    kept = Activity.objects.get(pk=draft.pk)
    assert (kept.title, kept.agenda, kept.state) == ("二季度联席会议", "一、通报；二、商议", State.DRAFT)
    assert not Activity.objects.facts().exists()


def test_a_record_without_a_title_bears_the_name_of_its_kind(place: Street) -> None:
    assert note(place.east, "joint_meeting", DAY, by=place.by).title == "联席会议"


def test_confirming_announces_one_event_inside_the_transaction(draft: Activity, place: Street, happened: dict) -> None:
    confirm(draft, by=place.users["secretary"])
    assert happened["confirmed"] == [
        {"activity_ids": [draft.pk], "host_ids": [place.east.pk], "days": [DAY], "kinds": ["joint_meeting"]}
    ]
    assert happened["changed"] == []


def test_confirming_twice_is_the_same_as_once(draft: Activity, place: Street, happened: dict) -> None:
    first = confirm(draft, by=place.users["secretary"])
    again = confirm(draft, by=place.by)
    assert again.confirmed_by == first.confirmed_by
    assert len(happened["confirmed"]) == 1


def test_what_has_not_happened_yet_cannot_be_confirmed(place: Street) -> None:
    coming = note(place.east, "joint_meeting", datetime.date(2021, 7, 1), by=place.by)
    with pytest.raises(Refused, match="还没到"):
        confirm(coming, by=place.by)


def test_a_required_field_is_asked_for_when_it_becomes_a_fact_and_not_before(place: Street) -> None:
    draft = note(place.garden, "service", DAY, by=place.by)
    with pytest.raises(Refused, match="请填写“办结事项”"):
        confirm(draft, by=place.by)
    edit(draft, fields={"handled": "3", "spent": "12.50"}, by=place.by)
    assert confirm(draft, by=place.by).fields == {"handled": 3, "spent": "12.50"}


def test_a_notice_after_the_day_is_refused_and_the_database_refuses_it_too(draft: Activity, place: Street) -> None:
    with pytest.raises(Refused, match="通知日期"):
        edit(draft, notice_on=datetime.date(2021, 5, 21), by=place.by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=draft.pk).update(notice_on=datetime.date(2021, 5, 21))


def test_the_database_refuses_a_fact_that_nobody_confirmed(draft: Activity) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=draft.pk).update(state=State.CONFIRMED)


def test_a_host_records_only_kinds_that_a_programme_in_force_gives_it(place: Street) -> None:
    with pytest.raises(Refused, match="没有实施中的制度"):
        note(place.garden, "joint_meeting", DAY, by=place.by)
    with pytest.raises(Refused, match="没有实施中的制度"):
        note(place.east, "joint_meeting", datetime.date(2020, 12, 31), by=place.by)


def test_a_host_records_nothing_for_a_day_on_which_it_did_not_exist(place: Street) -> None:
    place.garden.since = datetime.date(2021, 6, 1)
    place.garden.save()
    with pytest.raises(Refused, match="还没有成立"):
        note(place.garden, "patrol", DAY, by=place.by)


def test_a_correction_keeps_the_former_text_with_its_reason(fact: Activity, place: Street, happened: dict) -> None:
    corrected = correct(fact, agenda="一、通报", reason="第二项未议", by=place.users["secretary"])
    kept = Revision.objects.get(activity=fact)
    assert (kept.number, kept.reason, kept.by) == (1, "第二项未议", place.users["secretary"])
    assert kept.before["agenda"] == "一、通报；二、商议"
    assert (corrected.state, corrected.agenda) == (State.CORRECTED, "一、通报")
    assert Activity.objects.facts().get() == fact
    place_and_people = {"host_ids": [place.east.pk], "days": [DAY], "kinds": ["joint_meeting"], "former_member_ids": []}
    assert happened["changed"] == [{"activity_ids": [fact.pk]} | place_and_people]
    differences = Entry.objects.filter(verb="更正纪实").get().changes
    assert differences["议程"] == ["一、通报；二、商议", "一、通报"]


def test_a_correction_that_moves_a_fact_names_its_former_place_too(
    fact: Activity, place: Street, happened: dict
) -> None:
    correct(fact, host=place.west, day=datetime.date(2021, 4, 1), notice_on=None, reason="登错社区", by=place.by)
    (event,) = happened["changed"]
    assert event["host_ids"] == [place.east.pk, place.west.pk]
    assert event["days"] == [DAY, datetime.date(2021, 4, 1)]


def test_a_correction_of_nothing_changes_nothing(fact: Activity, place: Street, happened: dict) -> None:
    correct(fact, title=fact.title, reason="看看", by=place.by)
    assert not Revision.objects.exists()
    assert happened["changed"] == []


def test_a_correction_needs_a_reason_and_without_one_nothing_is_written(fact: Activity, place: Street) -> None:
    with pytest.raises(Refused, match="请填写更正原因"):
        correct(fact, title="别的", reason=" ", by=place.by)
    fact.refresh_from_db()
    assert fact.title == "二季度联席会议"


def test_moving_a_fact_to_a_host_one_has_no_say_at_is_refused(fact: Activity, place: Street) -> None:
    with pytest.raises(Refused, match="没有“确认和更正纪实”的权限"):
        correct(fact, host=place.west, reason="登错", by=place.users["secretary"])


def test_striking_out_keeps_the_record_readable_and_it_counts_no_more(
    fact: Activity, place: Street, happened: dict
) -> None:
    void(fact, reason="重复登记", by=place.users["secretary"])
    assert Activity.objects.get(pk=fact.pk).state == State.VOID
    assert not Activity.objects.facts().exists()
    assert Revision.objects.get(activity=fact).reason == "重复登记"
    assert happened["changed"][0]["activity_ids"] == [fact.pk]


def test_striking_out_a_draft_announces_nothing(draft: Activity, place: Street, happened: dict) -> None:
    void(draft, reason="不办了", by=place.users["worker"])
    assert happened["changed"] == []


def test_the_second_of_two_editors_gets_both_texts_and_loses_nothing(draft: Activity, place: Street) -> None:
    seen = draft.version
    edit(draft, version=seen, minutes="甲写的", by=place.users["secretary"])
    with pytest.raises(Outdated) as refused:
        edit(draft, version=seen, minutes="乙写的", by=place.users["worker"])
    assert refused.value.current.minutes == "甲写的"
    assert "别人已经改过" in str(refused.value)


def test_people_are_matched_with_members_in_reach_and_counted(place: Street, member_of, draft: Activity) -> None:
    known = member_of(place.garden, "张三")
    member_of(place.west, "李四")
    found = enter_attendance(draft, "张三、李四，王五等10人", by=place.users["worker"])
    assert [(one.name, one.member_id) for one in found.people] == [("张三", known.pk), ("李四", None), ("王五", None)]
    draft.refresh_from_db()
    assert (draft.present, draft.headcount, draft.named) == (10, 7, 3)


def test_a_name_two_members_bear_is_left_open_until_somebody_chooses(place: Street, member_of, draft: Activity) -> None:
    first, second = member_of(place.east, "王伟"), member_of(place.garden, "王伟")
    assert enter_attendance(draft, "王伟", by=place.by).ambiguous == {"王伟": (first.pk, second.pk)}
    assert Attendance.objects.get().member is None
    chosen = enter_attendance(draft, "王伟", chosen={"王伟": second.pk}, by=place.by)
    assert chosen.ambiguous == {}


def test_the_same_list_twice_changes_nothing(place: Street, member_of, draft: Activity) -> None:
    member_of(place.east, "张三")
    enter_attendance(draft, "张三、李四", by=place.by)
    draft.refresh_from_db()
    before = (draft.present, Attendance.objects.count())
    enter_attendance(draft, "李四、张三", by=place.by)
    draft.refresh_from_db()
    assert (draft.present, Attendance.objects.count()) == before


def test_people_added_to_a_fact_are_a_correction(place: Street, fact: Activity) -> None:
    enter_attendance(fact, "张三", reason="漏登", by=place.users["secretary"])
    fact.refresh_from_db()
    assert fact.state == State.CORRECTED
    assert Revision.objects.get().before["attendance"] == ""


def test_two_hundred_names_go_in_with_a_number_of_queries_that_does_not_grow(
    place: Street, member_of, draft: Activity, django_assert_max_num_queries
) -> None:
    names = "\n".join(
        f"{surname}{given}"
        for surname in "赵钱孙李周吴郑王冯陈"
        for given in "一二三四五六七八九十百千万亿兆甲乙丙丁戊"
    )
    with django_assert_max_num_queries(32):
        enter_attendance(draft, names, by=place.users["worker"])
    draft.refresh_from_db()
    assert draft.present == 200


def test_a_member_out_of_reach_cannot_be_put_on_a_list_by_number(place: Street, member_of, draft: Activity) -> None:
    stranger = member_of(place.west, "张三")
    with pytest.raises(Refused, match="不在名册中"):
        enter_attendance(draft, "", member_ids=[stranger.pk], by=place.users["worker"])
    enter_attendance(draft, "张三", chosen={"张三": stranger.pk}, by=place.users["worker"])
    assert Attendance.objects.get().member is None


def test_a_whole_record_is_written_and_confirmed_in_one_step(place: Street, happened: dict) -> None:
    made = record(
        place.garden,
        "service",
        DAY,
        fields={"handled": 2},
        people=[Attendee("张三"), Attendee("李四", "物业")],
        headcount=3,
        at_once=True,
        by=place.users["secretary"],
    )
    assert (made.state, made.present) == (State.CONFIRMED, 5)
    assert len(happened["confirmed"]) == 1


def test_whoever_may_only_write_cannot_confirm_in_one_step_and_nothing_is_left_behind(place: Street) -> None:
    with pytest.raises(Refused, match="没有“确认和更正纪实”的权限"):
        record(place.garden, "patrol", DAY, at_once=True, by=place.users["worker"])
    assert not Activity.objects.exists()


def test_every_write_is_in_the_log_with_its_differences(fact: Activity, place: Street) -> None:
    edit_of = note(place.east, "joint_meeting", DAY, by=place.by)
    edit(edit_of, place="会议室", by=place.by)
    verbs = list(Entry.objects.filter(object_type="records.activity").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["登记纪实", "确认纪实", "登记纪实", "修改草稿"]
    assert json.loads(json.dumps(Entry.objects.get(verb="修改草稿").changes)) == {"地点": ["", "会议室"]}


def test_a_record_is_found_by_two_characters_of_its_title_until_it_is_struck_out(
    draft: Activity, place: Street
) -> None:
    assert [entry.object_id for entry in search("联席")] == [draft.pk]
    void(draft, reason="登错", by=place.by)
    assert search("联席") == []
