"""A database that is gone ends judging: a fault told instead would be acknowledged, and rolled back in silence."""

import pytest
from django.db import OperationalError, connection, transaction

from mulin.judgement.duties import judge_duties
from mulin.judgement.evaluation import evaluate
from mulin.judgement.faults import raise_if_gone
from mulin.judgement.view import View
from tests.judgement.clauses import SOURCE, level, manual, measured, pack, registry, rubric, section, street
from tests.judgement.test_evaluation import AS_OF, PER_ENTRY
from tests.judgement.test_scoring import MEASURE

pytestmark = pytest.mark.django_db


def lost(seen):
    raise OperationalError("server closed the connection unexpectedly")


@pytest.fixture
def gone(monkeypatch):
    monkeypatch.setattr(connection, "is_usable", lambda: False)


def view():
    seen = View(AS_OF, street(), registry=registry())
    seen.registry.provide("entries", lost)
    return seen


def with_item():
    return pack(rubrics=[rubric("community", [section("all", [measured("01.1", "100", PER_ENTRY)])])])


def with_condition():
    fact = {"when": "facts", "name": "参与", "measure": MEASURE, "at_least": "2"}
    return pack(
        rubrics=[rubric("community", [section("all", [manual("01.1", "100")])])],
        gradings=[{"rubric": "community", "levels": [level("standard", 0, [fact])]}],
    )


@pytest.mark.parametrize("made", [with_item(), with_condition()], ids=["item", "condition"])
def test_judging_ends_when_the_database_is_gone_and_goes_on_after_one_failed_question(made, monkeypatch):
    assert len(evaluate(made, ["community"], view=view())) == 2
    monkeypatch.setattr(connection, "is_usable", lambda: False)
    with pytest.raises(OperationalError, match="closed the connection"):
        evaluate(made, ["community"], view=view())


def test_duties_are_not_judged_without_a_database(gone, monkeypatch):
    asked = {"subjects": ["community"], "period": "year", "times": "1", "measure": MEASURE, "source": SOURCE}
    made = pack(duties=[{"id": "meet", "name": "开会", **asked}])
    monkeypatch.setattr("mulin.judgement.duties.DutyJudging.results", lambda judging, subjects: lost(None))
    with pytest.raises(OperationalError, match="closed the connection"):
        judge_duties(made, ["meet"], [10], view(), AS_OF, AS_OF)


def test_a_faulty_clause_is_no_lost_database(gone):
    raise_if_gone(ValueError("a clause that asks for nonsense"))


def test_in_a_transaction_that_can_only_be_rolled_back_nothing_is_judged_on():
    with transaction.atomic():
        raise_if_gone(ValueError("a clause that asks for nonsense"))
        transaction.set_rollback(True)
        with pytest.raises(ValueError, match="nonsense"):
            raise_if_gone(ValueError("a clause that asks for nonsense"))
        transaction.set_rollback(False)
