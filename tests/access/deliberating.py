"""Ballots and matters at every node."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from mulin.deliberation import actions
from mulin.deliberation.actions import Item, NewPoll
from mulin.deliberation.queries.matters import procedures_at

if TYPE_CHECKING:
    from tests.access.marks import Spot
    from tests.access.world import World

SEE = "deliberation.view"
LAST = datetime.date(2021, 7, 30)
PROCEDURE = {
    "id": "council",
    "name": "议事",
    "parties": [{"id": "all", "name": "各方"}],
    "steps": [
        {
            "id": "disclose",
            "name": "公开",
            "who": ["all"],
            "disclosure": {"what": "议题", "days": 60, "objections": True},
        },
        {"id": "decide", "name": "表决", "who": ["all"], "ballot": {"passes": "1/2"}},
    ],
}


def plant_deliberation(world: World, spot: Spot) -> None:
    """A ballot of the member who stands there, with counted paper; a matter that is public, with an objection."""
    node, root = world.nodes[spot.key], world.root
    own = ["member@branch"] if spot.key == "branch" else []
    title = world.marks.plant("poll", (SEE, spot), own=own)
    voters = [world.things["member"][spot.key]]
    poll = actions.open_poll(node, NewPoll(f"{title}表决", LAST, [Item("同意吗")], voters), by=root)
    none = {item.pk: dict.fromkeys(poll.choices, 0) for item in poll.items.all()}
    actions.enter_paper(poll, returned=0, invalid=0, counts=none, by=root)
    world.put("poll", spot.key, poll.pk)

    title = world.marks.plant("matter", (SEE, spot))
    ruling = procedures_at(node, datetime.date(2021, 6, 30))["council"]
    matter = actions.open_matter(node, ruling, title=f"{title}议题", by=root)
    disclosure = actions.disclose(matter, text="公开", by=root)
    objection = actions.object_to(disclosure, said_by="居民", text="不同意", by=root)
    world.put("matter", spot.key, matter.pk)
    world.put("objection", spot.key, objection.pk)
