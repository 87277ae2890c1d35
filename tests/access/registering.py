"""Registrations in every state, sent by a branch of one place to the community of the same or of another place."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from mulin.members.actions import Homes, register
from mulin.registration import actions
from mulin.registration.actions import Listed, NewCampaign
from mulin.registration.models import Campaign, Registration

if TYPE_CHECKING:
    from tests.access.marks import Spot
    from tests.access.world import World

SOURCE = {"document": "plan"}
CLAUSES = [
    {"id": "dual", "name": "到社区报到", "at": "residence", "categories": ["employed"], "source": SOURCE},
    {"id": "region", "name": "到区域登记", "at": "region", "badge": True, "source": SOURCE},
]
SENDS = {"community": "branch", "neighbour": "neighbour_branch", "other_community": "other_branch"}
"""Which branch sends to which community."""
STATES = ("listed", "sent", "received", "leaving")
LISTED, SENT, RECEIVED = (datetime.date(2021, 6, day) for day in (1, 5, 10))


def plant_registration(world: World) -> None:
    """A campaign in each street; in each community one registration in every state; a region; a commuter on the way."""
    campaigns = {}
    for key in ("street", "other_street"):
        campaigns[key] = actions.open_campaign(world.nodes[key], "dual", NewCampaign(2021), by=world.root)
        world.put("campaign", key, campaigns[key].pk)
    for key, unit in SENDS.items():
        campaign = next(one for name, one in campaigns.items() if name in world.spots[key].above)
        for state in STATES:
            row = brought(world, campaign, world.spots[unit], world.spots[key], state)
            world.put(state, key, row.pk)
        region = actions.register_with_region([row.member_id], world.nodes[key], on=RECEIVED, by=world.root)
        world.put("region", key, region[0].pk)
    world.marks.planted[world.spots["community"].mark].readers.add(("registrations.view", world.spots["other_branch"]))
    world.marks.planted[world.spots["other_branch"].mark].readers.add(("registrations.view", world.spots["community"]))
    brought(world, campaigns["other_street"], world.spots["other_branch"], world.spots["community"], "sent")


def brought(world: World, campaign: Campaign, unit: Spot, community: Spot, state: str) -> Registration:
    """A member of their own, brought as far as this state; either side reads the name."""
    sides = [(word, side) for word in ("registrations.view", "members.view") for side in (unit, community)]
    name = world.marks.plant("registered", *sides)
    root = world.root
    member = register({"name": name}, Homes(world.nodes[unit.key]), by=root)
    listed = [Listed(member.pk, unit.pk, world.nodes[community.key], {"address": f"{name}楼"})]
    ids = actions.list_members(campaign, listed, on=LISTED, by=root)
    row = Registration.objects.get(pk=ids[0])
    if state != "listed":
        actions.send([row], on=SENT, by=root)
    if state in ("received", "leaving"):
        actions.receive([row], on=RECEIVED, by=root)
    if state == "leaving":
        actions.report_leaving(row, to=None, words="外省", on=RECEIVED, by=root)
    return row


def sides_of(world: World, sort: str, spot: Spot) -> list[Any]:
    """A registration stands where it is sent from, then where it is received."""
    return [world.spots[SENDS[spot.key]], spot]
