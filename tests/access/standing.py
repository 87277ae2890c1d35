"""What stands and happens at every node: records with files, premises, people in posts, members, duties."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mulin.members.actions import Homes, register
from mulin.members.models import Member
from mulin.organisations.actions import count_population, describe, enter, name_guide
from mulin.organisations.models import Brand, PartyOrganisation, Place, Premises, Staff, Unit
from mulin.records.actions import attach_evidence, record
from mulin.records.rules import Attendee
from tests.access.structuring import plant_structure
from tests.members.factories import identity

if TYPE_CHECKING:
    from tests.access.marks import Spot
    from tests.access.world import World

DAY = datetime.date(2021, 5, 20)
HOMES = {
    "district": "district_committee",
    "far_district": "far_district_committee",
    "street": "committee",
    "other_street": "other_committee",
    "far_street": "far_committee",
    "community": "branch",
    "neighbour": "neighbour_branch",
    "other_community": "other_branch",
    "compound": "branch",
}
LIVES_AT = {"community", "neighbour", "other_community", "compound"}


def plant_standing(world: World, spot: Spot) -> None:
    """One of everything at a node."""
    plant_records(world, spot)
    plant_rows(world, spot)
    plant_structure(world, spot)
    plant_member(world, spot)


def picture(world: World, spot: Spot) -> SimpleUploadedFile:
    """A picture of its own for each node, under a marked name."""
    name = world.marks.plant("evidence", ("records.view", spot))
    target = io.BytesIO()
    Image.new("RGB", (20, 20), (spot.pk % 256, 90, 30)).save(target, "JPEG")
    return SimpleUploadedFile(f"{name}.jpg", target.getvalue(), content_type="image/jpeg")


def plant_records(world: World, spot: Spot) -> None:
    """A draft, a fact with a file and a person, and one struck out."""
    node, root = world.nodes[spot.key], world.root
    for state in ("draft", "fact"):
        title = world.marks.plant("record", ("records.view", spot))
        who = world.marks.plant("attendance", ("records.view", spot))
        done = record(
            node,
            "visit",
            DAY,
            title=f"{title}走访",
            people=[Attendee(who)],
            agenda=title,
            at_once=state == "fact",
            by=root,
        )
        world.put(state, spot.key, done.pk)
    kept = attach_evidence(done, picture(world, spot), by=root)
    world.put("evidence", spot.key, kept.pk)


def plant_rows(world: World, spot: Spot) -> None:
    """Premises, a person in a post, a brand, and what is known of the node."""
    node, root = world.nodes[spot.key], world.root
    name = {sort: world.marks.plant(sort, (word, spot)) for sort, word in READ_WITH.items()}
    phone = f"139{spot.pk:08d}"
    world.sealed.add(phone)
    rows = (
        ("premises", Premises(node=node, name=name["premises"], kind="red_station")),
        ("staff", Staff(node=node, name=name["staff"], post="grid_leader", phone=phone)),
        ("brand", Brand(node=node, name=name["brand"], level="community", goal=name["brand"])),
    )
    for sort, row in rows:
        world.put(sort, spot.key, enter(row, by=root).pk)
    if node.kind.family == "party":
        describe(node, PartyOrganisation, {"founding_mode": "single"}, by=root)
    else:
        describe(node, Place, {"address": name["address"]}, by=root)
        count_population(node, {"resident_persons": 321}, on=DAY, by=root)


READ_WITH = {"premises": "nodes.view", "staff": "units.view", "brand": "nodes.view", "address": "nodes.view"}
"""The page of a place shows its address, premises and brands to whoever sees it; people need a word of their own."""


def plant_member(world: World, spot: Spot) -> None:
    """A member led from the node's own organisation, who lives there where people live."""
    home = world.spots[HOMES.get(spot.key, spot.key)]
    lives = spot if spot.key in LIVES_AT else None
    sides = [("members.view", side) for side in (home, lives) if side is not None]
    name = world.marks.plant("member", *sides, own=["member@branch"] if spot.key == "branch" else [])
    number, phone = identity(spot.pk), f"138{spot.pk:08d}"
    world.sealed |= {number, phone}
    residence = world.nodes[lives.key] if lives else None
    if lives is not None:
        world.marks.planted[lives.mark].readers.add(("members.view", home))
        world.marks.planted[home.mark].readers.add(("members.view", lives))
    member = register(
        {"name": name, "identity_number": number, "phone": phone},
        Homes(world.nodes[home.key], residence),
        by=world.root,
    )
    if spot.key == "branch":
        # nothing in the product gives a member an account yet; the model has the place for it
        Member.objects.filter(pk=member.pk).update(account=world.users["member@branch"])
    world.put("member", spot.key, member.pk)


def plant_units(world: World) -> None:
    """What is known of the enterprises: a contact, a phone, a guide."""
    for key in ("enterprise", "other_enterprise"):
        spot, node = world.spots[key], world.nodes[key]
        phone = f"137{spot.pk:08d}"
        world.sealed.add(phone)
        details = {"contact": world.marks.plant("contact", ("nodes.view", spot)), "phone": phone, "is_two_new": True}
        describe(node, Unit, details, by=world.root)
        world.put("unit_phone", key, node.pk)
        name_guide(node, world.marks.plant("guide", ("nodes.view", spot)), since=DAY, by=world.root)


def plant_commuter(world: World) -> None:
    """A member led from another street who lives in the community: each side sees its own fields."""
    home, lives = world.spots["other_branch"], world.spots["community"]
    name = world.marks.plant("member", ("members.view", home), ("members.view", lives))
    number, phone = identity(999), "13600000999"
    world.sealed |= {number, phone}
    homes = Homes(world.nodes[home.key], world.nodes[lives.key])
    given = {"name": name, "identity_number": number, "phone": phone}
    world.marks.planted[lives.mark].readers.add(("members.view", home))
    world.put("commuter", "community", register(given, homes, by=world.root).pk)
    world.marks.planted[home.mark].readers.add(("members.view", lives))
