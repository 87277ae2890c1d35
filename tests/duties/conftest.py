"""A street with duties of several sorts."""

from typing import Any

import pytest

from mulin.foundation.workdays import seed_workdays
from mulin.identity.models import User
from tests.properties.world import World, duty, make_world, world_pack
from tests.worlds import built_once


@pytest.fixture
def world(clerk: User, settings: Any) -> World:
    """Meetings every quarter, due on the 5th of the next; patrols twice a month, due on a working day."""
    built_once(seed_workdays)()
    duties = [
        duty("meeting", "community", "quarter", due={"offset_days": 5}),
        duty("patrol", "compound", "month", 2, due={"shift": "next_workday"}),
        duty(
            "planned",
            "community",
            "year",
            measure={"name": "activities_held", "arguments": {"kind": "meeting", "notice_before": True}},
            due={"month": 3, "day": 31},
        ),
        duty(
            "talks",
            "community",
            "year",
            {"parameter": "talks_a_year"},
            measure={"name": "activities_held", "arguments": {"kind": "meeting"}},
        ),
        duty(
            "lived_in",
            "compound",
            "half_year",
            measure={"name": "activities_held", "arguments": {"kind": "patrol"}},
            excused_without={"name": "resident_members_counted", "window": "day"},
        ),
    ]
    parameters = [{"id": "talks_a_year", "name": "每年谈心次数", "source": {"document": "plan"}}]
    return make_world(clerk, settings, world_pack(duties=duties, parameters=parameters, rubrics=[], gradings=[]))
