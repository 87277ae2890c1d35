"""Boards with somebody who consented, a birthday and a message, a restricted record, in each of three places."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mulin.boards import actions as boards
from mulin.boards.actions import PaperConsent
from mulin.boards.models import Consent
from mulin.foundation.clock import today
from mulin.members.actions import Homes, register
from mulin.members.models import Member
from mulin.notices.actions import Message, send
from mulin.notices.models import Notice
from mulin.restricted.actions import NewRecord, write

if TYPE_CHECKING:
    from tests.access.marks import Spot
    from tests.access.world import World

SOURCE = {"document": "plan"}
CLAUSES = {
    "boards": [
        {"id": "board", "name": "监督台", "places": ["community"], "fields": ["photo", "name"], "consent_months": 12}
        | {"source": SOURCE}
    ],
    "greetings": [{"id": "birthday", "name": "寄语", "text": "{name}{years}", "source": SOURCE}],
}
LED_FROM = {"community": "branch", "neighbour": "neighbour_branch", "other_community": "other_branch"}
ADMITTED = datetime.date(2011, 6, 15)


def plant_boards(world: World) -> None:
    """One of everything at each community and at the branch that leads."""
    for key, home in LED_FROM.items():
        spot, led = world.spots[key], world.spots[home]
        plant_board(world, spot, led)
        plant_birthday(world, led)
        plant_record(world, led)
    for key, pk in list(world.things["member"].items()):
        world.put("led", key, pk)
    send([Message("told", "1", "说一声", "说明", recipient_id=world.users["spare"].pk)], by=world.root)
    world.put("notice", "community", Notice.objects.get(kind="told").pk)


def somebody(world: World, sort: str, spot: Spot, led: Spot, **values: object) -> Member:
    """A member of the branch who lives in the community."""
    words = {"consented": ("boards.view", spot), "birthday": ("notices.greet", led)}
    readers = [words[sort]] if sort in words else []
    name = world.marks.plant(sort, *readers, ("members.view", led), ("members.view", spot))
    homes = Homes(world.nodes[led.key], world.nodes[spot.key] if sort == "consented" else None)
    return register({"name": name, **values}, homes, by=world.root)


def plant_board(world: World, spot: Spot, led: Spot) -> None:
    """A board with one member who shows name and photo."""
    root, place = world.root, world.nodes[spot.key]
    member = somebody(world, "consented", spot, led)
    board = boards.open_board(place, by=root)
    boards.enter_paper(place, [PaperConsent(member.pk, frozenset({"name", "photo"}), today())], by=root)
    target = io.BytesIO()
    Image.new("RGB", (30, 40), (90, 90, 30)).save(target, "JPEG")
    boards.put_photo(member, place, SimpleUploadedFile("p.jpg", target.getvalue()), by=root)
    world.put("board", spot.key, board.pk)
    for field in ("name", "photo"):
        world.put(f"{field}_consent", spot.key, Consent.objects.get(member=member, field=field).pk)


def plant_birthday(world: World, led: Spot) -> None:
    """Somebody whose political birthday is this month."""
    world.put("birthday", led.key, somebody(world, "birthday", led, led, admitted_on=ADMITTED).pk)


def plant_record(world: World, led: Spot) -> None:
    """A record on the shelf apart: nobody but those with its word read what it says."""
    member = somebody(world, "talked_to", led, led)
    world.marks.planted[member.name].readers.add(("restricted.view", led))
    world.marks.planted[member.name].readers.add(("restricted.keep", led))
    secret = world.marks.plant("shelved", ("restricted.view", led))
    record = write(member, NewRecord("talk", today(), secret), by=world.root)
    world.put("restricted", led.key, record.pk)
