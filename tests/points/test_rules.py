"""What entries come to: caps, parts, floor, carry-over and bonus, without a database."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.points.rules import Part, Posting, Rule, Terms, balance, carried_over, counted, result_of, saved_up, yearly

BASE, DAILY, EXTRA = Part("base", Decimal(60), starts_full=True), Part("daily", Decimal(40)), Part("extra", bonus=True)
RULES = {
    "absent": Rule("absent", "base"),
    "expelled": Rule("expelled", "base", empties=True),
    "service": Rule("service", "daily", cap=Decimal(6), cap_period="month"),
    "lateness": Rule("lateness", "daily", cap=Decimal(-4), cap_period="year"),
    "prize": Rule("prize", "extra"),
}
TERMS = Terms((BASE, DAILY, EXTRA), RULES, Decimal(0), Decimal(100))
PART_OF = {name: rule.part for name, rule in RULES.items()}


def posting(rule: str, points: str, day: str = "2021-03-10", times: int = 1) -> Posting:
    return Posting(rule, PART_OF[rule], Decimal(points), datetime.date.fromisoformat(day), times)


@pytest.mark.row("J09")
def test_a_part_that_starts_full_loses_and_never_falls_below_nought():
    assert balance(TERMS, []).parts == {"base": 60, "daily": 0, "extra": 0}
    assert balance(TERMS, [posting("absent", "-25")]).parts["base"] == 35
    assert balance(TERMS, [posting("absent", "-25"), posting("absent", "-40")]).total == 0


@pytest.mark.row("J09")
def test_a_kind_gives_no_more_than_its_cap_within_its_period():
    found = balance(TERMS, [posting("service", "4"), posting("service", "4"), posting("service", "4", "2021-04-01")])
    assert found.parts["daily"] == 10
    assert [one.is_cut for one in found.counted] == [True, False]


def test_a_kind_takes_no_more_than_its_cap():
    assert balance(TERMS, [posting("lateness", "-3"), posting("lateness", "-3")]).parts["daily"] == -4


@pytest.mark.row("J09")
def test_one_thing_can_empty_a_whole_part_until_it_is_taken_back():
    thing = posting("expelled", "0")
    assert balance(TERMS, [thing, posting("service", "5")]).parts == {"base": 0, "daily": 5, "extra": 0}
    assert balance(TERMS, [thing, posting("expelled", "0", times=-1)]).parts["base"] == 60


def test_the_total_has_a_ceiling_and_a_bonus_counts_above_it():
    many = [posting("service", "6", f"2021-{month:02}-01") for month in range(1, 13)]
    assert balance(TERMS, many).total == 100
    assert balance(TERMS, [*many, posting("prize", "7.5")]).total == Decimal("107.5")


def test_the_total_never_falls_below_the_floor():
    terms = Terms((DAILY,), RULES, Decimal(10))
    assert balance(terms, [posting("service", "-30")]).total == 10


@pytest.mark.row("J09")
def test_a_share_of_last_year_is_carried_over_up_to_its_cap():
    terms = Terms((DAILY,), RULES, carry_share=Fraction(1, 3), carry_cap=Decimal(3))
    assert carried_over(terms, Decimal(6)) == 2
    assert carried_over(terms, Decimal(20)) == 3
    assert carried_over(terms, Decimal(1)) == Decimal("0.3333")
    entries = [posting("service", "6", "2020-05-01"), posting("service", "3", "2021-05-01")]
    assert yearly(terms, entries, 2021).total == 5
    assert yearly(terms, entries, 2022).carried == Decimal("1.6667")


def test_the_highest_band_that_is_reached_is_the_result():
    bands = [("合格", Decimal(60)), ("优秀", Decimal(90))]
    assert [result_of(bands, Decimal(one)) for one in (95, 90, 60, 10)] == ["优秀", "优秀", "合格", ""]


RULE = st.sampled_from(sorted(RULES))
POSTINGS = st.lists(
    st.builds(
        lambda rule, points, month: posting(rule, str(points), f"2021-{month:02}-01"),
        RULE,
        st.integers(-9, 9),
        st.integers(1, 12),
    ),
    max_size=25,
)


@given(POSTINGS)
def test_without_caps_and_ceilings_a_balance_is_the_sum_of_its_entries(postings: list[Posting]):
    parts = tuple(Part(one) for one in ("base", "daily", "extra"))
    terms = Terms(parts, {name: Rule(name, part) for name, part in PART_OF.items()}, floor=Decimal(-10_000))
    found = balance(terms, postings)
    assert found.total == sum((one.points for one in postings), Decimal(0))
    assert found.total == sum(found.parts.values())


@given(POSTINGS, POSTINGS)
def test_what_is_reversed_leaves_the_balance_as_if_it_had_never_been(kept: list[Posting], wrong: list[Posting]):
    taken_back = [Posting(one.rule, one.part, -one.points, one.day, -one.times) for one in wrong]
    assert balance(TERMS, [*kept, *wrong, *taken_back]).total == balance(TERMS, kept).total
    assert saved_up(TERMS, [*kept, *wrong, *taken_back]) == saved_up(TERMS, kept)


@given(POSTINGS)
def test_parts_keep_their_bounds_and_the_order_of_entries_does_not_matter(postings: list[Posting]):
    found = balance(TERMS, postings)
    assert 0 <= found.parts["base"] <= 60
    assert found.parts["daily"] <= 40
    assert found.total >= TERMS.floor
    assert found.total == balance(TERMS, list(reversed(postings))).total
    assert all(abs(one.counts) <= abs(one.raw) for one in counted(TERMS, postings))


def test_no_more_than_so_much_counts_of_one_day():
    rules = {"hours": Rule("hours", "daily", cap=Decimal(8), cap_period="day")}
    same_day = [Posting("hours", "daily", Decimal(5), datetime.date(2024, 3, 5)) for _ in range(2)]
    next_day = Posting("hours", "daily", Decimal(5), datetime.date(2024, 3, 6))
    assert balance(Terms((Part("daily"),), rules), [*same_day, next_day]).total == 13


def test_what_lasts_is_all_that_the_years_before_came_to():
    terms = Terms((Part("daily"),), {}, carry_share=Fraction(1))
    days = [datetime.date(year, 12, 31) for year in (2021, 2022, 2024)]
    assert yearly(terms, [Posting("hours", "daily", Decimal(100), day) for day in days], 2024).total == 300


@pytest.mark.row("J09")
def test_what_may_be_exchanged_is_what_was_gained_under_the_caps_without_what_a_part_begins_with():
    assert saved_up(TERMS, [posting("service", "4"), posting("service", "4")]) == 6
    assert saved_up(TERMS, [posting("service", "4"), posting("absent", "-9")]) == 0
    assert saved_up(TERMS, []) == 0, "the sixty points that a year begins with buy nothing"


def test_who_has_no_entry_at_all_has_what_a_year_begins_with():
    found = yearly(TERMS, [], 2021)
    assert (found.parts, found.total, found.counted) == ({"base": 60, "daily": 0, "extra": 0}, 60, ())
