"""A transfer from its letter to its receipt: somebody is responsible at every moment."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from mulin.audit.models import Entry
from mulin.foundation.refusals import Refused
from mulin.foundation.spreadsheets import registered
from mulin.identity.actions import open_account
from mulin.identity.models import User
from mulin.members.actions import link_account
from mulin.members.choices import TieKind
from mulin.members.models import Member
from mulin.programmes.models import Programme
from mulin.relations.actions import transfers
from mulin.relations.actions.transfers import Wish
from mulin.relations.actions.transfers.outside import OutsideLetter
from mulin.relations.models import Transfer
from tests.members.factories import a_member, identity
from tests.relations.conftest import DAY, SINCE, Place
from tests.relations.packs import TABLE, in_force

pytestmark = pytest.mark.django_db
TODAY = datetime.date.fromisoformat(DAY)


def home(member: Member, day: datetime.date = TODAY) -> Any:
    return member.tied_on(TieKind.HOME_ORGANISATION, day)


def sent(member: Member, place: Place, **more: Any) -> Transfer:
    return transfers.start(member, Wish("工作调动", place.west, **more), by=place.secretary)


@pytest.mark.row("D11")
def test_a_letter_goes_out_and_the_receipt_releases_the_sender(
    place: Place, programme: Programme, member: Member
) -> None:
    transfer = sent(member, place)
    assert transfer.state == "issued"
    letter = transfer.letter
    assert letter is not None
    assert (letter.number, letter.issued_on, letter.valid_until) == ("2021-0001", TODAY, datetime.date(2021, 9, 30))
    assert home(member) == place.home
    assert transfer.responsible == place.home
    [done] = transfers.receive([transfer], by=place.other)
    assert done.receipt_number == "H2021-0001"
    assert home(member) == place.west
    assert home(member, TODAY - datetime.timedelta(days=1)) == place.home
    assert done.responsible == place.west
    assert [step.event for step in done.steps.all()] == ["started", "issued", "received"]


@pytest.mark.row("D11")
def test_the_table_suggests_the_kind_of_target_and_says_why(place: Place, programme: Programme, member: Member) -> None:
    answers = {"situation": "rural_floating", "months": "12", "contract": True}
    transfer = sent(member, place, answers=answers)
    assert transfer.suggestion["outcome"] == "new_unit"
    assert transfer.suggestion["reason"] == "在新单位连续工作超过一年并签有劳动合同"
    transfers.withdraw([transfer], because="合同未签", by=place.secretary)
    again = sent(member, place, answers=answers | {"months": "11"})
    assert again.suggestion["outcome"] == "home"


def test_a_refusal_needs_a_reason_and_leaves_the_member_at_home(
    place: Place, programme: Programme, member: Member
) -> None:
    transfer = sent(member, place)
    with pytest.raises(Refused, match="原因"):
        transfers.refuse([transfer], because=" ", by=place.other)
    [back] = transfers.refuse([transfer], because="没有劳动合同", by=place.other)
    assert back.state == "returned"
    assert back.responsible == place.home == home(member)
    again = sent(member, place)
    assert again.pk == transfer.pk
    assert again.letter is not None
    assert again.letter.number == "2021-0002"
    assert again.returned_because == ""


def test_an_expired_letter_is_not_received_and_comes_back_to_the_sender(
    place: Place, programme: Programme, member: Member, today_is: Any
) -> None:
    transfer = sent(member, place)
    with pytest.raises(Refused, match="正在办理"):
        sent(member, place)
    today_is("2021-10-01")
    found = Transfer.objects.get(pk=transfer.pk)
    assert found.is_expired
    with pytest.raises(Refused, match="到期"):
        transfers.receive([found], by=place.other)
    again = sent(member, place)
    assert again.pk == transfer.pk
    assert again.letter is not None
    assert again.letter.valid_until == datetime.date(2022, 1, 1)


def test_on_its_last_day_a_letter_still_holds(
    place: Place, programme: Programme, member: Member, today_is: Any
) -> None:
    transfer = sent(member, place)
    today_is("2021-09-30")
    [done] = transfers.receive([transfer], by=place.other)
    assert done.state == "received"


def test_no_letter_holds_longer_than_the_pack_allows(place: Place, programme: Programme, member: Member) -> None:
    with pytest.raises(Refused, match="最长到 2021-09-30"):
        sent(member, place, valid_until=datetime.date(2021, 10, 1))


def test_where_no_pack_is_in_force_a_person_says_how_long_the_letter_holds(place: Place, member: Member) -> None:
    with pytest.raises(Refused, match="有效期"):
        sent(member, place)
    transfer = sent(member, place, valid_until=datetime.date(2021, 7, 31))
    assert transfer.state == "issued"
    assert transfer.suggestion == {}


def test_where_the_pack_says_so_a_superior_agrees_before_the_letter_is_written(
    place: Place, clerk: User, member: Member
) -> None:
    asked_above = {
        "id": "transfer", "name": "接转", "letter_months": 3, "approved_by_superior": True,
        "source": {"document": "rules"},
    }  # fmt: skip
    in_force(place.street.street, clerk, transfers=[asked_above], decisions=[TABLE])
    transfer = sent(member, place)
    assert transfer.state == "awaiting"
    assert transfer.letter is None
    with pytest.raises(Refused, match="权限"):
        transfers.approve([transfer], by=place.secretary)
    [back] = transfers.send_back([transfer], because="接收方未同意", by=place.officer)
    assert back.state == "returned"
    again = sent(member, place)
    [issued] = transfers.approve([again], by=place.officer)
    assert issued.state == "issued"
    assert Transfer.objects.get(pk=issued.pk).letter is not None


def test_nobody_receives_for_another_organisation(place: Place, programme: Programme, member: Member) -> None:
    transfer = sent(member, place)
    with pytest.raises(Refused, match="权限"):
        transfers.receive([transfer], by=place.secretary)
    with pytest.raises(Refused, match="权限"):
        transfers.withdraw([transfer], because="不转了", by=place.other)


def test_a_member_asks_and_the_home_takes_it_up_or_declines(
    place: Place, programme: Programme, member: Member, clerk: User
) -> None:
    own = open_account("own", display_name="本人")
    link_account(member, "own", by=clerk)
    member.refresh_from_db()
    asked = transfers.ask(member, reason="搬家", where="西苑", by=own)
    assert asked.responsible == place.home
    declined = transfers.decline(asked, because="先办报到", by=place.secretary)
    assert declined.closed_because == "先办报到"
    again = transfers.ask(member, reason="搬家", by=own)
    assert sent(member, place).pk == again.pk
    with pytest.raises(Refused, match="权限"):
        transfers.withdraw([again], because="不转了", by=own)


@pytest.mark.row("D11")
def test_a_transfer_out_of_the_district_ends_with_the_receipt_of_the_other_side(
    place: Place, programme: Programme, member: Member
) -> None:
    transfer = transfers.start(member, Wish("返乡", target_text="邻县柳溪村党支部"), by=place.secretary)
    with pytest.raises(Refused, match="回执"):
        transfers.receive([transfer], by=place.secretary)
    assert transfer.responsible == place.home
    done = transfers.record_receipt(transfer, number="LX-17", on=TODAY, by=place.secretary)
    member.refresh_from_db()
    assert (done.receipt_number, member.left_on, member.leaving) == ("LX-17", TODAY, "moved_away")
    assert done.responsible is None


@pytest.mark.row("D11")
def test_a_member_from_outside_is_registered_with_a_receipt(place: Place, programme: Programme) -> None:
    letter = OutsideLetter("邻县柳溪村党支部", "77", datetime.date(2021, 6, 1), datetime.date(2021, 8, 31))
    values = {"name": "陆远", "identity_number": identity(61), "category": "non_public"}
    done = transfers.receive_from_outside(values, letter, place.west, by=place.other)
    assert done.member is not None
    assert home(done.member) == place.west
    assert done.receipt_number == "H2021-0001"
    stale = OutsideLetter("邻县柳溪村党支部", "78", datetime.date(2021, 1, 1), datetime.date(2021, 6, 29))
    with pytest.raises(Refused, match="有效期"):
        transfers.receive_from_outside({"name": "迟"}, stale, place.west, by=place.other)


def test_many_members_go_together_in_one_step(
    place: Place, programme: Programme, clerk: User, django_assert_max_num_queries: Any
) -> None:
    members = [a_member(place.street, clerk, name=f"成员{n}", number=n, since=SINCE) for n in range(20, 32)]
    entries = Entry.objects.count()
    with django_assert_max_num_queries(60):
        batch = transfers.start_many(members, place.home, Wish("支部合并", place.west), by=place.secretary)
    with django_assert_max_num_queries(80):
        done = transfers.receive(list(batch.transfers.all()), by=place.other)
    assert {home(one) for one in members} == {place.west}
    assert len({one.receipt_number for one in done}) == 12
    [row] = registered("transfer_batches").rows(by=place.secretary)
    assert (row["people"], row["received"], row["reason"]) == (12, 12, "支部合并")
    assert Entry.objects.count() - entries == 3
    with pytest.raises(Refused, match="不在"):
        transfers.start_many(members[:1], place.home, Wish("再转", place.west), by=place.secretary)


def test_the_database_keeps_one_open_transfer_a_member(place: Place, programme: Programme, member: Member) -> None:
    sent(member, place)
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(member=member, source=place.home, reason="二次", started_on=TODAY)


def test_a_member_who_was_moved_otherwise_is_not_received(
    place: Place, programme: Programme, member: Member, clerk: User
) -> None:
    from mulin.members.actions import move_tie

    transfer = sent(member, place)
    move_tie(member, TieKind.HOME_ORGANISATION, place.street.committee, on=TODAY, reason="调整", by=clerk)
    with pytest.raises(Refused, match="现在不在"):
        transfers.receive([transfer], by=place.other)
