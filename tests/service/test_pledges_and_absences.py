"""Pledges of a year, deeds with their evidence, and contact with the unit after six months' absence."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.members.models import Member
from mulin.members.queries import timeline
from mulin.records.actions import correct, record, void
from mulin.records.models import Activity
from mulin.records.rules import Attendee
from mulin.service import actions
from mulin.service.choices import ContactOutcome, DeedState
from mulin.service.models import Deed
from mulin.service.queries import absences
from mulin.service.queries import pledges as pledge_queries
from mulin.web.queries.serving import taking_part_todos
from tests.service.world import Town, account_of, resident


@pytest.mark.row("R09")
def test_a_member_pledges_at_most_two_things_does_them_and_the_community_confirms(town: Town) -> None:
    member = resident(town, "王一", account=True)
    own = account_of(member)
    first = actions.pledge(member, town.east, "为独居老人理发", by=own)
    actions.pledge(member, town.east, "教孩子写字", by=own)
    with pytest.raises(Refused, match="每年至多 2 件"):
        actions.pledge(member, town.east, "第三件", by=own)
    paper = SimpleUploadedFile("登记.pdf", b"%PDF-1.4 one page\n%%EOF")
    deed = actions.report_deed(
        member, town.east, day=datetime.date(2021, 5, 1), title="上门理发", kept=first, files=[paper], by=own
    )
    assert deed.files.count() == 1
    [confirmed] = actions.confirm_deeds([deed.pk], by=town.secretary)
    assert confirmed.state == DeedState.CONFIRMED
    assert confirmed.activity is not None
    assert confirmed.activity.kind == "practical_deed"
    assert list(confirmed.activity.attendances.values_list("member_id", flat=True)) == [member.pk]
    assert actions.confirm_deeds([deed.pk], by=town.secretary) == []  # sent again: once
    assert Activity.objects.filter(kind="practical_deed").count() == 1
    [(who, pledged, done)] = pledge_queries.year_list(town.east, 2021)
    assert (who, pledged, [one.title for one in done]) == (member, ["为独居老人理发", "教孩子写字"], ["上门理发"])
    assert pledge_queries.pledge_texts([member.pk], town.east, 2021) == {member.pk: ["为独居老人理发", "教孩子写字"]}
    with pytest.raises(Refused, match="已有实事"):
        actions.withdraw_pledge(first, by=own)


def test_a_deed_that_is_not_confirmed_says_why(town: Town) -> None:
    member = resident(town, "王一", account=True)
    deed = actions.report_deed(member, town.east, day=today(), title="扫雪", by=account_of(member))
    with pytest.raises(Refused, match="原因"):
        actions.return_deed(deed, remark=" ", by=town.worker)
    assert actions.return_deed(deed, remark="六月没有雪", by=town.worker).state == DeedState.RETURNED


def confirmed_deed(town: Town, member: Member) -> Deed:
    deed = actions.report_deed(member, town.east, day=datetime.date(2021, 5, 1), title="上门理发", by=town.worker)
    return actions.confirm_deeds([deed.pk], by=town.secretary)[0]


def told_of(member: Member) -> list[tuple[datetime.date, str]]:
    entries = timeline.timelines([member.pk], datetime.date(2021, 1, 1), today()).get(member.pk, [])
    return [(one.day, one.title) for one in entries if one.kind in ("deed", "need", "attendance")]


def test_a_deed_says_what_its_record_says_after_a_correction(town: Town) -> None:
    member = resident(town, "王一")
    deed = confirmed_deed(town, member)
    assert told_of(member) == [(datetime.date(2021, 5, 1), "办实事：上门理发")]
    correct(deed.activity, day=datetime.date(2021, 5, 2), title="上门理发两次", reason="日期记错", by=town.secretary)
    assert told_of(member) == [(datetime.date(2021, 5, 2), "办实事：上门理发两次")]


@pytest.mark.parametrize("how", ["struck out", "without the member"])
def test_a_deed_whose_record_tells_of_it_no_more_is_taken_back(town: Town, how: str) -> None:
    member = resident(town, "王一")
    deed = confirmed_deed(town, member)
    if how == "struck out":
        void(deed.activity, reason="没有这回事", by=town.secretary)
    else:
        correct(deed.activity, people=[], reason="不是王一", by=town.secretary)
    deed.refresh_from_db()
    assert deed.state == DeedState.RETURNED
    assert ("没有这回事" in deed.remark) == (how == "struck out")
    assert told_of(member) == []


def test_who_was_there_when_a_need_was_done_is_told_of_it_and_nobody_else(town: Town) -> None:
    there, agreed = resident(town, "王一"), resident(town, "李二")
    values = {"name": "巧手团", "kind": "post_team", "field": "维修", "duty": "修缮", "meets": "每月第一个周六"}
    team = actions.found_team(town.east, values, by=town.worker)
    actions.join_team(team, [there, agreed], by=town.worker)
    [need] = actions.list_needs(town.east, [actions.NewNeed("修灯")], by=town.worker)
    actions.hand_to_teams(town.east, {need.pk: team}, by=town.worker)
    actions.answer_need(need, agreed, "accepted", by=town.worker)
    done = actions.finish(need, [there], on=today(), result="修好了", by=town.secretary)
    assert done.activity is not None
    assert told_of(there) == [(today(), "办结需求：修灯")]
    assert told_of(agreed) == []
    void(done.activity, reason="还没有修", by=town.secretary)
    assert told_of(there) == []


@pytest.mark.row("R09")
def test_a_returned_deed_stays_a_to_do_of_the_member_until_it_is_reported_anew(town: Town) -> None:
    member = resident(town, "王一", account=True)
    own = account_of(member)

    def told() -> list[tuple[str, str]]:
        return [(one.title, one.url) for one in taking_part_todos(own) if "实事" in one.title]

    deed, other = (
        actions.report_deed(member, town.east, day=day, title=title, by=own)
        for day, title in ((today(), "扫雪"), (datetime.date(2021, 6, 1), "修灯"))
    )
    assert told() == []
    actions.return_deed(deed, remark="六月没有雪", by=town.worker)
    actions.confirm_deeds([other.pk], by=town.secretary)
    assert told() == [("实事“扫雪”被退回，请看原因，补正后重新报告", f"/service/deeds/{deed.pk}/")]
    actions.report_deed(member, town.east, day=datetime.date(2021, 1, 9), title="扫雪", by=own)
    assert told() == []


@pytest.mark.row("R05")
def test_after_six_months_without_an_activity_the_unit_is_asked_once_and_its_answer_kept(town: Town, today_is) -> None:  # type: ignore[no-untyped-def]
    absent, present = resident(town, "王一"), resident(town, "王二")
    floating = resident(town, "王三", category="elderly_or_ill")
    today_is("2021-06-30")
    assert absences(town.east, today()) == []
    record(
        town.east,
        "community_activity",
        datetime.date(2021, 3, 1),
        by=town.clerk,
        people=[Attendee(present.name, "", present.pk)],
        at_once=True,
    )
    today_is("2021-07-01")  # six months since the regulation came into force
    found = absences(town.east, today())
    assert [one.member for one in found] == [absent]
    assert (found[0].since, found[0].due) == (datetime.date(2021, 1, 1), datetime.date(2021, 7, 11))
    ids = [absent.pk, present.pk, floating.pk]
    [contact] = actions.contact_units(town.east, ids, by=town.worker)
    assert (contact.home, contact.answer_due) == (town.street.branch, datetime.date(2021, 7, 16))
    assert actions.contact_units(town.east, ids, by=town.worker) == []
    actions.record_answer(contact, ContactOutcome.WILL_COME, "下月起参加", by=town.worker)
    assert absences(town.east, today()) == []  # counted anew from the answer
    later = absences(town.east, datetime.date(2022, 1, 1))
    assert [one.member for one in later] == [present, absent]  # whose absence is the longest comes first
