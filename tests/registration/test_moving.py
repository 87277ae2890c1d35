"""Moving house, leaving, transfers, merging places: the old file is closed with its history and nobody is lost."""

import datetime

import pytest

from mulin.foundation.refusals import Refused
from mulin.members.actions import leave, move_tie
from mulin.members.choices import Leaving
from mulin.members.queries.timeline import timelines
from mulin.registration import actions, queries
from mulin.registration.choices import State
from mulin.registration.models import Registration
from mulin.registration.models.registration import profile_of
from mulin.tree.actions import dissolve, merge
from tests.registration.conftest import OPENED, RECEIVED, County

pytestmark = pytest.mark.row("R05")
MOVED = datetime.date(2021, 10, 8)


def test_moving_within_the_district_continues_the_chain(county: County) -> None:
    [old] = county.received("王甲")
    actions.correct(old, {"skills": "法律"}, by=county.root)
    actions.report_leaving(old, to=county.west, on=MOVED, by=county.users["east"])
    old.refresh_from_db()
    assert (old.state, old.responsible, old.destination_community) == (State.LEAVING, county.east, county.west)
    new = actions.register_anew(old, county.west, {"address": "新居1号"}, on=MOVED, by=county.users["bureau"])
    old.refresh_from_db()
    assert (old.state, old.ended_because) == (State.CLOSED, "迁往西社区，重新报到")
    assert (new.follows, new.skills, new.address, new.responsible) == (old, "法律", "新居1号", county.bureau)
    assert new.member.ties.get(kind="residence", until=None).node == county.east
    actions.send([new], on=MOVED, by=county.root)
    [new] = actions.receive([new], on=MOVED, by=county.users["west"])
    ties = list(new.member.ties.filter(kind="residence").order_by("since").values_list("node__name", "since", "until"))
    assert ties == [("东社区", RECEIVED, MOVED), ("西社区", MOVED, None)]


def test_moving_out_of_the_district_closes_the_file_and_the_unit_leads_on(county: County) -> None:
    [row] = county.received("王甲")
    with pytest.raises(Refused, match="去向"):
        actions.report_leaving(row, to=None, on=MOVED, by=county.root)
    actions.report_leaving(row, to=None, words="省城", on=MOVED, by=county.users["bureau"])
    row = actions.close(row, because="", on=MOVED, by=county.users["east"])
    assert (row.state, row.ended_because) == (State.CLOSED, "迁往省城")
    assert queries.responsible_for([row.member_id]) == {row.member_id: county.bureau}
    assert not row.member.ties.filter(kind="residence", until=None).exists()


def test_a_file_is_not_closed_for_somebody_who_registers_elsewhere_here(county: County) -> None:
    [row] = county.received("王甲")
    actions.report_leaving(row, to=county.west, on=MOVED, by=county.root)
    with pytest.raises(Refused, match="重新报到"):
        actions.close(row, because="", on=MOVED, by=county.root)


def test_who_stays_after_all_is_registered_as_before(county: County) -> None:
    [row] = county.received("王甲")
    row = actions.report_leaving(row, to=county.west, on=MOVED, by=county.root)
    row = actions.stay(row, by=county.users["bureau"])
    assert (row.state, row.destination, row.leaving_on) == (State.RECEIVED, "", None)


def test_another_units_secretary_reports_nothing(county: County) -> None:
    [row] = county.received("王甲")
    with pytest.raises(Refused):
        actions.report_leaving(row, to=county.west, on=MOVED, by=county.users["school"])


def test_whoever_changes_the_residence_by_hand_is_urged_to_register_anew(county: County) -> None:
    [row] = county.received("王甲")
    move_tie(row.member, "residence", county.west, on=MOVED, reason="迁居", by=county.root)
    row.refresh_from_db()
    assert (row.state, row.destination_community) == (State.LEAVING, county.west)


def test_a_transfer_of_the_home_organisation_takes_the_registration_along(county: County) -> None:
    [row] = county.received("王甲")
    move_tie(row.member, "home_organisation", county.school, on=MOVED, reason="调动", by=county.root)
    row.refresh_from_db()
    assert (row.unit, row.state) == (county.school, State.RECEIVED)


def test_who_is_no_longer_ours_has_no_open_registration(county: County) -> None:
    [first] = county.received("王甲")
    [second] = county.sent("李乙")
    for row in (first, second):
        leave(row.member, on=MOVED, leaving=Leaving.MOVED_AWAY, by=county.root)
    assert not Registration.objects.live().exists()
    assert set(Registration.objects.values_list("state", "ended_on")) == {
        (State.CLOSED, MOVED),
        (State.WITHDRAWN, MOVED),
    }


def test_registrations_follow_a_merged_community(county: County) -> None:
    [waiting] = county.sent("王甲", at=county.west)
    [living] = county.received("李乙", at=county.west)
    merge([county.west], county.east, on=MOVED, reason="合并", by=county.root)
    for row in (waiting, living):
        row.refresh_from_db()
        assert row.community == county.east


def test_a_unit_with_members_on_their_way_is_not_dissolved(county: County) -> None:
    county.sent("王甲")
    with pytest.raises(Refused):
        dissolve(county.bureau, on=MOVED, reason="撤销", by=county.root)
    with pytest.raises(Refused):
        dissolve(county.east, on=MOVED, reason="撤销", by=county.root)


def test_every_step_stands_in_the_members_file(county: County) -> None:
    [row] = county.received("王甲")
    actions.report_leaving(row, to=county.west, on=MOVED, by=county.root)
    entries = timelines([row.member_id], OPENED, MOVED, ["registration"])[row.member_id]
    assert [entry.title for entry in entries] == [
        "派遣到东社区报到",
        "东社区接收报到",
        "向东社区报告搬离",
    ]
    assert entries[-1].detail == "西社区"


def test_what_the_form_says_is_carried_over_whole(county: County) -> None:
    [row] = county.received("王甲")
    said = {"job": "科长", "rank": "senior", "wishes": "辅导", "needs": "托管", "health": "良好", "family": "三口"}
    actions.correct(row, said, by=county.root)
    row.refresh_from_db()
    new = actions.register_anew(row, county.west, {}, on=MOVED, by=county.root)
    assert profile_of(new) == profile_of(row)
