"""kill -9 of the importing process, and of its backend: nothing half-written, the retry succeeds, once is enough."""

import json
import random
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection

from mulin.assessments import actions
from mulin.assessments.models import Decision, GradeHolding, ItemScore, Step
from mulin.audit.models import Entry
from mulin.identity.models import User
from mulin.tree.models import Node
from mulin.web.actions.exchange import bring_in
from tests.assessments.conftest import brought_to, good_year, place, root  # noqa: F401
from tests.faults.conftest import ROOT, ROWS, command, database_address, environment, everything

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TELLING = """
import sys, django
django.setup()
from django.db.backends.signals import connection_created
from mulin.command_line import main
from mulin.tree import events


def tell(**_):
    print("writing", flush=True)


events.nodes_founded.connect(tell)
main()
"""


def import_and_kill(path: Path, after: float | None, *, when_writing: bool) -> None:
    """Start an import and kill it: so many seconds after it began to write, or after it was started."""
    child = subprocess.Popen(
        [sys.executable, "-c", TELLING, "import", str(path)],
        env=environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    if when_writing:
        assert child.stdout.readline().strip() == "writing"
    time.sleep(after or 0)
    child.send_signal(signal.SIGKILL)
    child.wait(timeout=60)
    child.stdout.close()


def test_an_import_killed_at_any_moment_leaves_nothing_and_can_be_repeated(many_units: Path) -> None:
    before, chance = everything(), random.Random(7)
    for when_writing, after in ((True, 0.0), (True, chance.uniform(0.01, 0.1)), (False, chance.uniform(0.5, 2.5))):
        import_and_kill(many_units, after, when_writing=when_writing)
        assert everything() == before
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchone() == ("ok",)
    done = command("import", str(many_units), "--json")
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert (counts["new"], counts["changed"], counts["wrong"], counts["applied"]) == (ROWS, 0, 0, True)
    assert Node.objects.filter(kind="enterprise").count() == ROWS


@pytest.mark.row("J03")
def test_the_same_file_twice_changes_nothing(many_units: Path) -> None:
    content, by = many_units.read_bytes(), User.objects.command_line()
    first = bring_in(content, "units", by=by)
    after = everything()
    second = bring_in(content, "units", by=by)
    assert (first.new, second.new, second.changed, second.unchanged) == (ROWS, 0, 0, ROWS)
    assert everything() == after


class Killer:
    """Ends the backend of this connection when the n-th statement is about to run."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            own = context["connection"].connection.info.backend_pid
            address = database_address().replace("postgres://", "postgresql://")
            with psycopg.connect(address, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [own])
        return execute(sql, parameters, many, context)


def counted(act: Any) -> int:
    """How many statements something runs; what it wrote is undone."""

    class Counter:
        number = 0

        def __call__(self, execute: Any, *rest: Any) -> Any:
            Counter.number += 1
            return execute(*rest)

    class UndoneError(Exception):
        pass

    from django.db import transaction

    try:
        with transaction.atomic(), connection.execute_wrapper(Counter()):
            act()
            raise UndoneError
    except UndoneError:
        return Counter.number


def survive(act: Any, state: Any) -> None:
    """Kill the backend at the beginning, in the middle and near the end: each time nothing remains."""
    before, number = state(), counted(act)
    assert state() == before
    for moment in sorted({2, number // 3, number // 2, 2 * number // 3, number - 4}):
        where = f"statement {moment} of {number}"
        with pytest.raises(DatabaseError), connection.execute_wrapper(Killer(moment)):
            act()
        connection.close()
        assert state() == before, where
    act()


postgresql = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="backends are PostgreSQL's"),
]


class TestTheBackendIsKilled:
    pytestmark = postgresql

    def test_during_an_import(self, many_units: Path) -> None:
        content, by = many_units.read_bytes(), User.objects.command_line()
        survive(lambda: bring_in(content, "units", by=by), everything)
        assert Node.objects.filter(kind="enterprise").count() == ROWS

    def test_during_a_decision(self, brought_to: Any, place: Any) -> None:  # noqa: F811
        one = brought_to("scored")
        leader = place["leader"]
        models = (Decision, GradeHolding, Step, Entry)
        survive(
            lambda: actions.decide(one, grade="demonstration", reason="条件具备", by=leader),
            lambda: [model.objects.count() for model in models],
        )
        assert Decision.objects.get().grade_name == "示范型"

    def test_while_an_assessor_scores(self, brought_to: Any, place: Any) -> None:  # noqa: F811
        one = brought_to("in_acceptance")
        given = [actions.Given("02.1", Decimal(36), "现场看过")]
        assessor = place["assessor"]
        survive(
            lambda: actions.score(one, given, by=assessor),
            lambda: [model.objects.count() for model in (ItemScore, Step, Entry)],
        )
        assert ItemScore.objects.filter(assessment=one, stage="acceptance").count() == 1
