"""The life of a registration: who may take which step."""

from typing import Any

import pytest

from mulin.foundation.refusals import Refused
from mulin.registration import actions
from mulin.registration.models import Registration
from tests.registration.conftest import RECEIVED, SENT, County

pytestmark = [pytest.mark.row("D01"), pytest.mark.row("D02")]
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
