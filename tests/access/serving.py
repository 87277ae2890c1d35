"""Service in every community: posts with claims, a team with needs, volunteers, pledges, deeds, letters, groups."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mulin.members.actions import Homes, register
from mulin.members.models import Member
from mulin.service import actions
from mulin.service.models import Claim, ProposedGroup, VolunteerApplication

if TYPE_CHECKING:
    from tests.access.marks import Spot
    from tests.access.world import World

SOURCE = {"document": "plan"}
CLAUSES = {
    "post_rules": [{"id": "posts", "name": "岗位", "places": 5, "contact_after_months": 5, "source": SOURCE}],
    "team_rules": [
        {"id": "teams", "name": "团组", "needs_period": "quarter", "needs_activity": "visit", "source": SOURCE}
    ],
    "volunteer_rules": [
        {"id": "help", "name": "志愿", "services": [{"id": "repair", "name": "维修"}], "source": SOURCE}
    ],
    "group_rules": [{"id": "groups", "name": "党小组", "least": 1, "most": 2, "source": SOURCE}],
    "pledge_rules": [{"id": "deeds", "name": "实事", "least": 1, "most": 2, "period": "year", "source": SOURCE}],
}
LED_FROM = {"community": "branch", "neighbour": "neighbour_branch", "other_community": "other_branch"}
"""Which branch leads those who serve in which community."""
LISTED = datetime.date(2021, 6, 1)


def plant_service(world: World) -> None:
    """One of everything of service in each of three communities."""
    for key in LED_FROM:
        spot = world.spots[key]
        people = [served(world, spot, number) for number in range(5)]
        plant_posts(world, spot, people)
        plant_teams(world, spot, people)
        plant_pledges(world, spot, people)
        plant_groups(world, spot)
        world.put("serving", key, spot.pk)


def served(world: World, spot: Spot, number: int) -> Member:
    """A member who serves: read by who sees members on either side, and by who sees the community's service."""
    home = world.spots[LED_FROM[spot.key]]
    sides = [("service.view", spot), ("members.view", spot), ("members.view", home), ("members.manage", home)]
    name = world.marks.plant("served", *sides)
    homes = Homes(world.nodes[home.key], world.nodes[spot.key], datetime.date(2020, 1, 1))
    phone = f"135{number}{spot.pk:07d}"
    world.sealed.add(phone)
    return register({"name": name, "phone": phone}, homes, by=world.root)


def plant_posts(world: World, spot: Spot, people: list[Member]) -> None:
    """A post, somebody in it, somebody asked to take it, an application for another one."""
    root, community = world.root, world.nodes[spot.key]
    name = world.marks.plant("service_post", ("service.view", spot), ("members.view", spot))
    world.marks.planted[name].readers.add(("members.view", world.spots[LED_FROM[spot.key]]))
    post = actions.add_own(community, name=f"{name}岗", category="治安", duties="看看", places=5, by=root)
    held, waiting = actions.enter_paper(post, people[:2], by=root)
    [offered] = actions.assign(post, [people[2]], by=root)
    asked = actions.apply_for_adjustment(waiting, unable_since=LISTED, reason="住院", by=root)
    Claim.objects.filter(pk=held.pk).update(handed_over="钥匙")
    for sort, row in (("post", post), ("claim", held), ("offered", offered), ("adjustment", asked)):
        world.put(sort, spot.key, row.pk)


def plant_teams(world: World, spot: Spot, people: list[Member]) -> None:
    """A team of volunteers, one who waits, a need that is handed over and one that is done."""
    root, community = world.root, world.nodes[spot.key]
    name = world.marks.plant("team", ("service.view", spot))
    values = {"name": f"{name}队", "kind": "volunteers", "field": "维修", "duty": "", "meets": ""}
    team = actions.found_team(community, values, by=root)
    actions.join_team(team, people[:1], by=root)
    waiting = actions.volunteer(people[3], community, services=["维修"], by=root)
    titles = [world.marks.plant("need", ("service.view", spot)) for _ in range(2)]
    new = [actions.NewNeed(title, field="维修", resident="张居民", phone="13311112222") for title in titles]
    world.sealed.add("13311112222")
    handed, done = actions.list_needs(community, new, by=root)
    actions.hand_to_teams(community, {handed.pk: team, done.pk: team}, by=root)
    actions.finish(done, people[:1], on=datetime.date(2021, 6, 30), result="好了", by=root)
    world.put("team", spot.key, team.pk)
    world.put("application", spot.key, waiting.pk)
    world.put("handed", spot.key, handed.pk)
    world.put("need_done", spot.key, done.pk)
    assert VolunteerApplication.objects.filter(pk=waiting.pk, team__isnull=True).exists()


def plant_pledges(world: World, spot: Spot, people: list[Member]) -> None:
    """A pledge, a deed with a picture that waits to be confirmed, a letter to a unit."""
    root, community = world.root, world.nodes[spot.key]
    text = world.marks.plant("pledge", ("service.view", spot), ("members.view", spot))
    pledge = actions.pledge(people[0], community, text, by=root)
    title = world.marks.plant("deed", ("service.view", spot))
    target = io.BytesIO()
    Image.new("RGB", (20, 20), (spot.pk % 256, 10, 10)).save(target, "JPEG")
    picture = SimpleUploadedFile("实事.jpg", target.getvalue(), content_type="image/jpeg")
    deed = actions.report_deed(people[0], community, day=LISTED, title=title, kept=pledge, files=[picture], by=root)
    [letter] = actions.contact_units(community, [people[4].pk], by=root)
    home = world.spots[LED_FROM[spot.key]]
    world.marks.planted[spot.mark].readers |= {("members.manage", home), ("members.view", home)}
    world.marks.planted[home.mark].readers |= {("service.view", spot), ("members.view", spot)}
    world.put("pledge", spot.key, pledge.pk)
    world.put("deed", spot.key, deed.pk)
    world.put("deed_file", spot.key, deed.files.get().pk)
    world.put("letter", spot.key, letter.pk)


def plant_groups(world: World, spot: Spot) -> None:
    """A proposal that was accepted, and another one that is open."""
    branch = world.nodes[LED_FROM[spot.key]]
    first = actions.propose(world.nodes[spot.key], branch, by=world.root)
    name = world.marks.plant("post_group", ("nodes.view", spot), ("service.view", spot))
    group = ProposedGroup.objects.filter(grouping=first).order_by("number").first()
    assert group is not None
    actions.name_group(group, name=f"{name}组", leader_id=None, by=world.root)
    world.marks.planted[name].readers |= {
        (word, world.spots[LED_FROM[spot.key]]) for word in ("nodes.view", "service.view", "members.view")
    }
    world.put("post_group", spot.key, actions.accept(first, by=world.root)[0])
    second = actions.propose(world.nodes[spot.key], branch, by=world.root)
    proposed = ProposedGroup.objects.filter(grouping=second).order_by("number").first()
    assert proposed is not None
    world.put("grouping", spot.key, second.pk)
    world.put("proposed", spot.key, proposed.pk)
