"""The database answers as plain Python does: exactly, and with the same number of queries for few and for many."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mulin.judgement.answering import answer, facts_behind
from mulin.judgement.facts import Derived
from mulin.judgement.registry import Registry
from mulin.judgement.view import View
from tests.judgement.clauses import street
from tests.judgement.sample.happenings import AS_OF, day, happen, model, view
from tests.judgement.sample.measures import HAPPENINGS, HOLDINGS, MEASURES, sample_registry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]

HOSTS = [1, 10, 11, 12, 20, 21, None]


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


EDGES = ["2020-06-30", "2020-07-01", "2020-12-31", "2021-01-01", "2021-03-31", "2021-04-01", "2021-06-30", "2021-07-01"]
DAYS = st.one_of(st.sampled_from([day(edge) for edge in EDGES]), st.dates(day("2020-06-01"), day("2021-07-31")))
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
    ("placed", {"field": "place", "place": "true"}),
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
