"""Clocks that are full are told once to those responsible, whichever mornings came about; greetings catch up."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from mulin.foundation.clock import today
from mulin.identity.models import User
from mulin.members.actions import leave
from mulin.members.choices import Leaving
from mulin.members.models import Member
from mulin.notices import actions
from mulin.notices.models import Notice
from mulin.programmes.models import Programme
from mulin.service import actions as service
from mulin.web.actions import keeping
from tests.members.factories import a_member
from tests.organisations.factories import person
from tests.relations.conftest import Place, member, place, programme
from tests.relations.test_withdrawal import held_at
from tests.service.world import Town, a_post, resident

__all__ = ["member", "place", "programme"]
Day = Callable[[str], object]


def told(kind: str) -> list[tuple[str, str]]:
    """What was told of clocks, to whom."""
    rows = Notice.objects.filter(kind=f"clock_{kind}").order_by("pk")
    return [(one.recipient.username if one.recipient else "", one.text) for one in rows]


@pytest.mark.row("R05")
def test_who_keeps_the_posts_is_told_once_of_residents_long_absent(town: Town, today_is: Day) -> None:
    resident(town, "王一")
    resident(town, "王二")
    for day in ("2021-06-30", "2021-07-01", "2021-07-02", "2021-07-20", "2021-08-20"):
        today_is(day)
        keeping.tick(today())
    found = told("absent")
    assert {user for user, _text in found} == {"worker", "secretary"}
    assert len(found) == 2
    assert all("王一、王二" in text for _user, text in found)
    notice = Notice.objects.filter(kind="clock_absent").first()
    assert notice is not None
    assert notice.url == reverse("service:contact_units", args=[town.east.pk])
    client = Client()
    client.force_login(town.worker)
    assert "2 名党员久未参加社区活动" in client.get(reverse("notices:inbox")).content.decode()


@pytest.mark.row("R05")
def test_what_was_full_long_before_the_first_morning_is_told_in_one_notice(town: Town, today_is: Day) -> None:
    resident(town, "王一")
    for day in ("2021-09-01", "2021-09-02", "2021-10-01"):
        today_is(day)
        actions.tell_of_clocks(today())
    assert [user for user, _text in told("absent")] == ["worker", "secretary"]


@pytest.mark.row("R05")
def test_whoever_comes_into_office_later_is_told_then(town: Town, today_is: Day) -> None:
    resident(town, "王一", place=town.street.west)
    today_is("2021-07-01")
    actions.tell_of_clocks(today())
    assert told("absent") == []
    person("late_worker", "community_worker", town.street.west, town.clerk)
    today_is("2021-07-15")
    actions.tell_of_clocks(today())
    assert [user for user, _text in told("absent")] == ["late_worker"]


@pytest.mark.row("R05")
def test_the_community_is_told_when_somebody_released_should_be_able_again(town: Town, today_is: Day) -> None:
    one = resident(town, "王一")
    [claim] = service.enter_paper(a_post(town), [one], by=town.worker)
    asked = service.apply_for_adjustment(
        claim,
        unable_since=datetime.date(2021, 1, 1),
        unable_until=datetime.date(2021, 7, 31),
        reason="手术后休养",
        by=town.worker,
    )
    service.decide_adjustment(asked, service.Decision("released"), by=town.worker)
    for day in ("2021-07-31", "2021-08-01", "2021-08-02"):
        today_is(day)
        actions.tell_of_clocks(today())
        assert len(told("unable")) == (0 if day == "2021-07-31" else 2)
    assert all("王一" in text and "手术" not in text for _user, text in told("unable"))


@pytest.mark.row("R10")
def test_the_branch_is_told_once_of_members_whose_six_months_are_full(
    place: Place, programme: Programme, member: Member, today_is: Day, clerk: User
) -> None:
    other = a_member(place.street, clerk, name="同志", number=31, since=datetime.date(2020, 1, 1))
    for day, there in (("2021-01-01", [member, other]), ("2021-03-01", [other])):
        held_at(place, day, *there, by=clerk)
    for day in ("2021-06-30", "2021-07-01", "2021-07-03", "2021-08-01"):
        today_is(day)
        actions.tell_of_clocks(today())
    [(user, text)] = told("floating")
    assert user == "secretary"
    assert member.name in text


@pytest.mark.row("J08")
def test_a_morning_makes_up_for_the_greetings_of_mornings_that_failed_and_says_so(town: Town, today_is: Day) -> None:
    late = resident(town, "苏示例", account=True, admitted_on=datetime.date(2011, 7, 1))
    resident(town, "太久的", admitted_on=datetime.date(2011, 6, 26))
    gone = resident(town, "离开的", admitted_on=datetime.date(2011, 7, 2))
    resident(town, "今天的", admitted_on=datetime.date(2011, 7, 4))
    leave(gone, on=datetime.date(2021, 7, 3), leaving=Leaving.DIED, by=town.clerk)
    today_is("2021-07-04")
    for _ in range(3):
        keeping.tick(today())
    greetings = Notice.objects.filter(kind="birthday").select_related("member")
    assert sorted(one.member.name for one in greetings if one.member) == ["今天的", "苏示例"]
    assert "您的政治生日是 7月1日，今日补致祝贺" in greetings.get(member=late).text
    assert "补致" not in greetings.get(member__name="今天的").text
    today_is("2021-07-05")
    keeping.tick(today())
    assert greetings.count() == 2


@pytest.mark.row("J08")
def test_a_greeting_missed_at_the_turn_of_the_year_is_that_of_the_old_year(town: Town, today_is: Day) -> None:
    resident(town, "岁末的", admitted_on=datetime.date(2011, 12, 30))
    for day in ("2022-01-02", "2022-01-03", "2022-12-30", "2022-12-31"):
        today_is(day)
        actions.greet(today())
    found = Notice.objects.filter(kind="birthday").order_by("pk")
    assert list(found.values_list("period", flat=True)) == ["2021", "2022"]
    assert "10周年" in found[0].text
