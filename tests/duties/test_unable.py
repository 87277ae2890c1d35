"""Who cannot serve for long owes nothing meanwhile: dated, said on the page, and owed again by who is able again."""

import datetime
from collections.abc import Callable

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from mulin.duties import actions as duties
from mulin.duties.models import DutyState
from mulin.duties.queries import of_members, open_on
from mulin.foundation.clock import today
from mulin.identity.models import User
from mulin.records.actions import record
from mulin.records.rules import Attendee
from mulin.service import actions
from mulin.service.choices import ContactOutcome
from mulin.service.models import Adjustment, Claim
from mulin.service.queries import absences
from tests.service.world import Town, a_post, a_town, account_of, resident

pytestmark = pytest.mark.row("R05")
SPRING, SUMMER = datetime.date(2021, 3, 1), datetime.date(2021, 4, 1)


@pytest.fixture
def town(clerk: User, today_is: Callable[[str], object]) -> Town:
    today_is("2021-11-15")
    return a_town(clerk)


def reports(name: str) -> dict[str, str]:
    """The status of each quarter's report with the card, by the first day of the quarter."""
    rows = DutyState.objects.filter(member__name=name, duty="card_report").order_by("first")
    return {one.first.isoformat()[5:]: one.status for one in rows}


def asks(town: Town, name: str, until: datetime.date | None, state: str = "released") -> Adjustment:
    """Somebody unable since March applies, and the community decides."""
    member = resident(town, name, account=True)
    [claim] = actions.enter_paper(a_post(town, name=f"岗{name}"), [member], by=town.worker)
    asked = actions.apply_for_adjustment(
        claim, unable_since=SPRING, unable_until=until, reason="住院休养", by=account_of(member)
    )
    return actions.decide_adjustment(asked, actions.Decision(state, answer="好好休养"), by=town.worker)


def test_quarters_on_whose_last_day_somebody_is_unable_are_excused_and_the_others_owed(town: Town) -> None:
    asks(town, "王一", datetime.date(2021, 9, 15))
    resident(town, "王二")
    assert reports("王一") == {"01-01": "excused", "04-01": "excused", "07-01": "overdue", "10-01": "due"}
    assert reports("王二")["01-01"] == "overdue"
    pressing = open_on(of_members(Q(member__name="王一")), today()).filter(duty="card_report")
    assert list(pressing.values_list("first", flat=True)) == [datetime.date(2021, 7, 1), datetime.date(2021, 10, 1)]
    assert duties.rebuild() == 0


def test_nobody_is_excused_before_the_community_decides_nor_when_a_lighter_post_is_found(town: Town) -> None:
    member = resident(town, "王一", account=True)
    [claim] = actions.enter_paper(a_post(town), [member], by=town.worker)
    asked = actions.apply_for_adjustment(claim, unable_since=SPRING, reason="住院休养", by=account_of(member))
    assert "excused" not in reports("王一").values()
    lighter = a_post(town, name="电话问候岗")
    actions.decide_adjustment(asked, actions.Decision("adjusted", lighter), by=town.worker)
    assert "excused" not in reports("王一").values()
    asks(town, "王三", None, state="kept")
    assert "excused" not in reports("王三").values()


def test_what_was_done_stays_done_and_a_new_post_ends_what_had_no_end(
    town: Town, today_is: Callable[[str], object]
) -> None:
    asked = asks(town, "王一", None)
    member = asked.claim.member
    assert reports("王一") == dict.fromkeys(("01-01", "04-01", "07-01", "10-01"), "excused")
    people = [Attendee(member.name, "", member.pk)]
    record(town.east, "card_report", SUMMER, by=town.clerk, people=people, at_once=True)
    assert reports("王一")["04-01"] == "met"
    today_is("2021-12-01")
    duties.rebuild()
    actions.enter_paper(a_post(town, name="新岗"), [member], by=town.worker)
    assert Claim.objects.filter(member=member, until__isnull=True).exists()
    assert reports("王一") == {"01-01": "excused", "04-01": "met", "07-01": "excused", "10-01": "due"}
    assert duties.rebuild() == 0


def test_whom_the_unit_says_to_be_unable_is_excused_until_the_community_is_to_ask_again(
    town: Town, today_is: Callable[[str], object]
) -> None:
    member = resident(town, "王一")
    [absence] = absences(town.east, today())
    [contact] = actions.contact_units(town.east, [member.pk], by=town.worker)
    assert "excused" not in reports("王一").values()
    actions.record_answer(contact, ContactOutcome.UNABLE, "长期驻外", by=town.worker)
    assert absence.since == datetime.date(2021, 1, 1)
    assert set(reports("王一").values()) == {"excused"}
    today_is("2022-07-01")
    duties.rebuild()
    found = DutyState.objects.filter(member=member, duty="card_report", first__year=2022).order_by("first")
    assert [one.status for one in found] == ["excused", "overdue", "due"], "answered in November: until May"


def test_the_page_says_from_when_to_when_and_who_found_so_but_not_why(town: Town, client: Client) -> None:
    asked = asks(town, "王一", datetime.date(2021, 10, 31))
    state = DutyState.objects.get(member=asked.claim.member, duty="card_report", first=datetime.date(2021, 7, 1))
    for user in (account_of(asked.claim.member), town.worker):
        client.force_login(user)
        page = client.get(reverse("duties:duty", args=[state.pk])).content.decode()
        assert "自 2021-03-01 至 2021-10-31 不能履职（社区 2021-11-15 同意免除岗位）" in page
        assert "住院" not in page
    listed = client.get(reverse("duties:member_duties"), {"state": "excused"}).content.decode()
    assert "王一" in listed
    assert "王一" not in client.get(reverse("duties:member_duties"), {"state": "overdue"}).content.decode()
