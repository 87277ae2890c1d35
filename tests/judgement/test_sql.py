"""The database answers as plain Python does: exactly, and with the same number of queries for few and for many."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulin.judgement.answering import answer, facts_behind
from mulin.judgement.duties import judge_duties
from mulin.judgement.evaluation import evaluate
from mulin.judgement.facts import Derived
from mulin.judgement.registry import Registry
from mulin.judgement.tracing import facts_of_item
from mulin.judgement.view import View
from tests.judgement.clauses import SOURCE, manual, measured, pack, rubric, section, street
from tests.judgement.sample.measures import HAPPENINGS, HOLDINGS, MEASURES, sample_registry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]

AS_OF = datetime.date(2021, 6, 30)
HOSTS = [1, 10, 11, 12, 20, 21, None]


def day(text):
    return datetime.date.fromisoformat(text)


def view(**more):
    return View(AS_OF, street(), registry=sample_registry(), **more)


def happen(host, on="2021-03-01", **more):
    unit, _ = model("Unit").objects.get_or_create(host=host)
    return model("Happening").objects.create(unit=unit, day=day(on), **more)


def model(name):
    return apps.get_model("sample", name)


def naively(rows):
    """The same measures over the same rows in memory, as derived tables."""
    registry = Registry()
    for table in (HAPPENINGS, HOLDINGS):
        registry.register(
            Derived(
                name=table.name,
                title="",
                columns=table.columns,
                event=table.event,
                since=table.since,
                until=table.until,
            )
        )
    registry.register(*MEASURES)
    return View(AS_OF, street(), derived=rows, registry=registry)


DAYS = st.dates(day("2020-06-01"), day("2021-07-31"))
JSON_VALUES = st.one_of(st.none(), st.integers(0, 30), st.sampled_from(["12", "7.50", "", "hall", "true", True]))
HAPPENED = st.lists(
    st.fixed_dictionaries(
        {
            "host": st.sampled_from(HOSTS),
            "topic": st.sampled_from(["", "main", "other"]),
            "number": st.one_of(st.none(), st.integers(0, 5)),
            "amount": st.one_of(st.none(), st.decimals(0, 5, places=2)),
            "day": DAYS,
            "noticed_on": st.one_of(st.none(), DAYS),
            "fields": st.dictionaries(st.sampled_from(["persons", "place"]), JSON_VALUES),
            "confirmed": st.booleans(),
        }
    ),
    max_size=12,
)
HELD = st.lists(
    st.fixed_dictionaries(
        {
            "host": st.sampled_from(HOSTS[:-1]),
            "since": st.one_of(st.none(), DAYS),
            "until": st.one_of(st.none(), DAYS),
        }
    ),
    max_size=6,
)
ASKED = [
    ("happened", {}),
    ("happened", {"topic": ["main", "other"], "notice": True}),
    ("placed", {"field": "place", "place": "hall"}),
    ("placed", {"field": "place", "place": "7.50"}),
    ("placed", {"field": "place"}),
    *((one.name, {}) for one in MEASURES if one.name not in {"happened", "placed"}),
]


def store(happened, held):
    for name in ("Happening", "Unit", "Holding"):
        model(name).objects.all().delete()
    units = {host: model("Unit").objects.create(host=host) for host in HOSTS}
    for row in happened:
        fields = {key: value for key, value in row.items() if key != "host"}
        model("Happening").objects.create(unit=units[row["host"]], **fields)
    model("Holding").objects.bulk_create([model("Holding")(**row) for row in held])


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(HAPPENED, HELD, st.sampled_from(["year", "twelve_months", "ever", "quarter"]))
def test_the_database_answers_as_plain_python_does(happened, held, window):
    store(happened, held)
    confirmed = [row for row in happened if row["confirmed"]]
    in_memory = naively({"happenings": confirmed, "holdings": held})
    seen = view()
    for name, arguments in ASKED:
        found = answer(name, arguments, [1, 10, 11, 20], seen, window)
        expected = answer(name, arguments, [1, 10, 11, 20], in_memory, window)
        assert found == expected, name


def test_json_numbers_are_summed_exactly():
    for persons in (3, "4.10", 0.2, None, "many"):
        happen(11, fields={"persons": persons})
    happen(11)
    assert answer("persons", {}, [10], view())[10].value == Fraction("7.3")


def test_decimals_are_summed_exactly_on_every_database():
    for _ in range(3):
        happen(11, amount=Decimal("0.10"))
    assert answer("amount_below", {}, [10], view())[10].value == Fraction(3, 10)


def test_the_facts_behind_an_answer_are_those_it_counts():
    counted = [happen(11, fields={"persons": 12}), happen(11, "2021-02-01", fields={"persons": 40})]
    happen(11, fields={"persons": 9})
    happen(12, fields={"persons": 12})
    expected = sorted(("happenings", one.pk) for one in counted)
    assert sorted(facts_behind("crowded", {}, 11, view())) == expected


def queries_for(forest, subjects):
    seen = View(AS_OF, forest, registry=sample_registry())
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer("amount_below", {}, subjects, seen)
        answer("happened", {"topic": ["main"]}, subjects, seen)
        answer("happened", {"topic": ["main"]}, subjects, seen)
    return len(captured)


def test_a_measure_is_one_query_for_ten_and_for_a_thousand_subjects():
    happen(11, amount=1, topic="main")
    large = street(communities=1000, compounds=1)
    communities = [one.id for one in large.of_kinds({"community"})]
    assert queries_for(large, communities[:10]) == queries_for(large, communities) == 2


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
