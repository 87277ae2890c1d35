"""What follows from scores, gaps and days, without a database."""

import datetime
from decimal import Decimal

import pytest

from mulin.assessments.rules import (
    Difference,
    certificate_number,
    differences,
    gap_text,
    holds,
    level_of,
    manual_items,
    rank_of,
    valid_until,
)
from tests.judgement.clauses import item, level, manual, pack, rubric, section

GRADED = pack(
    rubrics=[rubric(one, [section("all", [manual("01.1", "100")])]) for one in ("community", "compound")],
    gradings=[
        {"rubric": "community", "levels": [level("standard", 75), level("demonstration", 90, requires="standard")]}
    ],
)


def test_only_what_a_person_scores_is_asked_of_a_person() -> None:
    measured = item({"way": "share", "measure": {"name": "entries_count"}}, item_id="01.1")
    scored = item({"way": "manual", "because": "需要现场查看"}, item_id="01.2")
    assert manual_items([measured, scored]) == {"01.2": scored}


@pytest.mark.row("Q04")
def test_a_higher_grade_includes_the_lower_one_and_no_grade_includes_none() -> None:
    def held(reached: str | None, wanted: str) -> bool:
        return holds(GRADED, "community", reached, wanted)

    assert held("standard", "standard")
    assert held("demonstration", "standard")
    assert not held("standard", "demonstration")
    assert not held(None, "standard")
    assert not held("", "standard")
    assert not held("standard", "gone"), "nobody holds a grade that the pack does not know"
    assert not holds(GRADED, "compound", "standard", "standard"), "a rubric without grades"


def test_grades_rank_from_one_and_what_is_unknown_ranks_nowhere() -> None:
    asked = [("community", "standard"), ("community", "demonstration"), ("community", "gone"), ("compound", "standard")]
    assert [rank_of(GRADED, *one) for one in asked] == [1, 2, 0, 0]
    assert [getattr(level_of(GRADED, *one), "id", None) for one in asked] == ["standard", "demonstration", None, None]


def test_a_certificates_number_is_counted_with_three_digits_within_street_and_year() -> None:
    assert certificate_number("睦邻", 2021, "S0001", 7) == "睦邻〔2021〕S0001-007号"


@pytest.mark.parametrize(
    ("first", "years", "last"),
    [
        ("2021-07-01", 3, "2024-06-30"),
        ("2021-01-01", 1, "2021-12-31"),
        ("2021-02-28", 3, "2024-02-27"),
        ("2024-03-01", 1, "2025-02-28"),
        ("2024-02-29", 1, "2025-02-28"),
        ("2024-02-29", 4, "2028-02-28"),
    ],
)
def test_a_certificate_is_valid_for_whole_years_in_leap_years_too(first: str, years: int, last: str) -> None:
    assert valid_until(datetime.date.fromisoformat(first), years) == datetime.date.fromisoformat(last)


def test_without_a_number_of_years_a_certificate_has_no_end() -> None:
    assert valid_until(datetime.date(2021, 7, 1), None) is None


def scored(**scores: str | None) -> list[dict[str, str | None]]:
    return [{"id": one, "score": score} for one, score in scores.items()]


@pytest.mark.row("Q07")
def test_two_stages_differ_where_points_do_and_what_nobody_scored_counts_nought() -> None:
    before = scored(a="7.5", b="3", c=None, d="4", e="0")
    after = scored(c="2", b="3.0", a="7", d=None, f="1", e=None)
    found = differences(before, after)
    assert [(one.item, one.change) for one in found] == [
        ("c", Decimal(2)),
        ("a", Decimal("-0.5")),
        ("d", Decimal(-4)),
        ("f", Decimal(1)),
        ("e", Decimal(0)),
    ], "in the order of the rubric; nought and nothing are not the same"
    assert found[0] == Difference("c", None, Decimal(2))


@pytest.mark.row("Q05")
def test_a_gap_says_what_there_is_and_what_there_could_be() -> None:
    assert gap_text("联席会议", "7.5", "10") == "联席会议：现得 7.5 分，满分 10 分"
    assert gap_text("联席会议", None, "10") == "联席会议：尚未评分，满分 10 分"
