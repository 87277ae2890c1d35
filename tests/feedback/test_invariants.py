"""Random histories: whoever moves, whatever is prepared, issued or sent back again, one card a half-year stays."""

import datetime
from contextlib import suppress
from typing import Any

import pytest
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulin.feedback import actions
from mulin.feedback.actions import Evaluation
from mulin.feedback.models import Delivery, Feedback, Issue
from mulin.foundation.refusals import Refused
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.service.queries.places import communities_of
from mulin.tree.models import Node
from tests.feedback.test_cards import SECOND
from tests.feedback.world import HALF, Place, marks_for

STEPS = (
    "prepare",
    "prepare street",
    "evaluate",
    "issue",
    "again",
    "move",
    "transfer",
    "read",
    "reply",
    "back",
    "redeliver",
)
HISTORIES = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 1), st.booleans(), st.integers(0, 400)), min_size=5, max_size=25
)


@pytest.mark.row("D05")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORIES)
def test_feedback_exists_exactly_once_a_member_and_half_year(place: Place, history: list[Any]) -> None:
    members = [place.member(f"人{number}") for number in range(2)]
    other = Node.objects.filter(name="外单位支部").first() or place.branch("外单位支部")
    for step, who, second, days in history:
        with suppress(Refused):
            take(place, step, members[who], second, days, other)
        check(members)
    actions.prepare(place.town.street.street, HALF, by=place.town.clerk)
    residents = {one.pk for one in members} & set(communities_of([one.pk for one in members], HALF.last))
    assert {one.member_id for one in Feedback.objects.filter(half=HALF.first)} >= residents
    check(members)


def take(place: Place, step: str, member: Member, second: bool, days: int, other: Node) -> None:
    """One step about one member; what makes no sense now is refused."""
    half, town, by = SECOND if second else HALF, place.town, place.town.clerk
    street = town.street
    if step == "prepare":
        actions.prepare(street.west if days % 2 else street.east, half, by=by)
    elif step == "prepare street":
        actions.prepare(street.street, half, by=by)
    elif step == "move":
        day = datetime.date(2020, 6, 1) + datetime.timedelta(days=days)
        place.moves(member, street.west if second else street.east, day.isoformat())
    elif step == "transfer":
        day = datetime.date(2020, 6, 1) + datetime.timedelta(days=days)
        place.moves(member, other if second else street.branch, day.isoformat(), TieKind.HOME_ORGANISATION)
    else:
        with_card(step, Feedback.objects.filter(member=member, half=half.first).first(), days, by)


def with_card(step: str, card: Feedback | None, days: int, by: Any) -> None:
    """A step with a card, or with its delivery."""
    if card is None:
        return
    delivery = card.deliveries.filter(receiver="home").order_by("-pk").first()
    steps: dict[str, Any] = {
        "evaluate": lambda: actions.evaluate({card.pk: Evaluation(f"意见{days}", marks_for(card))}, by=by),
        "issue": lambda: actions.issue([card.pk], by=by),
        "again": lambda: actions.issue_again(card, reason="更正", by=by),
        "read": lambda: delivery and actions.open_delivery(delivery, by=by),
        "reply": lambda: delivery and actions.reply(delivery, "收到", by=by),
        "back": lambda: delivery and actions.give_back(delivery, because="不是我单位", by=by),
        "redeliver": lambda: delivery and actions.redeliver(delivery, by=by),
    }
    steps[step]()


def check(members: list[Member]) -> None:
    """What must hold after every step."""
    cards = Feedback.objects.filter(member__in=members)
    assert not cards.values("member", "half").annotate(number=Count("pk")).filter(number__gt=1).exists()
    for half in (SECOND, HALF):
        lived = communities_of([one.pk for one in members], half.last)
        for one in cards.filter(half=half.first).exclude(state="issued"):
            assert one.community_id == lived[one.member_id].pk, "a card not issued stands elsewhere"
    for card in cards.filter(state="issued"):
        numbers = sorted(card.issues.values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert numbers, "issued without a version"
    live = Delivery.objects.live().filter(feedback__member__in=members)
    assert not live.values("feedback", "receiver").annotate(number=Count("pk")).filter(number__gt=1).exists()
    newest = {one.feedback_id: one.pk for one in Issue.objects.order_by("number")}
    assert all(one.issue_id == newest[one.feedback_id] for one in live), "an old version is still delivered"
