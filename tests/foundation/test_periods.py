"""Calendar periods as people count them."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.foundation.periods import (
    KINDS,
    full_months_between,
    months_later,
    nth_weekday,
    period_of,
    periods_between,
)

date = datetime.date
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
calendar_kinds = st.sampled_from([kind for kind in KINDS if kind != "once"])


@pytest.mark.parametrize(
    ("kind", "day", "name", "first", "last"),
    [
        ("week", date(2021, 1, 3), "2020年第53周", date(2020, 12, 28), date(2021, 1, 3)),
        ("week", date(2021, 1, 20), "2021年第3周", date(2021, 1, 18), date(2021, 1, 24)),
        ("month", date(2024, 2, 29), "2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("two_months", date(2021, 4, 30), "2021年3—4月", date(2021, 3, 1), date(2021, 4, 30)),
        ("quarter", date(2021, 6, 30), "2021年第二季度", date(2021, 4, 1), date(2021, 6, 30)),
        ("half_year", date(2021, 7, 1), "2021年下半年", date(2021, 7, 1), date(2021, 12, 31)),
        ("year", date(2021, 12, 31), "2021年", date(2021, 1, 1), date(2021, 12, 31)),
        ("once", date(2021, 12, 31), "一次性", date.min, date.max),
    ],
)
def test_a_day_lies_in_one_named_period_of_each_kind(kind, day, name, first, last):
    period = period_of(kind, day)
    assert (period.name, period.first, period.last) == (name, first, last)


@given(calendar_kinds, days)
def test_periods_of_a_kind_cover_every_day_without_gap_or_overlap(kind, day):
    period = period_of(kind, day)
    assert day in period
    assert period.next().first == period.last + datetime.timedelta(days=1)
    assert period.previous().last == period.first - datetime.timedelta(days=1)
    assert period_of(kind, period.first) == period_of(kind, period.last) == period


@given(calendar_kinds, days, st.integers(0, 900))
def test_periods_between_begin_with_the_one_that_holds_the_first_day(kind, first, length):
    last = first + datetime.timedelta(days=length)
    periods = periods_between(kind, first, last)
    assert first in periods[0]
    assert last in periods[-1]
    assert all(first <= period.first <= last for period in periods[1:])
    assert all(before.next() == after for before, after in itertools.pairwise(periods))


def test_no_period_lies_in_a_span_that_ends_before_it_begins():
    assert periods_between("month", date(2021, 5, 1), date(2021, 4, 30)) == []


def test_a_duty_owed_once_has_one_period_whatever_the_span():
    assert len(periods_between("once", date(2001, 1, 1), date(2031, 1, 1))) == 1


def test_an_unknown_kind_is_named():
    with pytest.raises(ValueError, match="fortnight"):
        period_of("fortnight", date(2021, 1, 1))


def test_the_forum_meets_on_the_first_friday():
    assert nth_weekday(2021, 5, 4, 1) == date(2021, 5, 7)
    assert nth_weekday(2021, 5, 0, -1) == date(2021, 5, 31)
    with pytest.raises(ValueError, match="2月"):
        nth_weekday(2021, 2, 4, 5)
    with pytest.raises(ValueError, match="超出范围"):
        nth_weekday(2021, 2, 7, 1)


@given(days, st.sampled_from(range(7)), st.integers(1, 4))
def test_the_nth_weekday_is_that_weekday_in_that_week_of_the_month(day, weekday, n):
    found = nth_weekday(day.year, day.month, weekday, n)
    assert (found.month, found.weekday(), (found.day - 1) // 7 + 1) == (day.month, weekday, n)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2021, 1, 31), date(2021, 2, 28), 1),
        (date(2021, 1, 31), date(2021, 2, 27), 0),
        (date(2021, 1, 15), date(2021, 7, 14), 5),
        (date(2021, 1, 15), date(2021, 7, 15), 6),
        (date(2020, 2, 29), date(2021, 2, 28), 12),
        (date(2021, 7, 15), date(2021, 1, 15), -6),
        (date(2021, 1, 1), date(2021, 1, 1), 0),
    ],
)
def test_full_months_are_counted_to_the_same_day_or_the_end_of_a_shorter_month(start, end, months):
    assert full_months_between(start, end) == months


@given(day=st.dates(datetime.date(1950, 1, 1), datetime.date(2090, 12, 31)), months=st.integers(-240, 240))
def test_months_later_is_the_first_day_by_which_so_many_months_have_passed(day, months):
    later = months_later(day, abs(months))
    assert full_months_between(day, later) == abs(months)
    assert full_months_between(day, later - datetime.timedelta(days=1)) == abs(months) - 1 or months == 0
    assert months_later(day, months).day in {day.day, 28, 29, 30}


def test_six_months_after_the_end_of_august_is_the_end_of_february():
    assert months_later(datetime.date(2023, 8, 31), 6) == datetime.date(2024, 2, 29)
    assert months_later(datetime.date(2024, 3, 31), -1) == datetime.date(2024, 2, 29)
