"""Month ends, leap days, year ends and servers that live in UTC: a day is a day in Shanghai."""

import datetime
import json
from typing import Any

import pytest
import time_machine

from mulin.duties.models import DutyState
from mulin.foundation.clock import today
from mulin.identity.models import User
from mulin.programmes.queries import stored_pack
from mulin.records.actions import record
from mulin.rulebook.schema import Pack
from mulin.web.actions.keeping import tick
from tests.faults.conftest import command
from tests.properties.world import World, duty, make_world, world_pack

DAYS = ["2023-02-28", "2024-02-28", "2024-02-29", "2024-03-01", "2024-06-30", "2024-12-31", "2025-01-01"]
NIGHTS = [
    ("2024-02-28T15:59:59+00:00", "2024-02-28"),
    ("2024-02-28T16:00:00+00:00", "2024-02-29"),
    ("2024-02-29T16:00:00+00:00", "2024-03-01"),
    ("2024-12-31T16:30:00+00:00", "2025-01-01"),
    ("2023-02-28T16:30:00+00:00", "2023-03-01"),
]


def yearly_pack() -> Pack:
    """Duties of every period, one due on the 31st of a month that may have fewer days."""
    asked = ["week", "month", "two_months", "quarter", "half_year", "year"]
    meetings = {"name": "activities_held", "arguments": {"kind": "meeting"}, "window": "year"}
    duties = [duty(f"by_{period}", "community", period, measure=meetings) for period in asked]
    duties.append(duty("end_of_february", "community", "year", measure=meetings, due={"month": 2, "day": 31}))
    return world_pack(duties=duties, rubrics=[], gradings=[])


@pytest.fixture
def world(clerk: User, settings: Any) -> World:
    return make_world(clerk, settings, yearly_pack())


@pytest.mark.parametrize(("moment", "day"), NIGHTS)
def test_the_day_changes_at_midnight_in_shanghai(moment: str, day: str) -> None:
    with time_machine.travel(datetime.datetime.fromisoformat(moment), tick=False):
        assert today() == datetime.date.fromisoformat(day)


@pytest.mark.django_db
@pytest.mark.parametrize(("moment", "day"), NIGHTS)
def test_a_new_period_opens_with_the_first_morning_of_its_first_day(moment: str, day: str, world: World) -> None:
    world.settings.TODAY = None
    with time_machine.travel(datetime.datetime.fromisoformat(moment), tick=False):
        tick(today())
    months = DutyState.objects.filter(duty="by_month").order_by("-first")
    assert months[0].first == datetime.date.fromisoformat(day).replace(day=1)


@pytest.mark.django_db
@pytest.mark.parametrize(("year", "last"), [(2021, 28), (2024, 29), (2025, 28)])
def test_a_month_ends_on_its_last_day_also_in_a_leap_year(year: int, last: int, world: World) -> None:
    community, end = world.one("community", 0), datetime.date(year, 2, last)
    world.settings.TODAY = end
    record(community, "meeting", end, by=world.by, at_once=True)
    tick(end)
    february = DutyState.objects.get(node=community, duty="by_month", first=datetime.date(year, 2, 1))
    assert (february.last, february.due, february.met_on, february.status) == (end, end, end, "met")
    whole = DutyState.objects.get(node=community, duty="end_of_february", first=datetime.date(year, 1, 1))
    assert (whole.due, whole.met_on) == (end, end)
    other = DutyState.objects.filter(duty="by_month", first=datetime.date(year, 2, 1)).exclude(node=community).get()
    assert other.status == "due"
    world.settings.TODAY = end + datetime.timedelta(days=1)
    assert other.status == "overdue"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_server_in_utc_says_the_same_about_duties(settings: Any) -> None:
    stored_pack.cache_clear()
    world = make_world(User.objects.command_line(), settings, yearly_pack())
    settings.TODAY = datetime.date(2025, 1, 1)
    for day in DAYS:
        record(world.one("community", 0), "meeting", datetime.date.fromisoformat(day), by=world.by, at_once=True)
    for day in ("2024-02-29", "2024-12-31"):
        words = ("duties", "--as-of", day, "--json")
        said = {zone: command(*words, TZ=zone) for zone in ("UTC", "Asia/Shanghai", "America/Los_Angeles")}
        assert {one.returncode for one in said.values()} == {0}, [one.stderr[-500:] for one in said.values()]
        assert len({one.stdout for one in said.values()}) == 1
        assert [row for row in json.loads(said["UTC"].stdout) if row["status"] == "met"]
