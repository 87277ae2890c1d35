"""Items in which several things give and take: at once, and for every check with the average."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pydantic import ValidationError

from mulin.judgement.evaluation import evaluate
from mulin.judgement.tracing import facts_of_item
from tests.judgement.clauses import item, manual, measured, pack, rubric, section
from tests.judgement.sample.happenings import happen, view

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]


def counted(topic, points):
    return {"name": topic, "points": points, "measure": {"name": "happened", "arguments": {"topic": topic}}}


CHECKED = {"name": "happened", "arguments": {"topic": "check"}}
LATE, ABSENT, DEED = counted("late", "-0.5"), counted("absent", "-2"), counted("deed", "1")
AT_ONCE = {"way": "itemised", "counts": [LATE, ABSENT]}
EACH_DAY = AT_ONCE | {"each": "day", "when": CHECKED}
UPWARD = {"way": "itemised", "start": "empty", "counts": [DEED, LATE]}


def one_item(score, most="5"):
    items = [measured("01.1", most, score), manual("01.2", str(100 - int(most)))]
    return pack(rubrics=[rubric("community", [section("all", items)])])


def judged(score, subject=10, most="5"):
    found = evaluate(one_item(score, most), ["community"], view=view(), only={subject})
    return found[0].items[0]


def test_every_thing_takes_its_own_points_from_one_maximum():
    happen(10, topic="late")
    happen(10, topic="late")
    happen(10, topic="absent")
    result = judged(AT_ONCE)
    assert (result.score, result.facts) == (Decimal(2), 3)
    assert result.reason == "从 5 分往下扣：late 2（各扣 0.5 分）、absent 1（各扣 2 分），得 2 分。"


def test_nothing_that_happened_leaves_full_points_and_too_much_leaves_none():
    assert judged(AT_ONCE).score == 5
    for _ in range(3):
        happen(10, topic="absent")
    assert judged(AT_ONCE).score == 0


def test_counting_upward_stops_at_the_maximum_and_at_nought():
    assert judged(UPWARD).score == 0
    happen(10, topic="late")
    assert judged(UPWARD).score == 0
    for _ in range(7):
        happen(10, topic="deed")
    assert judged(UPWARD).score == 5


def test_each_day_of_a_check_begins_anew_and_the_average_counts():
    happen(10, "2021-03-01", topic="check")
    for _ in range(9):
        happen(10, "2021-03-01", topic="absent")
    happen(10, "2021-03-02", topic="check")
    happen(10, "2021-03-02", topic="late")
    happen(10, "2021-03-03", topic="absent")  # nobody checked on that day
    result = judged(EACH_DAY)
    assert result.score == Decimal("2.25"), "nought and 4.5: what is below nought on one day does not spoil another"
    assert "有检查的 2 天" in result.reason


def test_a_week_is_one_check_however_many_days_it_has():
    for day in ("2021-03-01", "2021-03-02", "2021-03-08"):
        happen(10, day, topic="check")
        happen(10, day, topic="absent")
    assert judged(EACH_DAY | {"each": "week"}).score == Decimal(2), "1 and 3"


def test_without_a_check_there_are_no_points_and_the_reason_is_said():
    happen(10, "2021-03-01", topic="late")
    result = judged(EACH_DAY)
    assert (result.score, result.value, result.reason) == (0, None, "还没有检查过，得 0 分。")


def test_the_facts_of_every_count_stand_behind_the_item():
    late, absent = happen(10, topic="late"), happen(10, topic="absent")
    made = one_item(AT_ONCE)
    found = facts_of_item(made, made.rubrics[0].items[0], 10, view=view())
    assert found == [("happenings", late.pk), ("happenings", absent.pk)]


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
