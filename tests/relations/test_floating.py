"""Members away and members who came: told, permitted, urged at exactly six months, never turned away."""

import datetime
from typing import Any

import pytest

from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.relations.actions import floating, transfers
from mulin.relations.actions.floating import Arrival, Departure, Spot
from mulin.relations.actions.floating.away import ReturnCheck
from mulin.relations.models import Absence, Stay
from mulin.relations.queries.clauses import floating_terms
from mulin.relations.queries.floating import contact_due, is_urged
from tests.members.factories import identity
from tests.relations.conftest import DAY, Place

pytestmark = [pytest.mark.django_db, pytest.mark.row("R10")]
TODAY = datetime.date.fromisoformat(DAY)
HARBOUR = Spot("邻省港城", is_fixed=True, host_text="港城街道党支部")


def away(member: Member, place: Place, spot: Spot = HARBOUR, left: datetime.date = TODAY, **more: Any) -> Absence:
    departure = Departure("务工", left, spot, told_on=min(left, TODAY), **more)
    return floating.tell_absence(member, departure, by=place.secretary)


def guest(place: Place, number: int = 71, **more: Any) -> Stay:
    values = {"name": f"来客{number}", "identity_number": identity(number)}
    return floating.receive_floating(values, Arrival("外省柳湾村党支部", **more), place.west, by=place.other)


def test_who_goes_away_tells_why_when_and_where_before_leaving(
    place: Place, programme: Programme, member: Member
) -> None:
    absence = away(member, place)
    assert absence.told_before
    assert str(absence.place) == "邻省港城"
    with pytest.raises(Refused, match="已登记为外出"):
        away(member, place)


def test_exactly_six_months_at_a_fixed_place_is_urged_and_a_day_less_is_not(
    place: Place, programme: Programme, member: Member, today_is: Any
) -> None:
    absence = away(member, place, left=datetime.date(2021, 6, 30))
    terms = floating_terms(place.home, TODAY)
    assert terms is not None
    assert not is_urged(absence, terms, datetime.date(2021, 12, 29))
    assert is_urged(absence, terms, datetime.date(2021, 12, 30))


def test_a_permit_is_given_below_six_months_and_beyond_only_with_a_reason(
    place: Place, programme: Programme, member: Member, today_is: Any
) -> None:
    absence = away(member, place, expected_until=datetime.date(2021, 12, 30))
    with pytest.raises(Refused, match="动员"):
        floating.issue_permit(absence, by=place.secretary)
    permit = floating.issue_permit(absence, because="对方单位没有党组织", by=place.secretary)
    assert permit.number == "LD2021-0001"
    with pytest.raises(Refused, match="已发"):
        floating.issue_permit(absence, by=place.secretary)


def test_a_change_of_place_is_reported_and_begins_the_clock_anew(
    place: Place, programme: Programme, member: Member, today_is: Any
) -> None:
    absence = away(member, place)
    today_is("2021-10-01")
    day = datetime.date(2021, 10, 1)
    floating.change_place(absence, Spot("邻省山城", is_fixed=True), since=day, by=place.secretary)
    found = Absence.objects.get(pk=absence.pk)
    terms = floating_terms(place.home, day)
    assert terms is not None
    assert not is_urged(found, terms, datetime.date(2022, 3, 31))
    assert is_urged(found, terms, datetime.date(2022, 4, 1))


def test_silence_falls_due_and_is_mended_within_a_term(
    place: Place, programme: Programme, member: Member, today_is: Any
) -> None:
    absence = away(member, place)
    terms = floating_terms(place.home, TODAY)
    assert contact_due(absence, terms) == datetime.date(2021, 9, 30)
    today_is("2021-10-05")
    lapse = floating.begin_mending(absence, kind="no_contact", cause="换了号码", by=place.secretary)
    assert lapse.mend_by == datetime.date(2021, 11, 4)
    done = floating.mend(lapse, outcome="已恢复联系", by=place.secretary)
    assert done.mended_on == datetime.date(2021, 10, 5)


def test_on_return_the_permit_is_looked_through(
    place: Place, programme: Programme, member: Member, today_is: Any
) -> None:
    absence = away(member, place)
    floating.issue_permit(absence, by=place.secretary)
    today_is("2021-08-31")
    day = datetime.date(2021, 8, 31)
    with pytest.raises(Refused, match="查验"):
        floating.check_return(absence, ReturnCheck(day, "良好"), by=place.secretary)
    done = floating.check_return(
        absence, ReturnCheck(day, "良好", attended=2, host_opinion="积极参加"), by=place.secretary
    )
    permit = Absence.objects.get(pk=done.pk).permit
    assert permit is not None
    assert (done.state, permit.attended, permit.checked_on) == ("returned", 2, day)


def test_who_comes_without_papers_is_received_all_the_same(place: Place, programme: Programme) -> None:
    stay = guest(place, permit_shown="missing", permit_steps="联系原党组织补证")
    assert stay.permit_is_owed
    assert stay.member.tied_on(TieKind.HOST, TODAY) == place.west
    with pytest.raises(Refused, match="补办"):
        guest(place, 72, permit_shown="missing")
    mended = floating.mend_permit(stay, number="GS-7", by=place.other)
    assert not mended.permit_is_owed
    assert floating.report_upward([stay], by=place.other) == 1
    assert floating.report_upward([stay], by=place.other) == 0


def test_a_guest_who_leaves_and_comes_back_is_the_same_person(
    place: Place, programme: Programme, today_is: Any
) -> None:
    stay = guest(place)
    today_is("2021-08-01")
    floating.end_stay(stay, on=datetime.date(2021, 8, 1), ending="went_back", by=place.other)
    member = Member.objects.get(pk=stay.member_id)
    assert member.left_on == datetime.date(2021, 8, 1)
    again = guest(place)
    assert again.member_id == member.pk
    assert Member.objects.get(pk=member.pk).left_on is None


def test_a_member_of_ours_keeps_the_home_while_a_host_receives(
    place: Place, programme: Programme, member: Member
) -> None:
    absence = away(member, place, Spot("西苑", host=place.west))
    arrival = Arrival(place.home.name)
    stay = floating.receive_known(member, arrival, place.west, by=place.other)
    assert stay.absence == absence
    assert member.tied_on(TieKind.HOME_ORGANISATION, TODAY) == place.home
    transfer = transfers.start(member, transfers.Wish("转接", place.west), by=place.secretary)
    transfers.receive([transfer], by=place.other)
    stay.refresh_from_db()
    absence.refresh_from_db()
    assert (stay.ending, absence.state) == ("transferred", "ended")
    assert member.tied_on(TieKind.HOST, TODAY) is None


def test_the_yearly_census_is_asked_of_every_community_and_counts_who_is_there(
    place: Place, programme: Programme, clerk: User
) -> None:
    guest(place)
    guest(place, 72, permit_shown="not_in_order", permit_steps="核对编号")
    census = floating.open_census(place.street.street, year=2021, by=place.officer)
    assert census.due_on == datetime.date(2021, 7, 30)
    assert census.returns.count() == 2
    west = census.returns.get(community=place.street.west)
    done = floating.complete_return(west, wishing_transfer=1, thoughts="稳定", by=place.officer)
    assert (done.counted, done.with_permit, done.wishing_transfer) == (2, 1, 1)
    with pytest.raises(Refused, match="已经发起"):
        floating.open_census(place.street.street, year=2021, by=place.officer)


def test_dues_are_noted_once_a_month_by_who_has_the_member(place: Place, programme: Programme) -> None:
    stay = guest(place)
    month = datetime.date(2021, 6, 15)
    given = {"month": month, "paid_on": TODAY, "at": place.west, "by": place.other}
    assert floating.note_dues([stay.member], **given) == 1
    assert floating.note_dues([stay.member], **given) == 0
    with pytest.raises(Refused, match="不在"):
        floating.note_dues([stay.member], month=month, paid_on=TODAY, at=place.home, by=place.secretary)
