"""When a greeting is due and what it says, without a database."""

import datetime

import pytest

from mulin.notices.rules import admitted_like, anniversary, caught_up_from, days_caught_up, filled, said_late


@pytest.mark.row("J08")
@pytest.mark.parametrize(
    ("admitted", "year", "day"),
    [
        ("2008-07-01", 2021, "2021-07-01"),
        ("2008-02-29", 2021, "2021-02-28"),
        ("2008-02-29", 2024, "2024-02-29"),
        ("2008-02-28", 2021, "2021-02-28"),
        ("2008-03-29", 2021, "2021-03-29"),
    ],
)
def test_the_anniversary_of_29_february_is_the_28th_in_common_years(admitted: str, year: int, day: str) -> None:
    found = anniversary(datetime.date.fromisoformat(admitted), year)
    assert found == datetime.date.fromisoformat(day)
    assert (int(admitted[5:7]), int(admitted[8:])) in admitted_like(found)


@pytest.mark.parametrize(
    ("day", "admitted"),
    [
        ("2021-02-28", [(2, 28), (2, 29)]),
        ("2024-02-28", [(2, 28)]),
        ("2024-02-29", [(2, 29)]),
        ("2021-06-28", [(6, 28)]),
    ],
)
def test_nobody_is_greeted_twice_in_a_leap_year(day: str, admitted: list[tuple[int, int]]) -> None:
    assert admitted_like(datetime.date.fromisoformat(day)) == admitted


def test_a_morning_makes_up_for_a_week_of_mornings_that_did_not_come_about() -> None:
    day = datetime.date(2021, 3, 3)
    days = days_caught_up(day)
    assert (days[0], days[-1], len(days)) == (datetime.date(2021, 2, 24), day, 8)
    assert days == sorted(days)
    assert caught_up_from(day) == days[0]


def test_a_greeting_says_that_it_is_late_only_when_it_is() -> None:
    birthday = datetime.date(2021, 6, 30)
    assert said_late("祝贺！", birthday, birthday) == "祝贺！"
    late = said_late("祝贺！", birthday, datetime.date(2021, 7, 2))
    assert late.startswith("祝贺！（")
    assert "6月30日" in late


def test_blanks_of_a_greeting_are_filled_and_other_braces_stay() -> None:
    assert filled("{name}同志入党{years}周年 {0} {", "甲", 3) == "甲同志入党3周年 {0} {"
