"""What the addresses of relations and floating members answer to whom."""

from collections.abc import Sequence
from typing import Any

from tests.access.expecting import DAY, Expectation, Page, Table, Thing, listed, oneself
from tests.access.marks import Holder, Spot
from tests.access.relating import LEADS, ON_ITS_WAY
from tests.access.world import World

SEEN, MANAGE, APPROVE = (f"relations.{word}" for word in ("view", "manage", "approve"))
OUT_OF_RELATIONS = {
    "transfers": ("mover",),
    "withdrawals": ("flagged",),
    "clocks": (),
    "census": (),
    "transfer_batches": (),
}
"""Workbooks that only leave."""
LED = {"sort": "member", "see": "members.view", "also": oneself}
WHY = {"because": "原因"}


def receives(world: World, holder: Holder, spot: Spot) -> bool:
    """With the word where the member goes."""
    return holder.may(MANAGE, world.spots[LEADS[spot.key]])


def himself_or_home(world: World, holder: Holder, spot: Spot) -> bool:
    """The member, and who handles relations at home."""
    return oneself(world, holder, spot) or holder.may(MANAGE, world.sides("member", spot)[0])


def handles(world: World, holder: Holder, spot: Spot) -> bool:
    """With the word anywhere: which organisation it is, the form asks."""
    return MANAGE in holder.role.may


def prints(world: World, holder: Holder, spot: Spot) -> bool:
    """Either side prints."""
    return any(holder.may("papers.print", world.spots[key]) for key in (spot.key, LEADS[spot.key]))


def step(sort: str, name: str, need: str, **sent: Any) -> Thing:
    """A step of who has the word where it is led from."""
    return Thing(sort=sort, see=SEEN, need=need, arguments=(name,), sent=sent)


def of_lapse(world: World, spot: Spot) -> Sequence[Any]:
    """The absence and what is to be mended."""
    return (world.things["away"][spot.key], world.things["lapse"][spot.key])


def receiving(sort: str, name: str, **sent: Any) -> Thing:
    """A step of the other side."""
    return Thing(sort=sort, see=SEEN, only=receives, arguments=(name,), sent=sent)


STEPS: Table = {
    "relations:transfer_step": [
        step("issued", "approve", APPROVE, note="同意"),
        step("issued", "send_back", APPROVE, **WHY),
        receiving("issued", "receive", on=DAY),
        receiving("issued", "refuse", **WHY),
        step("outgoing", "receipt", MANAGE, number="H-9", on=DAY),
        step("asked_transfer", "decline", MANAGE, **WHY),
        step("issued", "withdraw", MANAGE, **WHY),
    ],
    "relations:batch_step": [
        step("batch", "approve", APPROVE, note="同意"),
        step("batch", "send_back", APPROVE, **WHY),
        receiving("batch", "receive", on=DAY),
        receiving("batch", "refuse", **WHY),
        step("batch", "withdraw", MANAGE, **WHY),
    ],
    "relations:absence_step": [
        step("away", "permit", MANAGE, because="原因"),
        step("away", "hand", MANAGE, on=DAY),
        step("away", "contact", MANAGE, kind="called", day=DAY, note="平安"),
        step("away", "place", MANAGE, place="山城", since=DAY),
        step("away", "urge", MANAGE, on=DAY, answer="考虑"),
        step("away", "lapse", MANAGE, kind="not_told", cause="忘了"),
        step("away", "return", MANAGE, on=DAY, conduct="好", attended="1"),
    ],
    "relations:stay_step": [
        step("stay", "mend", MANAGE, number="GS1"),
        step("stay", "report", MANAGE, on=DAY),
        step("stay", "work", MANAGE, work="宣传"),
        step("stay", "end", MANAGE, on=DAY, ending="went_back"),
    ],
    "relations:case_step": [
        step("case", "cause", MANAGE, note="在外"),
        step("case", "talk", MANAGE, note="谈过"),
        step("case", "decide", MANAGE, on=DAY, resolution="除名"),
        step("case", "approve", APPROVE, note="同意"),
        step("case", "close", MANAGE, note="已恢复"),
    ],
    "relations:return_step": [step("census", "complete", MANAGE, wishing_transfer="0")],
}
RELATIONS: Table = {
    "relations:transfers": listed("mover"),
    "relations:transfer": [Thing(sort=sort, see=SEEN, shows=("mover",)) for sort in ON_ITS_WAY],
    "relations:start": [Thing(**LED, need=MANAGE, sent={"target": "N-other_branch", "reason": "调"})],
    "relations:ask": [Thing(**LED, only=himself_or_home, sent={"reason": "搬家"})],
    "relations:start_many": [Page(word=MANAGE, sent={"source": "N-branch", "target": "N-other_branch"})],
    "relations:from_outside": [Page(word=MANAGE, sent={"name": "新人"})],
    "relations:batches": listed(),
    "relations:batch": [Thing(sort="batch", see=SEEN, shows=("mover",))],
    "relations:absences": listed("floater"),
    "relations:tell_absence": [Thing(**LED, only=himself_or_home, sent={"reason": "务工"})],
    "relations:absence": [Thing(sort="away", see=SEEN, shows=("floater",))],
    "relations:host_absence": [Thing(sort="away", see=SEEN, only=handles, sent={"host": "N-branch"})],
    "relations:mend_lapse": [Thing(sort="away", see=SEEN, need=MANAGE, built=of_lapse, sent={"outcome": "改正"})],
    "relations:stays": listed("guest"),
    "relations:receive_stay": [Page(word=MANAGE, sent={"name": "新人"})],
    "relations:report_stays": [Page(word=MANAGE, sent={"on": DAY})],
    "relations:stay": [Thing(sort="stay", see=SEEN, shows=("guest",))],
    "relations:dues": [Page(word=MANAGE, sent={"at": "N-branch", "month": DAY, "paid_on": DAY, "names": "无此人"})],
    "relations:census": listed(),
    "relations:open_census": [Page(word="relations.census", sent={"node": "N-street", "year": "2020"})],
    "relations:census_return": [Thing(sort="census", see=SEEN)],
    "relations:clocks": [Page(word=SEEN)],
    "relations:open_case": [Thing(**LED, need=MANAGE, sent={"looked": "on"})],
    "relations:excuse": [Thing(**LED, need=MANAGE, sent={"since": DAY, "reason": "住院"})],
    "relations:cases": listed("flagged"),
    "relations:case": [Thing(sort="case", see=SEEN, shows=("flagged",))],
    **STEPS,
}
ABOUT = {"transfer": "issued", "absence": "away", "census": "census", "withdrawal": "case"}


def papers_of_relations(**more: Any) -> list[Expectation]:
    """Every paper of relations in one form."""
    letter = Thing(sort="issued", see=SEEN, only=prints, arguments=("transfer_letter",), costly=True, **more)
    rows = [("floating_permit", "away"), ("floating_census", "census"), ("withdrawal_notice", "case")]
    others = [
        Thing(sort=sort, see=SEEN, need="papers.print", arguments=(paper,), costly=True, **more) for paper, sort in rows
    ]
    return [letter, *others]


PAPERS_OF_RELATIONS = [Thing(sort=sort, see=SEEN, arguments=(about,)) for about, sort in ABOUT.items()]
