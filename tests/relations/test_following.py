"""What is on its way follows the organisations: merged ones take it along, one that ended gives it back."""

import datetime

import pytest

from mulin.identity.models import User
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.relations.actions import transfers
from mulin.relations.models import Transfer
from mulin.tree.actions import NewNode, dissolve, found, merge
from tests.relations.conftest import DAY, Place
from tests.relations.test_floating import away, guest

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
