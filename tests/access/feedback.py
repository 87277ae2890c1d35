"""What the addresses of feedback answer to whom."""

from typing import Any

from tests.access.expecting import Expectation, Page, Table, Thing, listed
from tests.access.feeding import HALF, STATES, UNITS
from tests.access.marks import Holder, Spot
from tests.access.world import World

SEEN, WRITES, REPLIES = "feedback.view", "feedback.write", "feedback.reply"
NOBODYS = "a word that no role has"
FEEDBACK_EXPORTS = {"feedback_cards": (), "feedback_deliveries": (), "consultations": ()}
FEEDBACK_IMPORTS = ("feedback_cards",)


def writes_there(world: World, holder: Holder, spot: Spot) -> bool:
    """Who writes for the community."""
    return holder.may(WRITES, spot)


def prints(world: World, holder: Holder, spot: Spot) -> bool:
    """Either side prints."""
    return any(holder.may("papers.print", side) for side in (spot, world.spots[UNITS[spot.key]]))


def with_the_word(world: World, holder: Holder, spot: Spot) -> bool:
    """Whoever sees the member and has the word for feedback anywhere."""
    return SEEN in holder.role.may


def on_card(sort: str, **more: Any) -> list[Expectation]:
    """A step of the community with a card."""
    return [Thing(sort=sort, see=SEEN, need=WRITES, **more)]


OF_MEMBER = {"sort": "fed_member", "see": "members.view", "only": with_the_word}
FEEDBACK: Table = {
    "feedback:cards": listed(),
    "feedback:deliveries": listed(),
    "feedback:consultations": listed(),
    "feedback:prepare": [Page(word=WRITES, sent={"node": "N-street", "half": "2020-07-01"})],
    "feedback:mine": [Page(word="service.take_part", otherwise="absent")],
    "feedback:reporting": [Page(word=WRITES)],
    "feedback:table": [
        Thing(
            sort="fed_community",
            see=SEEN,
            need=WRITES,
            built=lambda world, spot: (spot.pk, HALF.isoformat()),
            sent={"opinion": "好", "verb": "save"},
        )
    ],
    "feedback:report": [
        Thing(sort="fed_community", see=SEEN, need=WRITES, sent={"on": "2021-06-20", "names": "无此人"})
    ],
    "feedback:card": [Thing(sort=sort, see=SEEN) for sort in STATES],
    "feedback:evaluate": on_card("fed_prepared", sent={"opinion": "很好", "version": "1"}),
    "feedback:own_view": [Thing(sort="fed_prepared", see=SEEN, need=NOBODYS, sent={"text": "我很好"})],
    "feedback:issue": on_card("fed_evaluated", sent={}, post_only=True),
    "feedback:issue_again": on_card("fed_issued", sent={"reason": "更正"}),
    "feedback:delivery": [
        Thing(sort="fed_delivery", see=SEEN),
        Thing(sort="fed_office", see=SEEN),
    ],
    "feedback:reply": [Thing(sort="fed_delivery", see=SEEN, need=REPLIES, sent={"text": "收到"})],
    "feedback:give_back": [Thing(sort="fed_delivery", see=SEEN, need=REPLIES, sent={"reason": "不是我单位党员"})],
    "feedback:redeliver": [Thing(sort="fed_delivery", see=SEEN, only=writes_there, sent={}, post_only=True)],
    "feedback:hand_over": [Thing(sort="fed_office", see=SEEN, need=WRITES, sent={}, post_only=True)],
    "feedback:ask": [
        Page(word=REPLIES, sent={"asker": "N-branch", "occasion": "honours", "names": "无此人"}),
    ],
    "feedback:consultation": [Thing(sort=sort, see=SEEN) for sort in ("fed_asked", "fed_heard")],
    "feedback:answer": [
        Thing(sort="fed_asked", see=SEEN, only=writes_there, sent={"stand": "supports", "opinion": "同意"})
    ],
    "feedback:withdraw": [Thing(sort="fed_asked", see=SEEN, need=REPLIES, sent={"reason": "不用了"})],
    "feedback:activities": [Thing(**OF_MEMBER)],  # type: ignore[arg-type]
    "feedback:effects": [Thing(**OF_MEMBER)],  # type: ignore[arg-type]
    "feedback:node_effects": [Thing(sort="fed_community", see=SEEN)],
    "feedback:cycle": [Thing(sort="fed_community", see=SEEN)],
}
FEEDBACK_PAPERS = {
    "feedback_card": ("fed_issued", SEEN),
    "delivered_card": ("fed_delivery", SEEN),
    "activity_card": ("fed_member", "members.view"),
    "opinion_letter": ("fed_heard", SEEN),
}


def prints_at(world: World, holder: Holder, spot: Spot) -> bool:
    """Only the community prints its own page of a card."""
    return holder.may("papers.print", spot)


def papers_of_feedback(**more: Any) -> list[Expectation]:
    """Every paper of feedback in one form."""
    return [
        Thing(
            sort=sort,
            see=see,
            only=prints_at if paper == "feedback_card" else prints,
            arguments=(paper,),
            costly=True,
            **more,
        )
        for paper, (sort, see) in FEEDBACK_PAPERS.items()
    ]


PAPERS_OF_FEEDBACK = [
    Thing(sort="fed_issued", see=SEEN, arguments=("feedback",)),
    Thing(sort="fed_delivery", see=SEEN, arguments=("feedback_delivery",)),
    Thing(sort="fed_member", see="members.view", arguments=("activity_card",)),
    Thing(sort="fed_heard", see=SEEN, arguments=("consultation",)),
]
