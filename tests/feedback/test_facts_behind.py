"""A card leads back to the records it tells of, says when they were put right, and is itself written down once."""

from typing import Any

import pytest
from django.test import Client

from mulin.duties.models import DutyState
from mulin.feedback.actions import Evaluation, Question, answer, ask, evaluate, issue, issue_again
from mulin.feedback.models import Feedback, Issue
from mulin.identity.models import User
from mulin.records.actions import correct, void
from mulin.records.models import Activity
from mulin.records.pages.counting import consequences_of
from tests.feedback.world import Place, marks_for

UNIT_FEEDBACK = "unit_feedback"


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def evaluated(cards: list[Feedback], by: Any) -> list[int]:
    evaluate({one.pk: Evaluation("积极参加。", marks_for(one)) for one in cards}, by=by)
    return [one.pk for one in cards]


def test_every_line_of_a_card_leads_to_its_record_and_the_record_to_the_card(place: Place, client: Client) -> None:
    member = place.member("王甲")
    planting = place.activity("义务植树", "2021-03-12", member)
    (card,) = place.issued()
    signed_in(client, place.worker)
    assert f'<a href="/records/{planting.pk}/">义务植树</a>' in page(client, f"/feedback/{card.pk}/")
    assert f'href="/records/{planting.pk}/"' in page(client, f"/feedback/members/{member.pk}/activities/")
    record = page(client, f"/records/{planting.pk}/")
    assert f'href="/feedback/{card.pk}/"' in record
    assert f'href="/members/{member.pk}/"' in record
    assert "王甲：2021年上半年反馈卡（已发出）" in record


@pytest.mark.parametrize("how", ["without the member", "struck out"])
def test_a_record_put_right_says_which_issued_card_is_to_be_issued_anew(place: Place, client: Client, how: str) -> None:
    planting = place.activity("义务植树", "2021-03-12", place.member("王甲"))
    (card,) = place.issued()
    signed_in(client, place.worker)
    assert "现在的事实不一样" not in page(client, f"/feedback/{card.pk}/")
    if how == "struck out":
        void(planting, reason="重复登记", by=place.town.clerk)
    else:
        correct(planting, people=[], reason="没有到场", by=place.town.clerk)
    assert "王甲：2021年上半年反馈卡是按更正前的事实发出的" in page(client, f"/records/{planting.pk}/")
    assert "王甲" in page(client, f"/feedback/?record={planting.pk}")
    assert "发出的第 1 版和现在的事实不一样" in page(client, f"/feedback/{card.pk}/")
    issue_again(card, reason="活动更正", by=place.worker)
    assert "现在的事实不一样" not in page(client, f"/feedback/{card.pk}/")
    assert "反馈卡" not in str(consequences_of(planting, place.worker))
    assert [one.content["done"] for one in card.issues.order_by("number")] == [[["2021-03-12", "义务植树"]], []]


def test_many_cards_of_one_record_are_one_line_that_leads_to_exactly_them(place: Place, client: Client) -> None:
    there = [place.member(f"王{number}") for number in "一二三四五六"]
    place.member("没来")
    planting = place.activity("义务植树", "2021-03-12", *there)
    place.issued()
    signed_in(client, place.worker)
    assert "6 名党员：2021年上半年反馈卡（已发出）" in page(client, f"/records/{planting.pk}/")
    shown = page(client, f"/feedback/?record={planting.pk}")
    assert all(one.name in shown for one in there)
    assert "没来" not in shown
    assert "没来" in page(client, "/feedback/")


def test_issuing_the_cards_of_a_half_year_is_written_down_once(place: Place, client: Client) -> None:
    for name in ("王甲", "李乙", "张丙"):
        place.member(name)
    cards = place.prepared()
    ids = evaluated(cards, place.worker)
    issue(ids[:1], by=place.worker)
    record = Activity.objects.get(kind=UNIT_FEEDBACK)
    assert (record.host, record.counts) == (place.town.east, True)
    issue(ids, by=place.worker)
    assert Activity.objects.get(kind=UNIT_FEEDBACK) == record
    assert set(Issue.objects.values_list("activity_id", flat=True)) == {record.pk}
    shown = page(signed_in(client, place.worker), f"/records/{record.pk}/")
    assert "发出的反馈卡 3 张" in shown
    assert "张丙" in page(client, f"/feedback/?record={record.pk}")


def test_a_record_of_issued_cards_that_was_struck_out_is_made_anew_with_the_next_card(place: Place) -> None:
    for name in ("王甲", "李乙"):
        place.member(name)
    ids = evaluated(place.prepared(), place.worker)
    issue(ids[:1], by=place.worker)
    void(Activity.objects.get(kind=UNIT_FEEDBACK), reason="误作废", by=place.town.clerk)
    issue(ids[1:], by=place.worker)
    assert Activity.objects.facts().filter(kind=UNIT_FEEDBACK).count() == 1


def test_the_duty_of_a_member_stands_on_the_page_of_the_record_that_keeps_it(place: Place, client: Client) -> None:
    there = [place.member(f"王{number}") for number in "一二三四五六"]
    few = place.activity("义务植树", "2021-07-05", there[0])
    many = place.activity("清扫楼道", "2021-07-06", *there)
    signed_in(client, place.worker)
    kept = DutyState.objects.get(member=there[0], duty="card_report", first="2021-07-01")
    assert f'href="/duties/{kept.pk}/"' in page(client, f"/records/{few.pk}/")
    assert "6 名党员：在职党员每季度到居住地报到一次" in page(client, f"/records/{many.pk}/")
    selection = f"/duties/members/?duty=card_report&state=&record={few.pk}"
    assert "王一" in page(client, selection)
    assert "王二" not in page(client, selection)
    assert f'href="/records/{many.pk}/"' in page(client, f"/duties/{kept.pk}/")


def test_what_stands_beside_a_question_leads_back_to_records_and_cards(place: Place, client: Client) -> None:
    member = place.member("王甲")
    planting = place.activity("义务植树", "2021-03-12", member)
    (card,) = place.issued()
    (row,) = ask(place.town.street.branch, [member], Question("honours"), by=place.unit)
    to_record, to_card = f'<a href="/records/{planting.pk}/">义务植树</a>', f'<a href="/feedback/{card.pk}/">'
    signed_in(client, place.worker)
    asked = page(client, f"/feedback/consultations/{row.pk}/")
    assert to_record in asked
    assert to_card in asked
    form = page(client, f"/feedback/consultations/{row.pk}/answer/")
    assert f'王甲（评优评先） <a href="/feedback/consultations/{row.pk}/">' in form
    answer(row, stand="supports", opinion="同意。", by=place.worker)
    assert to_record in page(client, f"/feedback/consultations/{row.pk}/")
    void(planting, reason="重复登记", by=place.town.clerk)
    kept = page(client, f"/feedback/consultations/{row.pk}/")
    assert "义务植树" in kept
    assert to_record not in kept
    signed_in(client, place.unit)
    read = page(client, f"/feedback/consultations/{row.pk}/")
    assert "义务植树" in read
    assert to_card not in read
