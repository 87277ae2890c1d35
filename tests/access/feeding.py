"""Feedback in three communities: a card in every state, one delivered to the branch, questions open and answered."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from mulin.feedback import actions
from mulin.feedback.actions import Evaluation, Question
from mulin.feedback.models import Delivery, Feedback
from mulin.members.actions import Homes, register
from mulin.members.models import Member

if TYPE_CHECKING:
    from tests.access.marks import Spot
    from tests.access.world import World

SOURCE = {"document": "plan"}
FEEDBACK = [
    {
        "id": "cards",
        "name": "反馈",
        "title": "反馈卡",
        "half_yearly": True,
        "at_year_end": False,
        "receivers": [
            {"id": "home", "name": "单位", "who": "home", "replies": True},
            {"id": "member", "name": "本人", "who": "member"},
            {"id": "office", "name": "部门", "who": "office"},
        ],
        "reporting": {"activity": "visit", "period": "quarter"},
        "source": SOURCE,
    }
]
CONSULTATIONS = [
    {"id": "hear", "name": "听取意见", "occasions": [{"id": "honours", "name": "评优"}], "source": SOURCE},
]
UNITS = {"community": "branch", "neighbour": "neighbour_branch", "other_community": "other_branch"}
"""The branch of those who live in a community."""
HALF = datetime.date(2020, 7, 1)
STATES = ("fed_prepared", "fed_evaluated", "fed_issued")


def plant_feedback(world: World) -> None:
    """One of everything of feedback in each of three communities."""
    for key, unit in UNITS.items():
        community, branch = world.spots[key], world.spots[unit]
        people = [fed(world, community, branch, number) for number in range(4)]
        for state, person in zip(STATES, people, strict=False):
            world.put(state, key, card(world, community, person, state).pk)
        issued = Feedback.objects.get(pk=world.things["fed_issued"][key])
        delivered = Delivery.objects.filter(feedback=issued)
        world.put("fed_delivery", key, delivered.get(receiver="home").pk)
        world.put("fed_office", key, delivered.get(receiver="office").pk)
        asked, heard = actions.ask(world.nodes[unit], people[2:], Question("honours"), by=world.root)
        actions.answer(heard, stand="supports", opinion="同意", by=world.root)
        world.put("fed_asked", key, asked.pk)
        world.put("fed_heard", key, heard.pk)
        world.put("fed_member", key, people[3].pk)
        world.put("fed_community", key, community.pk)
        world.marks.planted[community.mark].readers |= {("feedback.view", branch), ("members.view", branch)}
        world.marks.planted[branch.mark].readers |= {("feedback.view", community), ("members.view", community)}


def fed(world: World, community: Spot, branch: Spot, number: int) -> Member:
    """A member about whom there is feedback, read from either side."""
    name = world.marks.plant(
        "fed", *((word, side) for word in ("feedback.view", "members.view") for side in (community, branch))
    )
    homes = Homes(world.nodes[branch.key], world.nodes[community.key], datetime.date(2020, 1, 1))
    phone = f"137{number}{community.pk:07d}"
    world.sealed.add(phone)
    return register({"name": name, "phone": phone}, homes, by=world.root)


def card(world: World, community: Spot, person: Member, state: str) -> Feedback:
    """A card brought as far as this state."""
    made = Feedback.objects.create(
        member=person,
        half=HALF,
        first=HALF,
        last=datetime.date(2020, 12, 31),
        community_id=community.pk,
        programme=world.programme_of(community),
        clause="cards",
        prepared_on=datetime.date(2021, 1, 5),
    )
    if state != "fed_prepared":
        actions.evaluate({made.pk: Evaluation("表现好")}, by=world.root)
    if state == "fed_issued":
        actions.issue([made.pk], by=world.root)
    return made


def sides_of_feedback(world: World, sort: str, spot: Spot) -> list[Spot]:
    """What was delivered or asked stands at the branch, then at the community; cards at the community alone."""
    branch = world.spots[UNITS[spot.key]]
    return [branch, spot] if sort in {"fed_delivery", "fed_asked", "fed_heard", "fed_member"} else [spot]
