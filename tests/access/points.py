"""What the addresses of points answer to whom."""

from collections.abc import Sequence
from typing import Any

from tests.access.collecting import SCHEME
from tests.access.expecting import Expectation, Page, Table, Thing, listed, oneself
from tests.access.marks import Holder, Spot
from tests.access.world import World

SEEN, MANAGE, PUBLISH, OWN = "points.view", "points.manage", "points.publish", "points.own"
POINTS_EXPORTS = {
    "points_branches": (),
    "points_sheets": ("collector",),
    "points_objections": ("collector",),
    "exchange_items": ("exchanged",),
    "redemptions": ("exchanged",),
    "points_entries": ("collector",),
}
POINTS_IMPORTS = ("points_entries", "exchange_items")


def of_branch(world: World, holder: Holder, spot: Spot) -> bool:
    """The member who belongs to the branch."""
    return holder.name == "member@branch" and spot.key == "branch"


def buys_there(world: World, holder: Holder, spot: Spot) -> bool:
    """The member who belongs to a branch in the community."""
    return holder.name == "member@branch" and spot.key == "community"


def led(world: World, holder: Holder, spot: Spot) -> bool:
    """Oneself, and the side that leads."""
    return oneself(world, holder, spot) or holder.may("members.view", world.sides("member", spot)[0])


def at_branch(need: str, *arguments: Any, **sent: Any) -> list[Expectation]:
    """A form of a branch under its scheme."""

    def built(world: World, spot: Spot) -> Sequence[Any]:
        return (spot.pk, SCHEME, *arguments)

    return [Thing(sort="points_branch", see=SEEN, need=need, built=built, sent=sent)]


def about(sort: str, need: str, **sent: Any) -> list[Expectation]:
    """A form about something of points."""
    return [Thing(sort=sort, see=SEEN, need=need, sent=sent)]


def of_item(need: str, **sent: Any) -> list[Expectation]:
    """A form about an item; members who live there see the item, but not the form."""
    return [Thing(sort="exchange_item", see=SEEN, also=buys_there, need=need, sent=sent)]


POINTS: Table = {
    "points:branches": listed(),
    "points:mine": [Page(word=OWN, otherwise="absent")],
    "points:branch": [Thing(sort="points_branch", see=SEEN, shows=("collector",))],
    "points:register": at_branch(MANAGE, 2021, 6),
    "points:publish": at_branch(PUBLISH, 2021, 4),
    "points:draw_up": at_branch(PUBLISH, 2020),
    "points:ranking_on": at_branch(PUBLISH, ground="大会决定", until="2021-06-30"),
    "points:ranking_off": at_branch(PUBLISH),
    "points:account": [Thing(sort="member", see="members.view", also=oneself, only=led)],
    "points:entries": listed("collector"),
    "points:entry": [Thing(sort="points_entry", see=SEEN, shows=("collector",))],
    "points:reverse": about("points_entry", MANAGE, why="误记"),
    "points:sheets": listed(),
    "points:sheet": [Thing(sort="points_sheet", see=SEEN, also=of_branch, shows=("collector",))],
    "points:object": [
        Thing(sort="points_sheet", see=SEEN, also=of_branch, only=of_branch, sent={"text": "有异议", "entry": ""})
    ],
    "points:objections": listed("collector"),
    "points:objection": [Thing(sort="points_objection", see=SEEN, shows=("collector",))],
    "points:answer": about("points_objection", PUBLISH, upheld="no", text="查过了"),
    "points:review": [Thing(sort="points_review", see=SEEN)],
    "points:examine": about("points_review", PUBLISH, remark="同意"),
    "points:items": listed("exchanged"),
    "points:item": [Thing(sort="exchange_item", see=SEEN, also=buys_there, shows=("exchanged",))],
    "points:take": [Thing(sort="exchange_item", see=SEEN, also=buys_there, only=buys_there, sent={}, post_only=True)],
    "points:exchange": of_item(MANAGE, member="1"),
    "points:restock": of_item(MANAGE, stock="9"),
    "points:withdraw": [Thing(sort="exchange_item", see=SEEN, also=buys_there, need=MANAGE, sent={}, post_only=True)],
    "points:offer": about("exchange_place", MANAGE, exchange=f"{SCHEME}.special", name="磨刀", stock="2"),
    "points:redemptions": listed("exchanged"),
    "points:redemption": [
        Thing(sort="redemption", see=SEEN, shows=("collector",)),
        Thing(sort="redemption", see=SEEN, shows=("exchanged",)),
    ],
    "points:give_back": about("redemption", MANAGE, why="取消"),
}


def papers_of_points(**more: Any) -> list[Expectation]:
    """Every paper of points in one form."""
    print_sheet = {"sort": "points_sheet", "see": SEEN, "also": of_branch, "need": "papers.print"}
    return [
        Thing(**print_sheet, arguments=("points_sheet",), costly=True, **more),  # type: ignore[arg-type]
        Thing(
            sort="member", see=SEEN, also=oneself, only=prints_account, arguments=("points_account",), costly=True,
            own_state=True, **more,
        ),
    ]  # fmt: skip


def prints_account(world: World, holder: Holder, spot: Spot) -> bool:
    """Oneself, and who prints where the member is led from."""
    return oneself(world, holder, spot) or holder.may("papers.print", world.sides("member", spot)[0])


PAPERS_OF_POINTS = [
    Thing(sort="points_sheet", see=SEEN, also=of_branch, arguments=("points_sheet",)),
    Thing(sort="member", see=SEEN, also=oneself, arguments=("points_account",)),
]
