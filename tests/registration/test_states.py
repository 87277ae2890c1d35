"""The life of a registration: its drawing, and who may take which step."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from mulin.foundation.refusals import Refused
from mulin.registration import actions
from mulin.registration.models import Registration
from tests.registration.conftest import RECEIVED, SENT, County

pytestmark = [pytest.mark.row("D01"), pytest.mark.row("D02")]
DRAWING = Path(__file__).parents[2] / "docs" / "states" / "registration.Registration.dot"
STEPS: dict[str, tuple[str, Any]] = {
    "send": ("listed", lambda row, by: actions.send([row], on=SENT, by=by)),
    "receive": ("sent", lambda row, by: actions.receive([row], on=RECEIVED, by=by)),
    "refuse": ("sent", lambda row, by: actions.refuse([row], because="不住这里", on=RECEIVED, by=by)),
    "slip": ("received", lambda row, by: actions.return_first_slips([row], on=RECEIVED, by=by)),
    "leave": ("received", lambda row, by: actions.report_leaving(row, to=None, words="外地", on=RECEIVED, by=by)),
    "withdraw": ("sent", lambda row, by: actions.withdraw(row, because="误列", on=RECEIVED, by=by)),
}
EVERYBODY = {"officer", "east", "west", "bureau", "school", "stranger"}
UNIT, COMMUNITY = {"officer", "bureau"}, {"officer", "east"}
MAY = {
    "send": UNIT,
    "receive": COMMUNITY,
    "refuse": COMMUNITY,
    "slip": UNIT,
    "leave": UNIT | COMMUNITY,
    "withdraw": UNIT,
}


@pytest.mark.parametrize("step", sorted(STEPS))
def test_every_step_is_taken_by_its_side_alone(county: County, step: str) -> None:
    state, take = STEPS[step]
    [row] = getattr(county, state)("王甲")
    for name in sorted(EVERYBODY - MAY[step]):
        with pytest.raises(Refused):
            take(row, county.users[name])
    assert Registration.objects.get(pk=row.pk).state == state
    take(row, county.users[sorted(MAY[step])[0]])


def drawing() -> str:
    """The drawing with its lines in order, since the command gives them in another one each time."""
    target = io.StringIO()
    call_command("graph_transitions", "registration.Registration", stdout=target)
    head, body, tail = [], [], []
    for line in target.getvalue().strip().split("\n"):
        (body if "registration." in line and "graph" not in line else tail if line.strip() == "}" else head).append(
            line
        )
    return "\n".join([*head, *sorted(body, key=lambda line: ("->" in line, line)), *tail]) + "\n"


def test_the_drawing_of_the_states_is_up_to_date() -> None:
    assert drawing() == DRAWING.read_text("utf-8")
