"""Which half-years have a card and what it covers, without a database."""

import datetime

import pytest

from mulin.feedback.rules import Span, due_on, last_half, missing_aspects, span_of
from mulin.foundation.periods import period_of

FIRST, SECOND = (period_of("half_year", datetime.date(2021, month, 1)) for month in (1, 7))
YEARS_END = datetime.date(2021, 12, 31)


@pytest.mark.row("D05")
def test_each_half_year_has_its_card_and_the_second_carries_the_years_evaluation() -> None:
    assert span_of(FIRST, half_yearly=True, at_year_end=True) == Span(FIRST.first, FIRST.first, FIRST.last, False)
    assert span_of(SECOND, half_yearly=True, at_year_end=True) == Span(SECOND.first, SECOND.first, YEARS_END, True)
    assert span_of(SECOND, half_yearly=True, at_year_end=False) == Span(SECOND.first, SECOND.first, YEARS_END, False)


@pytest.mark.row("R04")
def test_where_only_the_years_end_counts_one_card_covers_the_year() -> None:
    assert span_of(FIRST, half_yearly=False, at_year_end=True) is None
    covered = Span(SECOND.first, datetime.date(2021, 1, 1), YEARS_END, True)
    assert span_of(SECOND, half_yearly=False, at_year_end=True) == covered
    assert span_of(SECOND, half_yearly=False, at_year_end=False) is None


@pytest.mark.parametrize(
    ("day", "first"), [("2021-07-01", "2021-01-01"), ("2021-06-30", "2020-07-01"), ("2021-12-31", "2021-01-01")]
)
def test_the_last_half_year_is_the_one_that_is_over(day: str, first: str) -> None:
    assert last_half(datetime.date.fromisoformat(day)).first == datetime.date.fromisoformat(first)


def test_aspects_without_a_mark_are_missing() -> None:
    aspects = [("law", "遵纪守法"), ("help", "邻里互助"), ("home", "家庭美德")]
    assert missing_aspects(aspects, {"law": "好", "help": ""}) == ["邻里互助", "家庭美德"]


def test_a_reply_is_due_after_so_many_days_and_never_where_no_number_is_set() -> None:
    assert due_on(datetime.date(2021, 2, 20), 10) == datetime.date(2021, 3, 2)
    assert due_on(datetime.date(2021, 2, 20), 0) == datetime.date(2021, 2, 20)
    assert due_on(datetime.date(2021, 2, 20), None) is None
