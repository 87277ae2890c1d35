"""The engine's own measures: duties kept and missed, grades held, last year's total, of a subject and of its own."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from mulin.judgement.answering import answer
from mulin.judgement.view import View
from tests.judgement.clauses import registry, street

AS_OF = datetime.date(2021, 6, 30)


def period(host, month, duty="meeting", year=2021, counted=True, kept=False):
    since = datetime.date(year, month, 1)
    until = since + datetime.timedelta(days=31)
    return {"host": host, "duty": duty, "since": since, "until": until, "counted": counted, "kept": kept}


PERIODS = [
    period(11, 1, kept=True),
    period(11, 2, kept=True),
    period(11, 3),
    period(11, 6, counted=False),
    period(11, 4, duty="visit"),
    period(11, 5, year=2020),
    period(12, 1),
    period(21, 1, kept=True),
]
GRADES = [
    {"host": 11, "grade": "standard"},
    {"host": 11, "grade": "demonstration"},
    {"host": 12, "grade": "standard"},
    {"host": 21, "grade": "standard"},
    {"host": 10, "grade": "demonstration"},
]
LEFT = {"duty_periods": PERIODS, "grades": GRADES, "last_totals": [{"host": 10, "total": Decimal("88.5")}]}
MEETING = {"duty": "meeting"}


def said(measure, host, window="year", **arguments):
    seen = View(AS_OF, street(), derived=LEFT, registry=registry())
    return answer(measure, arguments, [host], seen, window)[host].value


@pytest.mark.row("Q02")
@pytest.mark.parametrize(
    ("measure", "host", "arguments", "value"),
    [
        ("duty_kept_share", 11, MEETING, Fraction(2, 3)),
        ("duty_kept_share", 11, {"duty": ["meeting", "visit"]}, Fraction(1, 2)),
        ("duty_kept_share", 13, MEETING, None),
        ("duty_kept_count", 11, MEETING, 2),
        ("duty_missed_count", 11, MEETING, 1),
        ("duty_missed_count", 12, MEETING, 1),
        ("duty_missed_count", 21, MEETING, 0),
        ("children_duty_kept_share", 10, {"child_kind": "compound", **MEETING}, Fraction(2, 4)),
        ("children_duty_kept_share", 1, {"child_kind": ["compound"], **MEETING}, Fraction(3, 5)),
        ("children_duty_kept_share", 1, {"child_kind": "community", **MEETING}, None),
        ("grade_held", 11, {"grade": "demonstration"}, 1),
        ("grade_held", 12, {"grade": "demonstration"}, 0),
        ("grade_held", 10, {"grade": "standard"}, 0),
        ("children_graded_share", 10, {"kind": "compound", "grade": "standard"}, Fraction(2, 3)),
        ("children_graded_share", 1, {"kind": ["compound", "community"], "grade": "demonstration"}, Fraction(2, 8)),
        ("children_graded_share", 11, {"kind": "compound", "grade": "standard"}, None),
        ("children_graded_counted", 1, {"kinds": ["compound"], "grade": "standard"}, 3),
        ("children_graded_counted", 11, {"kinds": "compound", "grade": "standard"}, 0),
        ("last_total", 10, {}, Fraction(177, 2)),
        ("last_total", 20, {}, None),
    ],
)
def test_what_was_judged_before_can_be_asked_about(measure, host, arguments, value):
    assert said(measure, host, **arguments) == value


def test_a_period_counts_in_every_window_it_touches():
    assert said("duty_kept_count", 11, "ever", **MEETING) == 2
    assert said("duty_missed_count", 11, "ever", **MEETING) == 2
    assert said("duty_kept_share", 11, "quarter", **MEETING) is None, "what is not due yet counts in no window"
    assert said("duty_kept_share", 11, "half_year", **MEETING) == Fraction(2, 3)


@pytest.mark.parametrize(
    ("measure", "missing"),
    [
        ("duty_kept_share", "duty"),
        ("duty_kept_count", "duty"),
        ("duty_missed_count", "duty"),
        ("grade_held", "grade"),
        ("children_graded_share", "kind"),
        ("children_graded_counted", "kinds"),
        ("children_duty_kept_share", "child_kind"),
    ],
)
def test_whoever_asks_says_which_duty_grade_or_kind(measure, missing):
    with pytest.raises(ValueError, match=f"缺少参数“{missing}”"):
        said(measure, 10)
