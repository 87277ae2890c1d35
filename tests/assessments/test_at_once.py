"""Many people at once: nothing lost, nothing judged on half of the facts, one winner where only one can win."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, connections

from mulin.assessments import actions
from mulin.assessments.models import Assessment, Certificate, Decision, GradeHolding, JudgementFault, Proposal
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.records.models import Activity
from tests.assessments.conftest import TODAY, Street
from tests.assessments.test_judging import kept

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="rows are locked one by one on PostgreSQL only"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
THREADS = 20


def at_once(act: Callable[[int], Any], number: int = THREADS) -> list[Any]:
    """What each of many threads got, each with a connection of its own."""

    def alone(turn: int) -> Any:
        try:
            return act(turn)
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=number) as pool:
        return list(pool.map(alone, range(number)))


def test_twenty_threads_leave_what_a_rebuild_gives(place: Street) -> None:
    def happen(turn: int) -> None:
        day = datetime.date(2021, 1, 5) + datetime.timedelta(days=8 * turn)
        for _ in range(2):
            if turn % 2:
                place.patrols(place.garden if turn % 4 == 1 else place.court, day.isoformat())
            else:
                place.meets(place.east if turn % 4 == 0 else place.west, day.isoformat())

    results = at_once(happen)
    assert results == [None] * THREADS
    assert Activity.objects.count() == 2 * THREADS
    assert not JudgementFault.objects.exists()
    incremental = kept()
    actions.rebuild()
    assert incremental == kept()
    assert Proposal.objects.get(subject=place.east).total == Decimal(60)


def test_of_twenty_deciders_one_decides(place: Street) -> None:
    place.meets(place.east, "2021-02-10")
    place.meets(place.east, "2021-05-10")
    place.patrols(place.garden, "2021-03-01")
    root = User.objects.command_line()
    [check, one] = actions.open_assessments(place.programme, [place.garden, place.east], by=root)
    actions.save_self_check(check, scores=[actions.Given("11.2", Decimal(40), "整洁")], by=root)
    actions.finish_self_check(check, by=root)
    actions.save_self_check(one, scores=[actions.Given("02.1", Decimal(38), "有特色")], by=place["worker"])
    actions.finish_self_check(one, by=place["worker"])
    actions.apply(one, actions.Written("demonstration"), by=place["secretary"])
    actions.review(one, opinion="同意", by=place["officer"])
    new = actions.NewRound("acceptance", "验收", TODAY, TODAY)
    actions.organise_round(place.programme, new, [one], by=place["officer"])

    def decide(_: int) -> Any:
        return actions.decide(
            Assessment.objects.get(pk=one.pk), grade="demonstration", reason="具备", by=place["leader"]
        )

    results = at_once(decide)
    assert sum(isinstance(result, Decision) for result in results) == 1
    assert sum(isinstance(result, Refused) for result in results) == THREADS - 1
    assert GradeHolding.objects.filter(subject=place.east, until__isnull=True).count() == 1
    decision = Decision.objects.get()
    numbers = at_once(lambda _: actions.issue_certificate(decision, by=place["leader"]).number)
    assert len(set(numbers)) == Certificate.objects.count() == 1
