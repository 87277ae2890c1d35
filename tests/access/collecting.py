"""Points at branches and exchange in communities: an entry, a sheet with an objection, a review, an item taken."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from mulin.members.actions import Homes, register
from mulin.members.models import Member
from mulin.points import actions
from mulin.points.models import Objection, PointsEntry, PointsReview

if TYPE_CHECKING:
    from tests.access.marks import Spot
    from tests.access.world import World

SOURCE = {"document": "plan"}
SCHEME = "all_points"
BY_HAND = {"id": "help", "name": "帮忙", "part": "daily", "points": 2, "because": "支部登记", "source": SOURCE}
CLAUSES = [
    {
        "id": SCHEME,
        "name": "党员积分",
        "subjects": "members",
        "floor": 0,
        "parts": [{"id": "daily", "name": "日常积分"}],
        "rules": [BY_HAND],
        "exchanges": [
            {"id": "special", "name": "特色服务", "points": 2, "period": "month", "at_least": 1, "source": SOURCE}
        ],
        "registered": "month",
        "published": "quarter",
        "reviewed": "year",
        "objection_days": 5,
        "source": SOURCE,
    }
]
FIRST = datetime.date(2021, 1, 1)
COMMUNITY_OF = {"branch": "community", "neighbour_branch": "neighbour", "other_branch": "other_community"}


def plant_points(world: World) -> None:
    """One of everything of points at three branches and in the communities in which they stand."""
    for key, community in COMMUNITY_OF.items():
        spot = world.spots[key]
        member = collector(world, spot)
        plant_sheet(world, spot, member)
        plant_exchange(world, spot, world.spots[community], member)
        world.put("points_branch", key, spot.pk)


def collector(world: World, spot: Spot) -> Member:
    """A member with points, read by who leads the members of the branch and by the branch itself."""
    name = world.marks.plant("collector", ("points.view", spot), ("members.view", spot), own={f"member@{spot.key}"})
    return register({"name": name}, Homes(world.nodes[spot.key]), by=world.root)


def plant_sheet(world: World, spot: Spot, member: Member) -> None:
    """A quarter that is published with an objection, and a review that waits; of one member alone.

    The other members of the branch would be read by their own branch on its sheet, which their marks do not know.
    """
    branch, root = world.nodes[spot.key], world.root
    actions.register_month(branch, SCHEME, FIRST, {(member.pk, "help"): 3}, by=root)
    for month in (1, 2, 3):
        actions.close_month(branch, SCHEME, FIRST.replace(month=month), by=root)
    sheet = actions.publish(branch, SCHEME, FIRST, by=root)
    sheet.lines.exclude(member=member).delete()
    entry = PointsEntry.objects.get(member=member, rule="help")
    objection = Objection.objects.create(sheet=sheet, member=member, text="少记", raised_on=sheet.published_on)
    review = PointsReview.objects.create(
        programme=sheet.programme,
        scheme=SCHEME,
        branch=branch,
        year=2020,
        first=FIRST.replace(year=2020, month=1),
        drawn_up_on=sheet.published_on,
        drawn_up_by=root,
    )
    for sort, row in (
        ("points_entry", entry),
        ("points_sheet", sheet),
        ("points_objection", objection),
        ("points_review", review),
    ):
        world.put(sort, spot.key, row.pk)


def plant_exchange(world: World, spot: Spot, community: Spot, member: Member) -> None:
    """Something that a community gives for points, and one piece of it taken.

    Its name is read where it is given, in the file of the member who took it, and by members who live there.
    """
    world.marks.planted[member.name].readers.add(("points.view", community))
    place = world.nodes[community.key]
    readers = (("points.view", community), ("members.view", spot))
    name = world.marks.plant("exchanged", *readers, own={f"member@{spot.key}"})
    item = actions.offer(place, SCHEME, "special", name=name, stock=9, price=Decimal(2), by=world.root)
    taken = actions.exchange(item, member, by=world.root)
    world.put("exchange_item", community.key, item.pk)
    world.put("redemption", community.key, taken.pk)
    world.put("exchange_place", community.key, community.pk)
