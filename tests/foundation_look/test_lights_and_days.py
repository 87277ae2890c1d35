"""Every state people can meet has words of its own, and a moment is shown by the clock on the wall."""

import datetime

import pytest

from mulin.foundation.lights import LIGHTS, light_html
from mulin.foundation.list_rows import shown
from mulin.foundation.page_parts import Milestone
from mulin.foundation.templatetags.look import day
from mulin.records.choices import State

EVENING_IN_LONDON = datetime.datetime(2022, 6, 29, 22, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize("write", [day, shown], ids=["in a template", "in a list"])
def test_a_moment_is_shown_in_shanghai_where_it_is_already_the_next_day(write):
    assert write(EVENING_IN_LONDON) == "2022-06-30 06:30"


@pytest.mark.parametrize("write", [day, shown], ids=["in a template", "in a list"])
def test_a_day_stays_the_day_it_is(write):
    assert write(datetime.date(2022, 6, 29)) == "2022-06-29"


@pytest.mark.parametrize("state", State.values)
def test_every_state_of_a_record_has_a_light_that_says_it_in_chinese(state):
    assert state in LIGHTS
    assert f"<span>{State(state).label}</span>" in light_html(state)


def test_what_is_to_be_reached_is_compared_as_a_number_not_as_words() -> None:
    assert not Milestone(title="示范型社区", target="11", actual="9").is_reached
    assert Milestone(title="示范型小区", target="9.5", actual="10").is_reached
