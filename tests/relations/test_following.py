"""What is on its way follows the organisations: merged ones take it along, one that ended gives it back."""

import datetime
from typing import Any

import pytest

from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.actions import leave
from mulin.members.choices import Leaving, TieKind
from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.relations.actions import floating, transfers
from mulin.relations.actions.floating import Arrival
from mulin.relations.models import Stay, Transfer
from mulin.relations.pages.absences import absence_facts
from mulin.tree.actions import NewNode, dissolve, found, merge
from tests.relations.conftest import DAY, Place
from tests.relations.test_floating import away, guest
from tests.relations.test_waiting import relation_todos

pytestmark = [pytest.mark.django_db, pytest.mark.row("D11")]
TODAY = datetime.date.fromisoformat(DAY)


def on_its_way(member: Member, place: Place) -> Transfer:
    return transfers.start(member, transfers.Wish("工作调动", place.west), by=place.secretary)


def test_a_merged_target_takes_the_transfer_along(
    place: Place, programme: Programme, member: Member, clerk: User
) -> None:
    transfer = on_its_way(member, place)
    third = found(NewNode("branch", "新西苑党支部", place.street.committee), reason="建立", by=clerk)
    merge([place.west], third, on=TODAY, reason="合并", by=clerk)
    assert Transfer.objects.get(pk=transfer.pk).target == third


def test_sides_that_become_one_need_no_transfer(
    place: Place, programme: Programme, member: Member, clerk: User
) -> None:
    transfer = on_its_way(member, place)
    merge([place.west], place.home, on=TODAY, reason="合并", by=clerk)
    found_again = Transfer.objects.get(pk=transfer.pk)
    assert (found_again.state, found_again.closed_because) == ("withdrawn", "转出方和接收方已合并，无须转接")


def test_a_target_that_ended_gives_it_back_to_the_sender(
    place: Place, programme: Programme, member: Member, clerk: User
) -> None:
    transfer = on_its_way(member, place)
    dissolve(place.west, on=TODAY, reason="撤销", by=clerk)
    returned = Transfer.objects.get(pk=transfer.pk)
    assert returned.state == "returned"
    assert returned.responsible == place.home


def test_members_away_and_here_stay_with_the_organisation_that_answers(
    place: Place, programme: Programme, member: Member, clerk: User
) -> None:
    absence, stay = away(member, place), guest(place)
    third = found(NewNode("branch", "新西苑党支部", place.street.committee), reason="建立", by=clerk)
    merge([place.west, place.home], third, on=TODAY, reason="合并", by=clerk)
    absence.refresh_from_db()
    stay.refresh_from_db()
    assert absence.home == third == stay.host
    assert stay.member.tied_on(TieKind.HOST, TODAY) == third


def test_nobody_waits_any_more_for_who_died(
    place: Place, programme: Programme, member: Member, clerk: User, today_is: Any
) -> None:
    transfer = on_its_way(member, place)
    absence = away(member, place)
    stay = floating.receive_known(member, Arrival(place.home.name), place.west, by=place.other)
    today_is("2021-07-02")
    day = datetime.date(2021, 7, 2)
    leave(member, on=day, leaving=Leaving.DIED, by=clerk)
    for one in (transfer, absence, stay):
        one.refresh_from_db()
    assert (transfer.state, transfer.closed_because) == ("withdrawn", "党员已离开")
    assert transfer.steps.last().event == "withdrawn"
    assert (absence.state, absence.returned_on, absence.came_back_on) == ("left", day, None)
    assert [words for words, value in absence_facts(absence) if value == day] == ["已离开"]
    assert (stay.ending, stay.ended_on) == ("left", day)
    assert relation_todos(place.secretary) == relation_todos(place.other) == []


def test_who_left_is_received_nowhere_until_on_the_register_again(
    place: Place, programme: Programme, member: Member, clerk: User
) -> None:
    leave(member, on=TODAY, leaving=Leaving.MOVED_AWAY, by=clerk)
    with pytest.raises(Refused, match="已于 2021-06-30 离开"):
        floating.receive_known(member, Arrival("外省支部"), place.west, by=place.other)
    assert not Stay.objects.filter(member=member).exists()
    assert not member.ties.filter(until=None).exists()
