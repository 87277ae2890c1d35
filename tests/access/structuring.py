"""A structure and an organ for every kind of node; somebody in the organ, and when the node's life is held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mulin.organisations.actions import enter
from mulin.organisations.models import OrganisationLife, OrganSeat

if TYPE_CHECKING:
    from tests.access.marks import Spot
    from tests.access.world import World

SEE = "units.view"
SOURCE = {"document": "plan"}


def structure_clauses(kinds: list[str]) -> dict[str, list[dict[str, Any]]]:
    """A structure and an organ that every kind of node has."""
    part = {"id": "branch", "name": "党支部", "organisations": ["branch"]}
    power = {"id": "leads", "name": "领导权", "held_by": "branch", "over": kinds, "over_members": True}
    structure = {"id": "founded", "name": "应建", "subjects": kinds, "parts": [part], "powers": [power]}
    organ = {"id": "office", "name": "办公室", "at": kinds, "positions": [{"id": "head", "name": "主任"}]}
    return {"structures": [structure | {"source": SOURCE}], "organs": [organ | {"source": SOURCE}]}


def plant_structure(world: World, spot: Spot) -> None:
    """Somebody in the office of the node, and when its life is held."""
    node = world.nodes[spot.key]
    name = world.marks.plant("seat", (SEE, spot))
    seat = OrganSeat(node=node, organ="office", position="head", name=name, title=name)
    world.put("seat", spot.key, enter(seat, by=world.root).pk)
    fixed = world.marks.plant("life", (SEE, spot))
    world.put("life", spot.key, enter(OrganisationLife(node=node, time=fixed), by=world.root).pk)
