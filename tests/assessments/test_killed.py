"""kill -9 in the middle of a decision: nothing half-written, and the retry succeeds."""

import datetime
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from mulin.assessments import actions
from mulin.assessments.models import Assessment, Decision, GradeHolding, StageResult, Step
from mulin.audit.models import Entry
from tests.assessments.conftest import Stage, Street

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
ROOT = Path(__file__).resolve().parents[2]
DECIDE_AND_WAIT = """
import os, sys, time, datetime
import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.TODAY = datetime.date.fromisoformat(sys.argv[4])
django.setup()
from mulin.assessments import actions, events
from mulin.assessments.models import Assessment
from mulin.identity.models import User


def wait(**_):
    print("decided", flush=True)
    time.sleep(60)


events.assessment_decided.connect(wait)
by = User.objects.get(pk=int(sys.argv[3]))
actions.decide(Assessment.objects.get(pk=int(sys.argv[2])), grade="demonstration", reason="条件具备", by=by)
"""


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Decision, GradeHolding, StageResult, Step, Entry))


@pytest.mark.row("Q07")
def test_a_decision_killed_half_way_leaves_nothing_and_can_be_made_again(brought_to: Stage, place: Street) -> None:
    one, leader = brought_to("scored"), place["leader"]
    before = counts()
    command = [sys.executable, "-c", DECIDE_AND_WAIT, str(connection.settings_dict["NAME"])]
    child = subprocess.Popen(
        [*command, str(one.pk), str(leader.pk), datetime.date(2021, 6, 30).isoformat()],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "mulin.config.settings.test"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "decided"
    child.send_signal(signal.SIGKILL)
    child.wait(timeout=30)
    child.stdout.close()
    assert counts() == before
    one = Assessment.objects.get(pk=one.pk)
    assert (one.state, one.as_of) == ("in_acceptance", None)
    assert actions.decide(one, grade="demonstration", reason="条件具备", by=leader).grade_name == "示范型"
