"""What the addresses of registration answer to whom."""

from typing import Any

from tests.access.expecting import Expectation, Page, Table, Thing, listed, oneself
from tests.access.marks import Holder, Spot
from tests.access.registering import SENDS, STATES
from tests.access.world import World

SEEN, SENDING, RECEIVING, ORGANISING = (f"registrations.{word}" for word in ("view", "send", "receive", "organise"))
ON = {"on": "2021-06-20"}
REGISTRATION_EXPORTS = {
    "missing_registrations": (),
    "region_registrations": (),
    "registration_campaigns": (),
    "registration_coverage": (),
}
REGISTRATION_IMPORTS = ("region_registrations",)


def receives(world: World, holder: Holder, spot: Spot) -> bool:
    """With the word at the community."""
    return holder.may(RECEIVING, spot)


def reports(world: World, holder: Holder, spot: Spot) -> bool:
    """Either side may say that a member moves."""
    return receives(world, holder, spot) or holder.may(SENDING, world.spots[SENDS[spot.key]])


def prints(world: World, holder: Holder, spot: Spot) -> bool:
    """Either side prints."""
    return any(holder.may("papers.print", side) for side in (spot, world.spots[SENDS[spot.key]]))


def below_it(world: World, holder: Holder, spot: Spot) -> bool:
    """A campaign is read by everybody at or below its place who may see registrations."""
    return SEEN in holder.role.may and spot.key in holder.at.above


def sending(sort: str, **sent: Any) -> list[Expectation]:
    """A step of the unit."""
    return [Thing(sort=sort, see=SEEN, need=SENDING, sent=sent)]


def receiving(sort: str, **sent: Any) -> list[Expectation]:
    """A step of the community."""
    return [Thing(sort=sort, see=SEEN, only=receives, sent=sent)]


def of_region(**sent: Any) -> list[Expectation]:
    """A step of a region."""
    return [Thing(sort="region", see=SEEN, need=RECEIVING, sent=sent)]


REGISTRATION: Table = {
    "registration:registrations": listed("registered"),
    "registration:missing": listed(),
    "registration:outbox": [Page(word=SENDING, sent={**ON, "everybody": "on", "verb": "send"})],
    "registration:slips": [Page(word=SENDING, sent={**ON, "everybody": "on", "verb": "slips"})],
    "registration:inbox": [Page(word=RECEIVING, sent={**ON, "everybody": "on", "verb": "receive"})],
    "registration:names": [Page(word=RECEIVING, sent={**ON, "community": "N-community", "names": "无此人"})],
    "registration:campaigns": listed(),
    "registration:open_campaign": [Page(word=ORGANISING, sent={"node": "N-street", "year": "2020"})],
    "registration:campaign": [Thing(sort="campaign", see=SEEN, also=below_it)],
    "registration:end_campaign": [Thing(sort="campaign", see=SEEN, also=below_it, writes=ORGANISING, sent={})],
    "registration:list_one": [
        Thing(
            sort="member",
            see="members.view",
            also=oneself,
            need=SENDING,
            sent={"community": "N-community", "rank": "general"},
        )
    ],
    "registration:regions": listed(),
    "registration:register_region": [Page(word=RECEIVING, sent={**ON, "region": "N-community", "members": "无此人"})],
    "registration:region": [Thing(sort="region", see=SEEN)],
    "registration:badge": of_region(**ON, shop="小店"),
    "registration:demonstration": of_region(**ON),
    "registration:end_region": of_region(**ON),
    "registration:registration": [Thing(sort=state, see=SEEN, shows=("registered",)) for state in STATES],
    "registration:send": sending("listed", **ON),
    "registration:receive": receiving("sent", **ON),
    "registration:refuse": receiving("sent", **ON, because="不住本社区"),
    "registration:slip": sending("received", **ON),
    "registration:correct": sending("listed", community="N-community", rank="general", job="科员"),
    "registration:withdraw": sending("sent", **ON, because="误列"),
    "registration:leave": [Thing(sort="received", see=SEEN, only=reports, sent={**ON, "words": "外省"})],
    "registration:stay": [Thing(sort="leaving", see=SEEN, only=reports, sent={})],
    "registration:anew": sending("leaving", community="N-neighbour", rank="general"),
    "registration:close": receiving("leaving", **ON, because="迁出"),
}
REGISTRATION_PAPERS = ("registration_letter", "registration_card", "basic_card", "contact_card")


def papers_of_registration(**more: Any) -> list[Expectation]:
    """Every paper of registration in one form."""
    cards = [
        Thing(sort="sent", see=SEEN, only=prints, arguments=(paper,), costly=True, **more)
        for paper in REGISTRATION_PAPERS
    ]
    coverage = Thing(
        sort="campaign",
        see=SEEN,
        also=below_it,
        need="papers.print",
        arguments=("registration_coverage",),
        costly=True,
        **more,
    )
    return [*cards, coverage]


PAPERS_OF_REGISTRATION = [
    Thing(sort="sent", see=SEEN, arguments=("registration",)),
    Thing(sort="campaign", see=SEEN, also=below_it, arguments=("campaign",)),
]
