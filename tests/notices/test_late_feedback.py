"""Communities late with cards and answers, and units late with replies, are reminded like everybody else."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from mulin.feedback.actions import Question, ask
from mulin.notices.models import Notice
from mulin.notices.queries import LATE
from tests.feedback.conftest import place
from tests.feedback.test_cards import SECOND
from tests.feedback.world import Place
from tests.organisations.factories import person

__all__ = ["place"]
pytestmark = pytest.mark.row("D05")


def late(place: Place, key: str) -> list[tuple[str, int, datetime.date | None]]:
    """Who is late in a list, with how many, since when, as the street sees it."""
    return [(one.node.name, one.number, one.due) for one in LATE[key].read(place.officer)]


def test_a_card_not_issued_in_time_and_one_not_answered_stand_with_those_who_owe_them(
    place: Place, today_is: Callable[[str], object]
) -> None:
    members = [place.member("王甲"), place.member("李乙")]
    place.issued()
    assert late(place, "feedback_replies") == []
    today_is("2021-07-26")
    assert late(place, "feedback_replies") == [("东苑第一网格党支部", 2, datetime.date(2021, 7, 25))]
    ask(place.town.street.branch, members[:1], Question("honours"), by=place.unit)
    assert late(place, "feedback_cards") == late(place, "consultations") == []
    place.prepared(SECOND)
    today_is("2021-08-06")
    assert late(place, "consultations") == [("东苑社区", 1, datetime.date(2021, 8, 5))]
    assert late(place, "feedback_cards") == [("东苑社区", 2, datetime.date(2021, 1, 20))]
    assert (
        LATE["feedback_cards"].read(person("elsewhere", "street_officer", place.town.street.west, place.town.clerk))
        == []
    )


def test_the_officer_reminds_and_the_one_who_owes_it_reads_what_and_where(
    place: Place, today_is: Callable[[str], object]
) -> None:
    place.member("王甲")
    place.issued()
    today_is("2021-07-26")
    officer, unit = Client(), Client()
    officer.force_login(place.officer)
    unit.force_login(place.unit)
    address = reverse("notices:remind", args=["feedback_replies"])
    overview = officer.get(reverse("notices:reminders")).text
    assert "逾期未答复的反馈卡" in overview
    assert "1 个组织" in overview
    branch = place.town.street.branch
    assert f"{branch.name}（1 项）" in officer.get(address).content.decode()
    for _ in range(2):
        assert officer.post(address, {"nodes": [branch.pk], "text": "请本周答复"}).status_code == 302
    [notice] = Notice.objects.filter(kind="remind_feedback_replies")
    assert (notice.recipient, notice.url) == (place.unit, reverse("feedback:deliveries"))
    assert "请本周答复" in unit.get(reverse("notices:inbox")).content.decode()
