"""Transfers, members away and here, a flagged member at every branch; a census in every street."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from mulin.members.actions import Homes, register
from mulin.members.models import Member
from mulin.relations.actions import floating, transfers
from mulin.relations.models import WithdrawalCase, WithdrawalStep

if TYPE_CHECKING:
    from tests.access.marks import Spot
    from tests.access.world import World

SOURCE = {"document": "plan"}
TRANSFERS = [{"id": "transfer", "name": "接转", "letter_months": 3, "source": SOURCE}]
FLOATING = [
    {
        "id": "floating_members",
        "name": "流动党员",
        "urge_from_months": 6,
        "contact_months": 3,
        "mend_days": 30,
        "census": "year",
        "census_days": 30,
        "withdrawal": {"months": 6, "grounds": ["organisation_life"], "majority": "1/2"},
        "source": SOURCE,
    }
]
LEADS = {"branch": "committee", "neighbour_branch": "committee", "other_branch": "other_committee"}
"""Which organisation the members of which branch go to."""
ON_ITS_WAY = ("asked_transfer", "issued", "outgoing")
LEFT = datetime.date(2021, 5, 1)


def plant_relations(world: World) -> None:
    """One of everything of this domain at each branch, under marks of their own."""
    for key in LEADS:
        spot = world.spots[key]
        plant_transfers(world, spot)
        plant_floating(world, spot)
        plant_case(world, spot)
    for key in ("street", "other_street"):
        census = floating.open_census(world.nodes[key], year=2021, by=world.root)
        for one in census.returns.select_related("community"):
            world.put("census", one.community.code.removeprefix("N-"), one.pk)


def somebody(world: World, sort: str, *sides: Spot) -> Member:
    """A member of the first side under a mark that both may read."""
    words = [(word, side) for word in ("relations.view", "members.view") for side in sides]
    name = world.marks.plant(sort, *words)
    return register({"name": name}, Homes(world.nodes[sides[0].key]), by=world.root)


def plant_transfers(world: World, spot: Spot) -> None:
    """One asked for, one on its way to the organisation above, one out of the district, and a batch."""
    root, above = world.root, world.spots[LEADS[spot.key]]
    asked = transfers.ask(somebody(world, "mover", spot), reason="搬家", by=root)
    sent = transfers.start(
        somebody(world, "mover", spot, above), transfers.Wish("调动", world.nodes[above.key]), by=root
    )
    out = transfers.start(somebody(world, "mover", spot), transfers.Wish("返乡", target_text="外省支部"), by=root)
    together = somebody(world, "mover", spot, above)
    batch = transfers.start_many([together], world.nodes[spot.key], sent_wish(world, above), by=root)
    for sort, thing in (("asked_transfer", asked), ("issued", sent), ("outgoing", out), ("batch", batch)):
        world.put(sort, spot.key, thing.pk)


def sent_wish(world: World, above: Spot) -> transfers.Wish:
    """To the organisation above."""
    return transfers.Wish("合并", world.nodes[above.key])


def plant_floating(world: World, spot: Spot) -> None:
    """Somebody away with a permit and something to mend; somebody from elsewhere who was received."""
    root = world.root
    place = floating.Spot("邻省港城", host_text="港城支部")
    departure = floating.Departure("务工", LEFT, place, told_on=LEFT)
    away = floating.tell_absence(somebody(world, "floater", spot), departure, by=root)
    floating.issue_permit(away, by=root)
    lapse = floating.begin_mending(away, kind="no_contact", cause="换号", by=root)
    name = world.marks.plant("guest", ("relations.view", spot), ("members.view", spot))
    arrival = floating.Arrival("外省支部", permit_shown="missing", permit_steps="补证")
    stay = floating.receive_floating({"name": name}, arrival, world.nodes[spot.key], by=root)
    for sort, key in (("away", away.pk), ("lapse", lapse.pk), ("stay", stay.pk)):
        world.put(sort, spot.key, key)


def plant_case(world: World, spot: Spot) -> None:
    """A flagged member whom people took up; written as rows, since the facts are tested elsewhere."""
    member = somebody(world, "flagged", spot)
    case = WithdrawalCase.objects.create(
        member=member, home=world.nodes[spot.key], programme=world.programme_of(spot), clause="floating_members",
        ground="organisation_life", since=LEFT, facts={"months": 6}, flagged_on=LEFT,
    )  # fmt: skip
    WithdrawalStep.objects.create(case=case, state="flagged", day=LEFT, note="满 6 个月", by=world.root)
    world.put("case", spot.key, case.pk)


def two_sides(world: World, spot: Spot) -> list[Any]:
    """A transfer stands where it is sent from, then where it goes."""
    return [spot, world.spots[LEADS[spot.key]]]
