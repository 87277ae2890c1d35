"""The span of days that counts: it ends on the day asked about, and begins as people count."""

import datetime

import pytest

from mulin.judgement.windows import WINDOW_NAMES, Window, window_of

AS_OF = datetime.date(2021, 6, 30)


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("day", "2021-06-30"),
        ("month", "2021-06-01"),
        ("quarter", "2021-04-01"),
        ("half_year", "2021-01-01"),
        ("year", "2021-01-01"),
        ("twelve_months", "2020-07-01"),
        ("programme", "2020-10-01"),
    ],
)
def test_a_window_ends_on_the_day_asked_about(name, first):
    assert window_of(name, AS_OF, day("2020-10-01")) == Window(day(first), AS_OF)


@pytest.mark.parametrize(
    ("as_of", "first"), [("2021-02-28", "2020-03-01"), ("2020-02-28", "2019-03-01"), ("2020-02-29", "2019-03-01")]
)
def test_twelve_months_end_with_february_too(as_of, first):
    assert window_of("twelve_months", day(as_of), None).first == day(first)


def test_ever_has_no_beginning_and_an_unknown_window_is_refused():
    assert window_of("ever", AS_OF, None) == Window(None, AS_OF)
    with pytest.raises(ValueError, match="没有“fortnight”"):
        window_of("fortnight", AS_OF, None)


@pytest.mark.parametrize(
    ("name", "on", "first"),
    [
        ("year", "2014-09-01", "2014-09-01"),
        ("year", "2014-08-31", "2013-09-01"),
        ("half_year", "2015-01-30", "2014-09-01"),
        ("half_year", "2015-03-01", "2015-03-01"),
        ("quarter", "2015-01-30", "2014-12-01"),
        ("month", "2015-01-30", "2015-01-01"),
        ("week", "2015-01-30", "2015-01-26"),
    ],
)
def test_a_school_year_begins_in_september(name, on, first):
    window = window_of(name, day(on), None, 9)
    assert window.first == day(first)


def test_every_window_that_has_a_name_can_be_asked_for():
    found = {name: window_of(name, AS_OF, day("2020-10-01")) for name in WINDOW_NAMES}
    assert all(one.last == AS_OF for one in found.values())
    assert found["week"].first == day("2021-06-28")
