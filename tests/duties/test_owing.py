"""What is owed, when it falls due, when it is met, who is excused, and which edition decides."""

import datetime
from typing import Any

import pytest

from mulin.duties.models import DutyState
from mulin.foundation.models import Workday
from mulin.members.actions import Homes, register
from mulin.programmes.actions import adopt, end, install, publish, set_parameters
from mulin.records.actions import record, void
from mulin.records.models import Activity
from mulin.web.actions.keeping import tick
from tests.properties.world import TODAY, World, duty, world_pack

FIRST_QUARTER, SECOND_QUARTER = datetime.date(2021, 1, 1), datetime.date(2021, 4, 1)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def held(world: World, kind: str, on: str, **more: Any) -> Activity:
    """One activity of the first community, or of its first compound."""
    host = world.one("community" if kind == "meeting" else "compound", 0)
    return record(host, kind, day(on), by=world.by, at_once=True, **more)


def owed(world: World, name: str, first: datetime.date = FIRST_QUARTER, kind: str = "community") -> DutyState:
    """The stored row of the first community or compound."""
    return DutyState.objects.get(node=world.one(kind, 0), duty=name, first=first)


@pytest.mark.row("Q12")
def test_a_duty_is_due_to_its_last_day_and_overdue_from_the_next(world: World) -> None:
    state = owed(world, "meeting", SECOND_QUARTER)
    assert state.due == day("2021-07-05")
    said = []
    for moment in ("2021-07-04", "2021-07-05", "2021-07-06"):
        world.settings.TODAY = day(moment)
        said.append(state.status)
    assert said == ["due", "due", "overdue"]


def test_the_first_and_the_last_day_of_a_period_count_and_no_other(world: World) -> None:
    for moment in ("2021-01-01", "2021-03-31", "2021-04-01"):
        held(world, "meeting", moment)
    assert (owed(world, "meeting").count, owed(world, "meeting").met_on) == (2, FIRST_QUARTER)
    assert owed(world, "meeting", SECOND_QUARTER).count == 1


def test_what_is_done_after_the_due_day_but_in_the_period_is_met_all_the_same(world: World) -> None:
    assert owed(world, "planned").status == "overdue"
    held(world, "meeting", "2021-05-20", notice_on=day("2021-05-18"))
    assert (owed(world, "planned").status, owed(world, "planned").met_on) == ("met", day("2021-05-20"))


def test_without_a_notice_before_the_day_it_does_not_count(world: World) -> None:
    held(world, "meeting", "2021-02-20", notice_on=day("2021-02-20"))
    held(world, "meeting", "2021-02-21")
    assert owed(world, "planned").count == 0
    held(world, "meeting", "2021-02-22", notice_on=day("2021-02-21"))
    assert owed(world, "planned").count == 1


def test_twice_a_month_is_met_on_the_second_day_and_open_again_when_one_is_struck_out(world: World) -> None:
    held(world, "patrol", "2021-03-02")
    second = held(world, "patrol", "2021-03-09")
    state = owed(world, "patrol", day("2021-03-01"), "compound")
    assert (state.required, state.count, state.met_on) == (2, 2, day("2021-03-09"))
    assert [fact[0] for fact in state.facts] == ["activities", "activities"]
    void(second, reason="重复登记", by=world.by)
    state.refresh_from_db()
    assert (state.count, state.met_on) == (1, None)


def test_a_due_day_moves_over_holidays_and_stays_on_a_working_weekend(world: World) -> None:
    """31 January 2021 is a Sunday; 28 February a Sunday. 劳动节 begins on 1 May, so 30 April stays.

    In 2022 the last day of January is 除夕: the first working day is 7 February.
    """
    world.settings.TODAY = day("2022-10-10")
    tick(day("2022-10-10"))
    months = ["2021-01-01", "2021-02-01", "2021-04-01", "2022-01-01", "2022-09-01"]
    dues = {one: owed(world, "patrol", day(one), "compound").due.isoformat() for one in months}
    assert dues == {
        "2021-01-01": "2021-02-01",
        "2021-02-01": "2021-03-01",
        "2021-04-01": "2021-04-30",
        "2022-01-01": "2022-02-07",
        "2022-09-01": "2022-09-30",
    }
    Workday.objects.update_or_create(day=day("2021-01-31"), defaults={"is_workday": True, "name": "调休上班"})
    tick(day("2022-10-10"))
    assert owed(world, "patrol", day("2021-01-01"), "compound").due == day("2021-01-31")


@pytest.mark.row("Q26")
def test_a_blank_the_district_has_not_filled_asks_nothing(world: World) -> None:
    blank = owed(world, "talks")
    assert (blank.required, blank.status) == (None, "excused")
    assert "每年谈心次数" in blank.reason
    set_parameters(world.programme, {"talks_a_year": 1}, by=world.by)
    assert (owed(world, "talks").required, owed(world, "talks").status) == (1, "due")


def test_nobody_to_serve_excuses_until_somebody_moves_in(world: World) -> None:
    compound = world.one("compound", 0)
    assert owed(world, "lived_in", FIRST_QUARTER, "compound").status == "excused"
    register({"name": "林梧"}, Homes(world.one("branch", 0), compound, FIRST_QUARTER), by=world.by)
    assert owed(world, "lived_in", FIRST_QUARTER, "compound").status == "overdue"


@pytest.mark.row("Q26")
def test_the_edition_in_force_on_the_first_day_of_the_period_decides(world: World) -> None:
    stricter = world_pack(edition="2022", duties=[duty("meeting", "community", "quarter", 3)], rubrics=[], gradings=[])
    edition, _ = install(stricter, by=world.by)
    end(world.programme, on=day("2021-05-15"), by=world.by)
    newer = adopt(edition, world.street, since=day("2021-05-15"), by=world.by, legal_basis="新办法")
    publish(newer, by=world.by)
    world.settings.TODAY = day("2021-07-02")
    tick(world.settings.TODAY)
    asked = DutyState.objects.filter(node=world.one("community", 0), duty="meeting").order_by("first")
    assert [(state.first.isoformat(), state.required) for state in asked] == [
        ("2021-01-01", 1),
        ("2021-04-01", 1),
        ("2021-07-01", 3),
    ]


@pytest.mark.row("Q26")
def test_the_nearest_programme_wins(world: World) -> None:
    community, other = world.of_kind("community")
    own = world_pack(edition="own", duties=[duty("meeting", "community", "quarter", 2)], rubrics=[], gradings=[])
    edition, _ = install(own, by=world.by)
    publish(adopt(edition, community, since=FIRST_QUARTER, by=world.by, legal_basis="社区办法"), by=world.by)
    required = {
        state.node_id: state.required
        for state in DutyState.objects.filter(duty="meeting", first=SECOND_QUARTER, node__in=[community, other])
    }
    assert required == {community.pk: 2, other.pk: 1}


def test_periods_that_have_not_begun_are_not_owed_yet(world: World) -> None:
    assert world.settings.TODAY == TODAY
    last = DutyState.objects.filter(duty="patrol").order_by("-first")[0]
    assert last.first == day("2021-07-01")
    assert not DutyState.objects.filter(first__gt=TODAY).exists()
