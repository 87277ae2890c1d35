"""What the addresses of boards, messages, restricted records and one's own page answer to whom."""

from collections.abc import Sequence
from typing import Any

from mulin.notices.queries import LATE
from tests.access.expecting import Expectation, Page, Table, Thing, listed, oneself
from tests.access.marks import Holder, Spot
from tests.access.world import World

SEEN, MANAGE, GREET = "boards.view", "boards.manage", "notices.greet"
OWN = {"word": "service.take_part", "otherwise": "absent"}
"""A page of the member who is signed in: for others it is not there."""
NOBODYS = "a word that no role has"
BOARD_EXPORTS = {"board_consents": ("consented",), "boards": ()}
BOARD_IMPORTS = ("board_consents",)
BIRTHDAY_EXPORTS = {"birthdays": ("birthday",)}
BOARD_PAPERS = ("board_a4", "board_a3", "board_consent", "member_file")


def of_photo(world: World, spot: Spot) -> Sequence[Any]:
    """The board and the consent to show the photo."""
    return (world.things["board"][spot.key], world.things["photo_consent"][spot.key])


def kept(sort: str, **sent: Any) -> list[Expectation]:
    """A form for who keeps boards."""
    return [Thing(sort=sort, see=SEEN, need=MANAGE, sent=sent)]


def pressed() -> list[Expectation]:
    """A button of a board."""
    return [Thing(sort="board", see=SEEN, need=MANAGE, sent={}, post_only=True)]


def prints_file(world: World, holder: Holder, spot: Spot) -> bool:
    """Who prints at the organisation that leads, and the member."""
    return oneself(world, holder, spot) or holder.may("papers.print", world.sides("led", spot)[0])


BOARDS: Table = {
    "boards:boards": listed(),
    "boards:open": [Page(word=MANAGE, sent={"place": "N-community"})],
    "boards:board": [Thing(sort="board", see=SEEN, shows=("consented",))],
    "boards:photo": [Thing(sort="board", see=SEEN, built=of_photo)],
    "boards:publish": pressed(),
    "boards:shut": pressed(),
    "boards:new_address": pressed(),
    "boards:enter": kept("board", members="1", fields_shown="name"),
    "boards:consents": listed("consented"),
    "boards:revoke_for": kept("name_consent", reason="本人来电"),
    "boards:add_photo": kept("photo_consent"),
    "boards:mine": [Page(**OWN)],
    "boards:give": [Thing(sort="node", see=NOBODYS, sent={"fields_shown": "name"})],
    "boards:own_photo": [Thing(sort="node", see=NOBODYS, sent={})],
    "boards:revoke": [Thing(sort="name_consent", see=NOBODYS, sent={}, post_only=True)],
}
NOTICES: Table = {
    "notices:inbox": [Page()],
    "notices:read": [Thing(sort="notice", see=NOBODYS, sent={}, post_only=True)],
    "notices:read_all": [Page(sent={}, post_only=True)],
    "notices:reminders": [Page(word="notices.remind")],
    "notices:remind": [
        Page(word="notices.remind", arguments=(key,), sent={"nodes": "1", "text": "请办"}) for key in LATE
    ],
    "notices:birthdays": listed("birthday", word=GREET),
    "notices:cards": [Page(word=GREET, query="month=6", own_state=True)],
    "notices:card": [Thing(sort="birthday", see=GREET, costly=True)],
    "notices:greeting_text": [Page(word=GREET, sent={"node": "N-branch", "text": "祝{name}"})],
}
READ = {"sort": "restricted", "see": "restricted.view"}
RESTRICTED: Table = {
    "restricted:shelf": [Page(word="restricted.view", sent={"reason": "核对"})],
    "restricted:write": [Page(word="restricted.keep", sent={"member": "无此人", "kind": "talk", "text": "谈"})],
    "restricted:mine": [Page(**OWN)],
    "restricted:record": [Thing(**READ, sent={"reason": "核对"})],
    "restricted:strike": [Thing(**READ, need="restricted.keep", sent={"because": "录错"})],
    "papers:restricted": [Thing(**READ, sent={"reason": "存档"})],
}
MINE: Table = {
    "web:mine": [Page(**OWN)],
    "web:own_export": [Page(**OWN, sent={}, post_only=True)],
    "web:readings": [Page(**OWN)],
    "members:file": [Thing(sort="member", see="members.view", also=oneself, shows=("member",))],
}
SHOWING: Table = {**BOARDS, **NOTICES, **RESTRICTED, **MINE}
LED = {"sort": "led", "see": "members.view", "also": oneself, "only": prints_file}


def papers_of_boards(**more: Any) -> list[Expectation]:
    """Every paper of boards, and a member's file, in one form."""
    found: list[Expectation] = [
        Thing(sort="board", see=SEEN, need="papers.print", arguments=(paper,), costly=True, **more)
        for paper in BOARD_PAPERS
        if paper.startswith("board")
    ]
    return [*found, Thing(**LED, arguments=("member_file",), costly=True, **more)]


PAPERS_OF_BOARDS = [
    Thing(sort="board", see=SEEN, arguments=("board",)),
    Thing(sort="led", see="members.view", also=oneself, arguments=("member",)),
]
