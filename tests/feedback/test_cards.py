"""Half-year cards: made from facts, exactly one a member, frozen as issued, delivered by the routing rule."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from mulin.feedback.actions import (
    Evaluation,
    evaluate,
    evaluate_all,
    give_back,
    give_own_view,
    issue,
    issue_again,
    open_delivery,
    open_own,
    prepare,
    prepare_ended,
    redeliver,
    reply,
)
from mulin.feedback.choices import State
from mulin.feedback.models import Delivery, Feedback, Issue
from mulin.feedback.queries.contents import contents_of
from mulin.foundation.periods import period_of
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.registration.models import Registration
from mulin.tree.actions import NewNode, found
from mulin.tree.models import Node
from tests.feedback.world import HALF, Place, a_place, marks_for
from tests.service.world import account_of

SECOND = period_of("half_year", datetime.date(2020, 7, 1))


@pytest.mark.row("D05")
def test_all_cards_of_a_community_are_prepared_in_one_go_and_only_once(place: Place) -> None:
    for name in ("王甲", "李乙", "张丙"):
        place.member(name)
    place.member("退休", category="elderly_or_ill")
    assert prepare(place.town.east, HALF, by=place.worker) == 3
    for _ in range(10):
        assert prepare(place.town.east, HALF, by=place.worker) == 0
    assert prepare(place.town.street.street, HALF, by=place.officer) == 0
    assert Feedback.objects.count() == 3


@pytest.mark.row("D05")
def test_the_database_holds_one_card_a_member_and_half_year(place: Place) -> None:
    place.member("王甲")
    card = place.prepared()[0]
    card.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        card.save(force_insert=True)


@pytest.mark.row("D05")
def test_cards_wait_for_the_end_of_the_half_year(place: Place, today_is: Any) -> None:
    place.member("王甲")
    today_is("2021-06-30")
    with pytest.raises(Refused, match="还没有结束"):
        prepare(place.town.east, HALF, by=place.worker)


@pytest.mark.row("D05")
def test_where_no_regulation_asks_for_feedback_none_is_prepared(place: Place) -> None:
    clerk = place.town.clerk
    street = found(NewNode("street", "别处街道"), reason="建立", by=clerk)
    elsewhere = found(NewNode("community", "别处社区", street), reason="建立", by=clerk)
    with pytest.raises(Refused, match="没有要求"):
        prepare(elsewhere, HALF, by=place.town.clerk)


@pytest.mark.row("R04")
@pytest.mark.row("Q17")
def test_the_second_half_years_card_carries_the_yearly_evaluation(place: Place) -> None:
    place.member("王甲")
    first, second = place.prepared()[0], place.prepared(SECOND)[0]
    assert (first.is_yearly, second.is_yearly) == (False, True)
    with pytest.raises(Refused, match="参与活动、遵纪守法、邻里关系、服从管理"):
        evaluate({second.pk: Evaluation("表现好")}, by=place.worker)
    with pytest.raises(Refused, match="不是评议的档次"):
        evaluate({second.pk: Evaluation("表现好", marks_for(second) | {"compliance": "优"})}, by=place.worker)
    with pytest.raises(Refused, match="不逐项评议"):
        evaluate({first.pk: Evaluation("表现好", {"compliance": "好"})}, by=place.worker)
    evaluate({second.pk: Evaluation("表现好", marks_for(second))}, by=place.worker)
    aspects = contents_of([Feedback.objects.select_related("member", "community").get(pk=second.pk)])[second.pk]
    assert aspects["aspects"] == [["参与活动", "好"], ["遵纪守法", "好"], ["邻里关系", "好"], ["服从管理", "好"]]


@pytest.mark.row("Q17")
def test_a_district_with_yearly_feedback_alone_has_one_card_a_year(clerk: Any, today_is: Any) -> None:
    today_is("2021-07-10")
    place = a_place(clerk, feedback_half_yearly=False)
    place.member("王甲")
    with pytest.raises(Refused, match="没有要求"):
        prepare(place.town.east, HALF, by=place.worker)
    card = place.prepared(SECOND)[0]
    assert (card.first, card.last, card.period.name) == (
        datetime.date(2020, 1, 1), datetime.date(2020, 12, 31), "2020年",
    )  # fmt: skip


@pytest.mark.row("R11")
def test_a_card_holds_what_the_member_did_in_the_community_and_nothing_of_the_unit(place: Place) -> None:
    member = place.member("王甲")
    place.activity("清洁家园", "2021-03-05", member)
    place.activity("早了", "2020-12-30", member)
    place.activity("支部学习", "2021-03-06", member, host=place.town.street.branch, kind="fixed_life")
    card = place.prepared()[0]
    assert [title for _day, title in contents_of([card])[card.pk]["done"]] == ["清洁家园"]


@pytest.mark.row("D05")
def test_who_moved_gets_one_card_from_the_last_community_with_the_facts_of_both(place: Place) -> None:
    member = place.member("王甲")
    place.activity("东苑的活动", "2021-02-05", member)
    place.moves(member, place.town.street.west, "2021-04-01")
    place.activity("西苑的活动", "2021-05-05", member, host=place.town.street.west)
    assert prepare(place.town.east, HALF, by=place.worker) == 0
    assert prepare(place.town.street.street, HALF, by=place.officer) == 1
    card = Feedback.objects.get()
    assert card.community == place.town.street.west
    assert [title for _day, title in contents_of([card])[card.pk]["done"]] == ["东苑的活动", "西苑的活动"]


@pytest.mark.row("D05")
def test_a_card_that_is_not_issued_follows_a_corrected_residence(place: Place) -> None:
    member = place.member("王甲")
    place.prepared()
    place.moves(member, place.town.street.west, "2021-06-01")
    assert Feedback.objects.get().community == place.town.street.west


@pytest.mark.row("D05")
def test_one_opinion_for_all_with_changes_for_some(place: Place) -> None:
    for name in ("王甲", "李乙", "张丙"):
        place.member(name)
    cards = place.prepared()
    evaluate_all(cards, Evaluation("表现良好"), {cards[1].pk: Evaluation("从未参加")}, by=place.worker)
    assert list(Feedback.objects.order_by("pk").values_list("opinion", "state")) == [
        ("表现良好", "evaluated"), ("从未参加", "evaluated"), ("表现良好", "evaluated"),
    ]  # fmt: skip


@pytest.mark.row("D05")
def test_two_people_do_not_overwrite_each_other(place: Place) -> None:
    place.member("王甲")
    card = place.prepared()[0]
    evaluate({card.pk: Evaluation("先到", version=card.version)}, by=place.worker)
    with pytest.raises(Refused, match="已由他人修改"):
        evaluate({card.pk: Evaluation("后到", version=card.version)}, by=place.worker)


@pytest.mark.row("D05")
def test_a_card_sent_ten_times_goes_out_once(place: Place) -> None:
    place.member("王甲")
    card = place.issued()[0]
    for _ in range(10):
        issue([card.pk], by=place.worker)
    assert Issue.objects.count() == 1
    assert sorted(Delivery.objects.values_list("receiver", flat=True)) == ["home", "member"]


@pytest.mark.row("D05")
def test_a_card_without_evaluation_is_not_issued(place: Place) -> None:
    place.member("王甲")
    card = place.prepared()[0]
    with pytest.raises(Refused, match="王甲等 1 张反馈卡还没有评议"):
        issue([card.pk], by=place.worker)


@pytest.mark.row("D05")
def test_what_was_issued_stays_as_it_was_issued(place: Place) -> None:
    member = place.member("王甲")
    place.activity("清洁家园", "2021-03-05", member)
    card = place.issued()[0]
    place.activity("补录的活动", "2021-03-07", member)
    evaluate({card.pk: Evaluation("更正后的意见")}, by=place.worker)
    frozen = Issue.objects.get()
    assert frozen.content["opinion"] == "积极参加社区活动。"
    assert [title for _day, title in frozen.content["done"]] == ["清洁家园"]
    with pytest.raises(Refused, match="原因"):
        issue_again(card, reason=" ", by=place.worker)
    issue_again(card, reason="补录活动", by=place.worker)
    assert list(Issue.objects.order_by("number").values_list("content__opinion", flat=True)) == [
        "积极参加社区活动。", "更正后的意见",
    ]  # fmt: skip
    assert Delivery.objects.live().count() == 2
    with pytest.raises(Refused, match="一样"):
        issue_again(card, reason="再来", by=place.worker)


def registered(place: Place, member: Member, rank: str, unit: Node) -> None:
    """A member whom the unit listed with this rank."""
    Registration.objects.create(
        member=member, unit=unit, community=place.town.east, rank=rank, listed_on=datetime.date(2021, 2, 1)
    )


@pytest.mark.row("R04")
def test_cards_of_senior_cadres_also_go_to_the_office_and_the_committee(place: Place) -> None:
    committee = found(
        NewNode("party_committee", "县直党委", None, place.town.street.street), reason="建立", by=place.town.clerk
    )
    branch = place.branch("水利局支部", committee)
    senior = place.member("副科", category="employed")
    place.moves(senior, branch, "2021-02-01", TieKind.HOME_ORGANISATION)
    registered(place, senior, "senior", branch)
    place.member("科员")
    place.issued()
    found_rows = Delivery.objects.order_by("feedback", "receiver").values_list(
        "feedback__member__name", "receiver", "receiver_name", "node__name"
    )
    assert sorted(found_rows, key=str) == sorted(
        [
            ("副科", "home", "水利局支部", "水利局支部"),
            ("副科", "member", "副科", None),
            ("副科", "office", "县委组织部", None),
            ("副科", "committee", "县直党委", "县直党委"),
            ("科员", "home", "东苑第一网格党支部", "东苑第一网格党支部"),
            ("科员", "member", "科员", None),
        ],
        key=str,
    )


@pytest.mark.row("D05")
def test_the_unit_reads_and_answers_once(place: Place) -> None:
    place.member("王甲")
    place.issued()
    delivery = Delivery.objects.get(receiver="home")
    open_delivery(delivery, by=place.officer)
    delivery.refresh_from_db()
    assert delivery.opened_at is None
    open_delivery(delivery, by=place.unit)
    delivery.refresh_from_db()
    assert delivery.opened_by == place.unit
    for _ in range(3):
        reply(delivery, "已向本人反馈，纳入年度评议。", by=place.unit)
    with pytest.raises(Refused, match="已经答复"):
        reply(delivery, "别的话", by=place.unit)
    with pytest.raises(Refused, match="权限"):
        reply(delivery, "社区自己答复", by=place.worker)


@pytest.mark.row("D05")
def test_a_card_follows_the_member_to_another_organisation(place: Place) -> None:
    member = place.member("王甲")
    place.issued()
    elsewhere = place.branch("新单位支部")
    place.moves(member, elsewhere, "2021-07-10", TieKind.HOME_ORGANISATION)
    live = Delivery.objects.live().get(receiver="home")
    assert live.node == elsewhere
    former = Delivery.objects.get(receiver="home", is_returned=True)
    assert "新单位支部" in former.ended_because


@pytest.mark.row("D05")
def test_a_returned_card_is_delivered_again_once(place: Place) -> None:
    place.member("王甲")
    place.issued()
    delivery = give_back(Delivery.objects.get(receiver="home"), because="不是我单位党员", by=place.unit)
    again = redeliver(delivery, by=place.worker)
    assert redeliver(delivery, by=place.worker) == again
    assert Delivery.objects.live().filter(receiver="home").count() == 1


@pytest.mark.row("D05")
def test_members_write_their_own_view_until_the_card_is_issued(place: Place) -> None:
    member = place.member("王甲", account=True)
    card = place.prepared()[0]
    with pytest.raises(Refused, match="本人"):
        give_own_view(card, "代写", by=place.worker)
    give_own_view(card, "参加了清洁家园。", by=account_of(member))
    evaluate({card.pk: Evaluation("属实。")}, by=place.worker)
    issue([card.pk], by=place.worker)
    assert Issue.objects.get().content["own_view"] == "参加了清洁家园。"
    with pytest.raises(Refused, match="已经发出"):
        give_own_view(Feedback.objects.get(), "改写", by=account_of(member))
    assert Feedback.objects.get().state == State.ISSUED


@pytest.mark.row("D05")
def test_the_cards_of_a_half_year_come_by_themselves_on_the_morning_after_it(place: Place, today_is: Any) -> None:
    place.member("王甲")
    by = User.objects.command_line()
    assert prepare_ended(today_is("2021-07-01"), by=by) == 1
    place.member("后来")
    assert prepare_ended(today_is("2021-07-02"), by=by) == 0
    card = Feedback.objects.get()
    assert (card.half, card.state) == (HALF.first, State.PREPARED)


@pytest.mark.row("D05")
def test_a_committee_that_the_register_does_not_know_gets_the_card_on_paper(place: Place) -> None:
    registered(place, place.member("王甲"), "senior", place.town.street.branch)
    place.issued()
    row = Delivery.objects.get(receiver="committee")
    assert (row.receiver_name, row.node) == ("所在党委", None)


@pytest.mark.row("D05")
def test_members_who_open_their_card_have_read_it(place: Place) -> None:
    member = place.member("王甲", account=True)
    card = place.issued()[0]
    open_own(card, by=place.worker)
    assert Delivery.objects.get(receiver="member").opened_at is None
    open_own(card, by=account_of(member))
    open_own(card, by=account_of(member))
    assert Delivery.objects.get(receiver="member").opened_by == account_of(member)
