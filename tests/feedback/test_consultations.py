"""Hearing the community: asked once at a time, answered with a numbered letter, late ones seen."""

import datetime
from typing import Any

import pytest

from mulin.feedback.actions import Question, answer, ask, withdraw
from mulin.feedback.choices import ConsultationState
from mulin.feedback.models import Consultation
from mulin.feedback.queries import heard, heard_among
from mulin.feedback.queries.consultations import overdue
from mulin.foundation.refusals import Refused
from mulin.members.choices import TieKind
from mulin.members.models import Member
from tests.feedback.world import Place

SINCE = datetime.date(2021, 1, 1)


@pytest.mark.row("D15")
def test_a_list_is_asked_about_in_one_go_and_a_question_only_once_at_a_time(place: Place) -> None:
    people = [place.member(name) for name in ("王甲", "李乙")]
    for _ in range(10):
        rows = ask(place.town.street.branch, people, Question("honours"), by=place.unit)
    assert len(rows) == Consultation.objects.count() == 2
    assert {one.due for one in rows} == {datetime.date(2021, 7, 20)}


@pytest.mark.row("D15")
def test_an_answer_has_a_number_and_is_found_by_who_decides(place: Place) -> None:
    people = [place.member(name) for name in ("王甲", "李乙")]
    first, second = ask(place.town.street.branch, people, Question("promotion"), by=place.unit)
    assert heard(people[0], "promotion", SINCE) is None
    answer(first, stand="supports", opinion="同意。", by=place.worker)
    answer(second, stand="objects", opinion="群众有反映。", by=place.worker)
    found = heard(people[0], "promotion", SINCE)
    assert found is not None
    assert found.number == "意见〔2021〕1号"
    assert heard(people[0], "honours", SINCE) is None
    assert heard(people[0], "promotion", datetime.date(2021, 7, 11)) is None
    assert heard_among([one.pk for one in people], "promotion", SINCE) == {one.pk for one in people}
    with pytest.raises(Refused, match="已答复"):
        answer(first, stand="objects", opinion="改口", by=place.worker)


@pytest.mark.row("D15")
def test_nobody_asks_about_members_of_others_or_for_an_unknown_occasion(place: Place) -> None:
    member = place.member("王甲")
    place.moves(member, place.branch("外单位支部"), "2021-07-01", TieKind.HOME_ORGANISATION)
    with pytest.raises(Refused, match="只能就本组织"):
        ask(place.town.street.branch, [member], Question("honours"), by=place.unit)
    with pytest.raises(Refused, match="没有规定"):
        ask(place.town.street.branch, [place.member("李乙")], Question("holiday"), by=place.unit)
    with pytest.raises(Refused, match="权限"):
        ask(place.town.street.branch, [place.member("张丙")], Question("honours"), by=place.worker)


@pytest.mark.row("R04")
def test_late_questions_are_seen_and_can_be_withdrawn(place: Place, today_is: Any) -> None:
    row = ask(place.town.street.branch, [place.member("王甲")], Question("admission"), by=place.unit)[0]
    assert not overdue(Consultation.objects.all()).exists()
    today_is("2021-07-21")
    assert overdue(Consultation.objects.all()).get() == row
    withdraw(row, because="暂缓", by=place.unit)
    assert Consultation.objects.get().state == ConsultationState.WITHDRAWN
    with pytest.raises(Refused, match="已撤回"):
        answer(row, stand="supports", opinion="同意", by=place.worker)


@pytest.mark.row("D15")
def test_a_waiting_question_follows_the_member_to_the_new_community(place: Place) -> None:
    member: Member = place.member("王甲")
    row = ask(place.town.street.branch, [member], Question("honours"), by=place.unit)[0]
    place.moves(member, place.town.street.west, "2021-07-05")
    row.refresh_from_db()
    assert row.community == place.town.street.west
