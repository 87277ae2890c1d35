"""The same card sent ten times: one. On PostgreSQL ten threads really meet; on SQLite one follows the other."""

from collections.abc import Callable

import pytest

from mulin.feedback.actions import Evaluation, evaluate, issue, prepare
from mulin.feedback.models import Delivery, Feedback, Issue
from mulin.identity.models import User
from tests.feedback.world import DAY, HALF, Place, a_place
from tests.service.test_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.row("D05")]


@pytest.fixture
def place(today_is: Callable[[str], object]) -> Place:
    """One member in service, kept in the database for all threads to see."""
    today_is(DAY)
    made = a_place(User.objects.command_line())
    made.member("王甲")
    return made


def test_ten_who_prepare_the_same_half_year_at_once_make_one_card(place: Place) -> None:
    at_once(lambda _turn: prepare(place.town.east, HALF, by=place.town.clerk), 10)
    assert Feedback.objects.count() == 1


def test_the_same_card_sent_ten_times_at_once_goes_out_once(place: Place) -> None:
    prepare(place.town.east, HALF, by=place.town.clerk)
    card = Feedback.objects.get()
    evaluate({card.pk: Evaluation("积极参加社区活动。")}, by=place.town.clerk)
    outcomes = at_once(lambda _turn: issue([card.pk], by=place.town.clerk), 10)
    assert sorted(len(one) for one in outcomes) == [0] * 9 + [1]
    assert Issue.objects.count() == 1
    assert sorted(Delivery.objects.values_list("receiver", flat=True)) == ["home", "member"]
