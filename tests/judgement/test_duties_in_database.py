"""Duties and rubrics judged from stored facts."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.judgement.duties import judge_duties
from mulin.judgement.evaluation import evaluate
from mulin.judgement.tracing import facts_of_item
from mulin.judgement.view import View
from tests.judgement.clauses import SOURCE, manual, measured, pack, rubric, section, street
from tests.judgement.sample.happenings import AS_OF, day, happen, model, view
from tests.judgement.sample.measures import sample_registry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]

QUARTERLY = {
    "id": "meeting",
    "name": "每季度一次",
    "subjects": ["community"],
    "period": "quarter",
    "times": "1",
    "measure": {"name": "happened", "arguments": {"topic": "main"}},
    "source": SOURCE,
}
WITH_DUTY = pack(
    duties=[
        QUARTERLY,
        {**QUARTERLY, "id": "twice", "times": "2"},
        {**QUARTERLY, "id": "excused", "excused_without": {"name": "held", "window": "day"}},
        {**QUARTERLY, "id": "blank", "times": {"parameter": "times"}},
        {**QUARTERLY, "id": "faulty", "measure": {"name": "no_such_measure"}},
        {**QUARTERLY, "id": "not_countable", "measure": {"name": "named_share"}},
        {**QUARTERLY, "id": "topics", "times": "2", "measure": {"name": "topics_below"}},
        {**QUARTERLY, "id": "any_large", "measure": {"name": "any_large"}},
        {**QUARTERLY, "id": "many_people", "times": "50", "measure": {"name": "persons"}},
    ],
    parameters=[{"id": "times", "name": "次数", "source": SOURCE}],
    rubrics=[
        rubric(
            "community",
            [
                section(
                    "all",
                    [
                        measured(
                            "06.1",
                            "10",
                            {"way": "share", "measure": {"name": "duty_kept_share", "arguments": {"duty": "meeting"}}},
                        ),
                        measured(
                            "06.2",
                            "10",
                            {"way": "share", "measure": {"name": "duty_kept_share", "arguments": {"duty": "faulty"}}},
                        ),
                        manual("06.3", "80"),
                    ],
                )
            ],
        )
    ],
)


def judged(duty, subjects=(10, 20, 1), **more):
    return judge_duties(WITH_DUTY, [duty], subjects, view(**more), day("2021-01-01"), day("2021-12-31"))


def test_a_duty_is_met_on_the_day_its_count_is_reached():
    first, second = happen(10, "2021-02-01", topic="main"), happen(10, "2021-03-31", topic="main")
    happen(10, "2021-05-05", topic="other")
    happen(10, "2021-07-01", topic="main")
    by_quarter = [result for result in judged("twice") if result.subject_id == 10]
    assert [(one.count, one.met_on) for one in by_quarter] == [(2, day("2021-03-31")), (0, None), (0, None), (0, None)]
    assert by_quarter[0].facts == (("happenings", first.pk), ("happenings", second.pk))
    assert {result.subject_id for result in judged("twice")} == {10, 20}


def test_a_duty_may_count_people_rather_than_facts():
    happen(11, "2021-02-01", fields={"persons": 30})
    happen(10, "2021-02-09", fields={"persons": "20"})
    result = judged("many_people")[0]
    assert (result.count, result.met_on) == (50, day("2021-02-09"))


def test_a_duty_may_ask_for_different_things_or_for_one_at_all():
    for on, topic, amount in (("02-01", "main", 3), ("02-02", "main", 1), ("02-03", "other", 9), ("02-04", "main", 5)):
        happen(10, f"2021-{on}", topic=topic, amount=amount)
    topics, large = judged("topics", (10,))[0], judged("any_large", (10,))[0]
    assert (topics.count, topics.met_on, len(topics.facts)) == (2, day("2021-02-03"), 4)
    assert (large.count, large.met_on, len(large.facts)) == (1, day("2021-02-01"), 3)


def test_the_facts_of_a_duty_can_be_opened_before_anything_is_judged_and_judging_begins_anew():
    meeting = happen(10, "2021-02-01", topic="main")
    happen(10, "2020-02-01", topic="main")
    seen = view()
    item = WITH_DUTY.rubric("community").items[0]
    assert facts_of_item(WITH_DUTY, item, 10, view=seen) == [("happenings", meeting.pk)]
    assert evaluate(WITH_DUTY, ["community"], view=seen, only={10})[0].items[0].value == Fraction(1, 2)
    assert [one.items[0].value for one in evaluate(WITH_DUTY, ["community"], view=seen)] == [Fraction(1, 2), 0]


def test_who_has_nothing_to_do_it_with_is_excused():
    model("Holding").objects.create(host=11, since=day("2021-01-01"))
    results = judged("excused")
    assert {result.subject_id for result in results if result.excused} == {20}
    assert next(result.reason for result in results if result.excused) == "持有为零，免责"


def test_a_duty_without_its_number_is_owed_by_nobody_and_says_so():
    results = judged("blank")
    assert all(result.excused for result in results)
    assert results[0].reason == "参数“次数”尚未设置，暂不要求"


@pytest.mark.parametrize("duty", ["faulty", "not_countable", "no_such_duty"])
def test_a_faulty_duty_is_logged_and_left_out(duty, caplog):
    results = judge_duties(WITH_DUTY, [duty, "meeting"], [10], view(), day("2021-01-01"), day("2021-03-31"))
    assert [result.duty_id for result in results] == ["meeting"]
    assert duty in caplog.text


def test_periods_that_began_before_the_pack_was_in_force_are_not_owed():
    assert [result.period.first for result in judged("meeting", (10,), since=day("2021-02-01"))] == [
        day("2021-04-01"),
        day("2021-07-01"),
        day("2021-10-01"),
    ]


def test_a_duty_is_one_query_whatever_the_number_of_subjects():
    large = street(communities=1000, compounds=1)
    communities = [one.id for one in large.of_kinds({"community"})]
    numbers = []
    for subjects in (communities[:10], communities):
        seen = View(AS_OF, large, registry=sample_registry())
        with CaptureQueriesContext(connection) as captured:
            judge_duties(WITH_DUTY, ["meeting"], subjects, seen, day("2021-01-01"), day("2021-12-31"))
        numbers.append(len(captured))
    assert numbers == [1, 1]


@pytest.mark.row("Q02")
def test_the_share_of_kept_periods_gives_its_share_of_the_points():
    meeting = happen(10, "2021-02-01", topic="main")
    seen = view(since=day("2021-01-01"))
    first, second = evaluate(WITH_DUTY, ["community"], view=seen)
    assert (first.items[0].score, first.items[0].facts) == (Decimal(5), 1)
    assert (second.items[0].score, second.items[0].value) == (Decimal(0), 0)
    assert first.items[1].by == "none"
    assert "没有度量“no_such_measure”" in first.items[1].reason
    item = WITH_DUTY.rubric("community").items[0]
    assert facts_of_item(WITH_DUTY, item, 10, view=seen) == [("happenings", meeting.pk)]


def test_before_any_period_has_come_due_there_is_no_share():
    seen = View(day("2021-02-15"), street(), since=day("2021-01-01"), registry=sample_registry())
    result = evaluate(WITH_DUTY, ["community"], view=seen)[0]
    assert (result.items[0].score, result.items[0].value) == (0, None)
    assert result.items[0].reason == "应尽事项完成率：尚无到期周期，得 0 分。"


def test_evaluating_is_as_many_queries_for_ten_as_for_a_thousand_subjects():
    happen(10, "2021-02-01", topic="main")
    large = street(communities=1000, compounds=1)
    communities = [one.id for one in large.of_kinds({"community"})]
    numbers = []
    for only in (communities[:10], communities):
        seen = View(AS_OF, large, since=day("2021-01-01"), registry=sample_registry())
        with CaptureQueriesContext(connection) as captured:
            results = evaluate(WITH_DUTY, ["community"], view=seen, only=only)
        assert len(results) == len(only)
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]
