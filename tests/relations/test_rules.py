"""Where a transfer leads, when a member is away too long, and when a vote decides; without a database."""

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from mulin.relations.rules import asks_for_transfer, numbered, passes, quorum_problem, suggest, vote_problem
from mulin.rulebook.schema.decisions import DecisionTable
from tests.judgement.clauses import SOURCE

NAMES = {"new": "新单位", "village": "户籍地", "stay": "不转"}
TABLE = DecisionTable.model_validate(
    {
        "id": "where",
        "name": "转到哪里",
        "questions": [
            {"id": "leaving", "name": "去向", "choices": {"unit": "新单位", "home": "回家"}},
            {"id": "months", "name": "多久", "kind": "number", "unit": "个月"},
            {"id": "contract", "name": "有合同", "kind": "boolean"},
        ],
        "outcomes": [{"id": one, "name": words} for one, words in NAMES.items()],
        "rows": [
            {
                "when": [
                    {"question": "leaving", "is_one_of": ["unit"]},
                    {"question": "months", "at_least": {"parameter": "months"}},
                    {"question": "contract", "yes": True},
                ],
                "outcome": "new",
                "reason": "满期有合同",
                "source": SOURCE,
            },
            {
                "when": [{"question": "contract", "yes": False}],
                "outcome": "village",
                "reason": "没有合同",
                "source": SOURCE,
            },
            {
                "when": [{"question": "months", "below": "6"}],
                "outcome": "stay",
                "reason": "时间短",
                "source": {"document": "notice", "section": "3"},
            },
        ],
        "source": SOURCE,
    }
)


def suggested(**answers: Any) -> str | None:
    """The reason given, with the district's number of months in its place."""
    found = suggest(TABLE, answers, lambda amount: amount if isinstance(amount, Decimal | Fraction) else Decimal(12))
    return found and found.reason


@pytest.mark.row("D11")
def test_the_first_row_that_fits_all_its_answers_says_where_a_member_is_transferred() -> None:
    assert suggested(leaving="unit", months="12", contract=True) == "满期有合同"
    assert suggested(leaving="unit", months="11", contract=True) is None
    assert suggested(leaving="home", months="12", contract=True) is None
    assert suggested(leaving="unit", months="12", contract=False) == "没有合同"
    assert suggested(months="5") == "时间短"
    assert suggested(months="6") is None, "below six is not six"


def test_an_open_question_fits_nothing_and_a_no_is_an_answer() -> None:
    assert suggested() is None
    assert suggested(contract="") is None
    assert suggested(contract=None) is None
    assert suggested(contract=False) == "没有合同"


def test_where_the_district_has_set_no_number_the_row_fits_nobody() -> None:
    found = suggest(TABLE, {"leaving": "unit", "months": "99", "contract": True}, lambda amount: None)
    assert found is None


def test_a_suggestion_is_kept_with_its_reason_and_its_source() -> None:
    found = suggest(TABLE, {"contract": False}, lambda amount: amount)
    assert found is not None
    assert found.stored() == {"outcome": "village", "name": "户籍地", "reason": "没有合同", "source": "2 1"}
    short = suggest(TABLE, {"months": "1"}, lambda amount: amount)
    assert short is not None
    assert short.source == "3", "a source without a number has no idle blank"


@pytest.mark.row("R10")
@pytest.mark.parametrize(
    ("since", "expected", "fixed", "urged"),
    [
        ("2021-01-01", None, True, True),
        ("2021-01-02", None, True, False),
        ("2021-06-01", "2021-12-01", True, True),
        ("2021-06-01", "2021-11-30", True, False),
        ("2021-01-01", "2021-03-01", True, True),
        ("2021-01-01", None, False, False),
    ],
)
def test_a_transfer_is_urged_of_who_is_away_long_or_will_be_at_a_fixed_place(
    since: str, expected: str | None, fixed: bool, urged: bool
) -> None:
    until = expected and datetime.date.fromisoformat(expected)
    day = datetime.date(2021, 7, 1)
    assert asks_for_transfer(datetime.date.fromisoformat(since), until or None, fixed, day, 6) is urged


@pytest.mark.parametrize(("votes_for", "passed"), [(5, False), (6, True)])
def test_more_than_half_of_all_entitled_decide_not_of_those_present(votes_for: int, passed: bool) -> None:
    assert passes(votes_for, 10, Fraction(1, 2)) is passed


def test_figures_of_a_vote_must_fit_together() -> None:
    assert vote_problem(10, 10, (6, 3, 1)) == ""
    assert vote_problem(10, 11, (11, 0, 0)) == "实到 11 人多于应到 10 人，请核对"
    assert vote_problem(10, 9, (6, 3, 1)) == "赞成、不赞成、弃权共 10 票，与实到 9 人不符，请核对"


def test_a_meeting_decides_with_exactly_the_share_and_not_with_fewer() -> None:
    assert quorum_problem(10, 5, Fraction(1, 2)) == ""
    assert quorum_problem(10, 4, Fraction(1, 2)) == "应到 10 人，实到 4 人，人数不足，不能作决定"
    assert quorum_problem(10, 0, None) == "", "where no share is asked for any number decides"


def test_papers_are_numbered_with_four_digits_within_their_year() -> None:
    assert numbered("ZZ", 2021, 1) == "ZZ2021-0001"
