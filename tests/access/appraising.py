"""An appraisal of every organisation that has members."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from mulin.appraisals import actions
from mulin.appraisals.models import Appraisee
from mulin.appraisals.queries.appraisals import schemes_at
from tests.access.standing import HOMES

if TYPE_CHECKING:
    from tests.access.world import World

DAY = datetime.date(2021, 6, 30)
APPRAISAL = {
    "id": "yearly",
    "name": "评议",
    "subjects": ["branch", "party_work_committee"],
    "layers": [
        {"id": "self", "name": "自评", "way": "self"},
        {"id": "public", "name": "群众评议", "way": "public"},
        {"id": "branch", "name": "评定", "way": "branch"},
    ],
    "grades": [{"id": "good", "name": "好"}, {"id": "fair", "name": "中"}],
}


def plant_appraisals(world: World) -> None:
    """One at each organisation to which a member belongs; the own line of the member with an account."""
    for key in ("branch", "neighbour_branch", "other_branch", "committee", "other_committee"):
        node = world.nodes[key]
        ruling = schemes_at(node, DAY)["yearly"]
        appraisal = actions.open_appraisal(node, ruling, in_period_of=DAY, by=world.root)
        for spot_key in (key, *(one for one, home in HOMES.items() if home == key)):
            world.put("appraisal", spot_key, appraisal.pk)
    mine = {"appraisal_id": world.things["appraisal"]["branch"], "member_id": world.things["member"]["branch"]}
    own = Appraisee.objects.get(**mine)
    world.put("own_appraisal", "branch", own.pk)
