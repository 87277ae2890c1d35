"""From the unit's list to the community's file: each step, who may take it, and what it refuses."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from mulin.audit.models import Entry
from mulin.foundation.refusals import Refused
from mulin.registration import actions, queries
from mulin.registration.actions import Listed
from mulin.registration.choices import State
from mulin.registration.models import Registration
from mulin.registration.rules import Tally
from tests.registration.conftest import OPENED, RECEIVED, SENT, County

pytestmark = pytest.mark.row("D01")


def test_a_campaign_takes_its_days_from_the_pack(county: County) -> None:
    assert county.campaign is not None
    assert county.campaign.prepared_by == datetime.date(2021, 8, 20)
    assert county.campaign.received_by == datetime.date(2021, 9, 10)
    assert [one.kept_by for one in county.campaign.ruling.clause.copies] == ["unit", "community"]


def test_a_second_campaign_of_the_year_is_refused(county: County) -> None:
    with pytest.raises(Refused, match="已经启动"):
        actions.open_campaign(county.street, "dual_registration", actions.NewCampaign(2021), by=county.users["officer"])


def test_a_unit_sends_its_members_with_numbered_letters(county: County) -> None:
    rows = county.listed("王甲", "李乙")
    sent = actions.send(rows, on=SENT, by=county.users["bureau"])
    assert [row.number for row in sent] == ["〔2021〕第0001号", "〔2021〕第0002号"]
    assert {row.state for row in sent} == {State.SENT}
    assert {row.responsible for row in sent} == {county.bureau}


def test_another_units_secretary_cannot_send_them(county: County) -> None:
    with pytest.raises(Refused, match="派遣党员报到"):
        actions.send(county.listed("王甲"), on=SENT, by=county.users["school"])


@pytest.mark.row("D02")
def test_receiving_makes_the_residence_and_files_the_second_slip(county: County) -> None:
    [row] = county.sent("王甲")
    [row] = actions.receive([row], on=RECEIVED, place=county.garden, by=county.users["east"])
    assert row.state == State.RECEIVED
    assert (row.received_on, row.second_slip_on, row.first_slip_on) == (RECEIVED, RECEIVED, None)
    tie = county.members["王甲"].ties.get(kind="residence", until=None)
    assert (tie.node, tie.since) == (county.garden, RECEIVED)
    assert row.responsible == county.east


def test_the_first_slip_comes_back_to_the_unit(county: County) -> None:
    rows = county.received("王甲", "李乙")
    actions.return_first_slips(rows, on=datetime.date(2021, 9, 1), by=county.users["bureau"])
    assert set(Registration.objects.values_list("first_slip_on", flat=True)) == {datetime.date(2021, 9, 1)}


def test_a_slip_cannot_come_back_before_the_community_received(county: County) -> None:
    with pytest.raises(Refused, match="尚未接收"):
        actions.return_first_slips(county.sent("王甲"), on=RECEIVED, by=county.users["bureau"])


def test_the_wrong_community_sends_back_with_a_reason_and_the_unit_sends_again(county: County) -> None:
    [row] = county.sent("王甲", at=county.west)
    [row] = actions.refuse([row], because="不住在本社区", on=RECEIVED, by=county.users["west"])
    assert (row.state, row.refused_because, row.responsible) == (State.REFUSED, "不住在本社区", county.bureau)
    actions.correct(row, {}, community=county.east, by=county.users["bureau"])
    [row] = actions.send([row], on=RECEIVED, by=county.users["bureau"])
    assert (row.state, row.community, row.number) == (State.SENT, county.east, "〔2021〕第0001号")


def test_sending_back_without_a_reason_is_refused(county: County) -> None:
    with pytest.raises(Refused, match="退回原因"):
        actions.refuse(county.sent("王甲"), because=" ", on=RECEIVED, by=county.users["east"])


def test_a_neighbouring_community_cannot_receive(county: County) -> None:
    with pytest.raises(Refused, match="接收党员报到"):
        actions.receive(county.sent("王甲"), on=RECEIVED, by=county.users["west"])


def test_nobody_is_received_twice(county: County) -> None:
    rows = county.received("王甲")
    with pytest.raises(Refused, match="现为“已报到”"):
        actions.receive(rows, on=RECEIVED, by=county.users["east"])


def test_a_place_outside_the_community_is_refused(county: County) -> None:
    with pytest.raises(Refused, match="不在“西社区”之内"):
        actions.receive(county.sent("王甲", at=county.west), on=RECEIVED, place=county.garden, by=county.users["west"])


def test_a_name_list_is_received_whole_or_not_at_all(county: County) -> None:
    county.sent("王甲", "李乙", "张丙")
    answer = actions.receive_named(county.east, ["王甲", "赵丁", ""], on=RECEIVED, by=county.users["east"])
    assert (answer.received, answer.unknown) == ([], ["赵丁"])
    assert not Registration.objects.filter(state=State.RECEIVED).exists()
    answer = actions.receive_named(county.east, ["王甲", "2", "〔2021〕第0003号"], on=RECEIVED, by=county.users["east"])
    assert [row.member.name for row in answer.received] == ["王甲", "李乙", "张丙"]


def test_two_people_of_one_name_need_their_numbers(county: County) -> None:
    county.member("王甲", county.school)
    namesakes = Listed(county.members["王甲"].pk, county.school.pk, county.east)
    first = county.bureau.member_ties.get(member__name="王甲").member
    ids = actions.list_members(
        county.campaign, [Listed(first.pk, county.bureau.pk, county.east), namesakes], on=OPENED, by=county.root
    )
    actions.send(Registration.objects.filter(pk__in=ids), on=SENT, by=county.root)
    answer = actions.receive_named(county.east, ["王甲"], on=RECEIVED, by=county.users["east"])
    assert answer.ambiguous == ["王甲"]
    answer = actions.receive_named(county.east, ["王甲 0002"], on=RECEIVED, by=county.users["east"])
    assert [row.serial for row in answer.received] == [2]


@pytest.mark.parametrize(
    ("name", "category", "sentence"),
    [("退休", "no_post", "不在这次报到范围"), ("流动", "floating", "不在这次报到范围")],
)
def test_only_members_in_service_are_listed(county: County, name: str, category: str, sentence: str) -> None:
    county.member(name, category=category)
    with pytest.raises(Refused, match=sentence):
        county.listed(name)


def test_somebody_listed_is_not_listed_again(county: County) -> None:
    county.listed("王甲")
    with pytest.raises(Refused, match="不用再列"):
        county.listed("王甲")


def test_the_database_itself_keeps_one_live_registration(county: County) -> None:
    [row] = county.listed("王甲")
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(member=row.member, unit=row.unit, community=row.community, listed_on=OPENED)


def test_a_member_listed_by_mistake_is_taken_off_with_a_reason(county: County) -> None:
    [row] = county.listed("王甲")
    row = actions.withdraw(row, because="已在外地报到", on=SENT, by=county.users["bureau"])
    assert (row.state, row.ended_because) == (State.WITHDRAWN, "已在外地报到")
    assert county.listed("王甲")


def test_an_older_reading_does_not_overwrite_a_newer_one(county: County) -> None:
    [row] = county.listed("王甲")
    actions.correct(row, {"job": "科员"}, version=row.version, by=county.root)
    with pytest.raises(Refused, match="刚被别人改过"):
        actions.correct(row, {"job": "科长"}, version=row.version, by=county.root)


def test_coverage_counts_exactly(county: County) -> None:
    county.received("王甲")
    county.sent("李乙", at=county.west)
    county.member("钱丁", county.school)
    units = dict(queries.by_unit(county.campaign))
    assert units == {county.bureau: Tally(3, 2, 1, 1, 0), county.school: Tally(1, 0, 0, 0, 0)}
    communities = dict(queries.by_community(county.campaign))
    assert communities == {county.east: Tally(1, 1, 0, 1, 0), county.west: Tally(1, 1, 1, 0, 0)}


def test_every_step_stands_in_the_log_and_hides_what_is_sealed(county: County) -> None:
    [row] = county.received("王甲")
    actions.correct(row, {"address": "新址9号", "health": "高血压"}, by=county.users["bureau"])
    said = str(list(Entry.objects.values_list("verb", "changes")))
    for verb in ("启动报到工作", "列入报到名单", "派遣报到", "接收报到", "更正报到登记"):
        assert verb in said
    assert "新址" not in said
    assert "高血压" not in said


def test_the_address_is_sealed_in_the_database(county: County) -> None:
    from django.db import connection

    [row] = county.listed("王甲")
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM registration_registration WHERE id = %s", [row.pk])
        assert "花园小区" not in cursor.fetchone()[0]
    assert Registration.objects.get(pk=row.pk).address == "花园小区1幢"
