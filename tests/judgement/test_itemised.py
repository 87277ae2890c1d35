"""Items in which several things give and take at every check, and the average counts."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pydantic import ValidationError

from mulin.judgement.evaluation import evaluate
from tests.judgement.clauses import item, manual, measured, pack, rubric, section
from tests.judgement.sample.happenings import happen, view

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]


def counted(topic, points):
    return {"name": topic, "points": points, "measure": {"name": "happened", "arguments": {"topic": topic}}}


CHECKED = {"name": "happened", "arguments": {"topic": "check"}}
AT_ONCE = {"way": "itemised", "counts": [counted("late", "-0.5"), counted("absent", "-2")]}
EACH_DAY = AT_ONCE | {"each": "day", "when": CHECKED}


def one_item(score):
    items = [measured("01.1", "5", score), manual("01.2", "95")]
    return pack(rubrics=[rubric("community", [section("all", items)])])


def judged(score):
    return evaluate(one_item(score), ["community"], view=view(), only={10})[0].items[0]


def test_each_day_of_a_check_begins_anew_and_the_average_counts():
    happen(10, "2021-03-01", topic="check")
    for _ in range(9):
        happen(10, "2021-03-01", topic="absent")
    happen(10, "2021-03-02", topic="check")
    happen(10, "2021-03-02", topic="late")
    happen(10, "2021-03-03", topic="absent")  # nobody checked on that day
    result = judged(EACH_DAY)
    assert result.score == Decimal("2.25"), "nought and 4.5: what is below nought on one day does not spoil another"
    assert result.reason == (
        "有检查的 2 天，每天从 5 分往下扣，合计：late 1（各扣 0.5 分）、absent 9（各扣 2 分），平均得 2.25 分。"
    )
    assert (result.value, result.facts) == (Decimal("2.25"), 10), "what nobody checked stands behind nothing"


def test_a_week_is_one_check_however_many_days_it_has():
    for day in ("2021-03-01", "2021-03-02", "2021-03-08"):
        happen(10, day, topic="check")
        happen(10, day, topic="absent")
    assert judged(EACH_DAY | {"each": "week"}).score == Decimal(2), "1 and 3"


def test_without_a_check_there_are_no_points_and_the_reason_is_said():
    happen(10, "2021-03-01", topic="late")
    result = judged(EACH_DAY)
    assert (result.score, result.value, result.reason) == (0, None, "还没有检查过，得 0 分。")


def test_one_query_a_measure_however_many_subjects_and_days():
    for host in (10, 20):
        for day in range(1, 15):
            happen(host, f"2021-03-{day:02}", topic="check")
            happen(host, f"2021-03-{day:02}", topic="late")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        evaluate(one_item(EACH_DAY), ["community"], view=view())
    assert len(queries) == len(item(EACH_DAY).score.asked)


def test_an_average_without_its_checks_is_refused():
    with pytest.raises(ValidationError, match="each"):
        item(AT_ONCE | {"each": "day"})


def test_a_measure_without_days_cannot_be_averaged():
    score = EACH_DAY | {"counts": [{"name": "x", "points": "-1", "measure": {"name": "named_share"}}]}
    assert "不能按周期计次" in judged(score).reason


def test_a_rubric_averages_another_one():
    weekly = rubric("weekly", [section("all", [measured("01.1", "100", AT_ONCE)])], ["community"])
    term = {key: value for key, value in weekly.items() if key != "sections"} | {
        "id": "term",
        "averages": {"of": "weekly", "each": "week", "window": "year", "when": CHECKED},
    }
    made = pack(rubrics=[weekly, term])
    happen(10, "2021-06-28", topic="check")
    happen(10, "2021-06-28", topic="absent")
    happen(10, "2021-06-01", topic="check")
    [result] = evaluate(made, ["term"], view=view(), only={10})
    assert result.total == Decimal(99)
    assert type(made).model_validate(made.model_dump(mode="json")) == made


def test_only_itemised_scores_are_averaged():
    weekly = rubric("weekly", [section("all", [manual("01.1", "100")])], ["community"])
    term = {key: value for key, value in weekly.items() if key != "sections"} | {
        "id": "term",
        "averages": {"of": "weekly", "each": "week", "window": "year", "when": CHECKED},
    }
    with pytest.raises(ValidationError, match="不是逐项加减"):
        pack(rubrics=[weekly, term])
