"""Journey 4, second half: a member takes part, the half-year card comes to the unit by itself, and the unit answers."""

import datetime
from typing import Any

import pytest

from mulin.feedback.models import Delivery, Feedback
from mulin.records.models import Attendance
from tests.journeys.test_registering import Walk, walk, world

__all__ = ["walk", "world"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.row("D05"),
    pytest.mark.row("R08"),
]
LATER = datetime.date(2022, 7, 5)


def take_part(walk: Walk) -> None:
    """The member comes with the card; the community ticks the name."""
    walk.sign_in(walk.world.people["secretary"])
    walk.visit(f"/feedback/communities/{walk.world.node().pk}/report/")
    walk.page.get_by_role("checkbox", name=walk.member.name, exact=True).first.check()
    walk.picture("feedback-report", phone=True)
    walk.send_form()
    walk.sees("已登记 1 人持证报到")
    assert Attendance.objects.filter(member=walk.member, activity__kind="card_report").count() == 1


def prepare_cards(walk: Walk) -> Feedback:
    """When the half-year is over the community prepares the cards of all members in one go."""
    walk.visit("/feedback/prepare/")
    walk.page.fill("input[name=node]", "听荷社区")
    walk.send_form()
    walk.sees("反馈卡已备好")
    return Feedback.objects.get(member=walk.member)


def write_own_view(walk: Walk, card: Feedback) -> None:
    """The member finds the card in the to-dos and writes how they see themself."""
    walk.sign_in(walk.world.people["member"])
    walk.page.get_by_role("link", name="写自评：2022年上半年反馈卡").click()
    walk.page.fill("textarea[name=text]", "按时持证报到，愿意做法律咨询。")
    walk.picture("feedback-own-view", phone=True)
    walk.send_form()
    walk.sees("在职党员持证报到")
    walk.accessible()


def evaluate_and_issue(walk: Walk, card: Feedback) -> None:
    """One opinion for all, another one for this member; everything goes out."""
    walk.sign_in(walk.world.people["secretary"])
    walk.sees("听荷社区：评议、发出反馈卡")
    walk.visit(f"/feedback/communities/{card.community_id}/2022-01-01/")
    walk.page.fill("textarea[name=opinion]", "遵守社区管理。")
    walk.page.fill(f"input[name=opinion-{card.pk}]", "积极参加社区活动，表现突出。")
    walk.accessible()
    walk.picture("feedback-table", phone=True)
    walk.page.get_by_role("button", name="保存并全部发出").click()
    walk.sees("没有待评议、待发出的反馈卡")


def answer_card(walk: Walk) -> None:
    """The unit reads the card and answers; it prints with both opinions."""
    delivery = Delivery.objects.get(feedback__member=walk.member, receiver="home")
    walk.sign_in(walk.world.people["branch"])
    walk.sees(f"答复{walk.member.name}的反馈卡")
    walk.visit(f"/feedback/deliveries/?q={walk.member.name}")
    walk.page.get_by_role("link", name=walk.member.name, exact=True).first.click()
    walk.sees("积极参加社区活动，表现突出。")
    walk.sees("在职党员持证报到")
    walk.accessible()
    walk.picture("feedback-delivered", phone=True)
    walk.page.get_by_role("link", name="答复", exact=True).click()
    walk.page.fill("textarea[name=text]", "已纳入年度评议。")
    walk.send_form()
    walk.sees("已纳入年度评议。")
    walk.visit(f"/papers/of/feedback_delivery/{delivery.pk}/")
    card = walk.printed("PDF 社区表现反馈卡")
    assert "积极参加社区活动" in card
    assert "已纳入年度评议" in card


def test_a_half_year_card_reaches_the_unit_which_answers(walk: Walk, settings: Any) -> None:
    walk.open_campaign()
    walk.list_member()
    walk.receive_member(walk.send_member())
    walk.take_slip_back()
    take_part(walk)
    settings.TODAY = LATER
    card = prepare_cards(walk)
    write_own_view(walk, card)
    evaluate_and_issue(walk, card)
    answer_card(walk)
    walk.sign_in(walk.world.people["secretary"])
    walk.visit(f"/feedback/{card.pk}/")
    walk.sees("已纳入年度评议。")
    delivery = Delivery.objects.get(feedback=card, receiver="home")
    assert delivery.opened_by == walk.world.people["branch"]
