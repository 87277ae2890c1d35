"""Ballots: opened, cast on the web or on paper, counted once. One person, one ballot; a secret choice is not kept."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F

from mulin.audit.actions import log
from mulin.deliberation import events, permissions
from mulin.deliberation.choices import PollState, Way
from mulin.deliberation.models import NamedVote, PaperCount, Poll, PollItem, Tally, Voter
from mulin.deliberation.queries import polls as queries
from mulin.deliberation.rules import Terms, against_passing, against_quorum
from mulin.foundation.bulk import insert_rows
from mulin.foundation.clock import now, today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.models import Member
from mulin.tree.models import Node

AGREEMENT = ("同意", "不同意", "弃权")


@dataclass(frozen=True)
class Item:
    """One thing to vote on."""

    label: str
    member_id: int | None = None


@dataclass(frozen=True)
class NewPoll:
    """A ballot as it is opened: what is asked, of whom, until when, and what it needs."""

    title: str
    closes_on: datetime.date
    items: Sequence[Item]
    voter_ids: Sequence[int]
    choices: Sequence[str] = AGREEMENT
    secret: bool = True
    text: str = ""
    terms: Terms = field(default_factory=Terms)


@transaction.atomic
def open_poll(node: Node, new: NewPoll, *, by: User) -> Poll:
    """Open a ballot at a node for these members. Refuses without a title, an item, two choices or a voter."""
    permissions.manage_deliberation.check(by, node)
    voters, choices = sorted(set(new.voter_ids)), [one.strip() for one in new.choices if one.strip()]
    if not new.title.strip():
        raise Refused("请填写表决事项", field="title")
    if new.closes_on < today():
        raise Refused("截止日期不能早于今天", field="closes_on")
    if not new.items or len(choices) < 2 or len(set(choices)) < len(choices):
        raise Refused("请至少列出一项表决内容和两个不同的选项", field="choices")
    if not voters:
        raise Refused("没有有表决权的人，不能发起表决", field="voters")
    poll = Poll.objects.create(
        node=node,
        title=new.title.strip(),
        text=new.text.strip(),
        choices=choices,
        secret=new.secret,
        terms=new.terms.stored(),
        opened_on=today(),
        closes_on=new.closes_on,
        opened_by=by,
    )
    items = [
        PollItem(poll=poll, number=number, label=item.label, member_id=item.member_id)
        for number, item in enumerate(new.items, 1)
    ]
    PollItem.objects.bulk_create(items)
    insert_rows(Voter, ["poll_id", "member_id", "way"], [(poll.pk, member_id, Way.NONE) for member_id in voters])
    numbers = {"表决项": len(items), "有表决权": len(voters)}
    log(by, "发起表决", poll, node_id=node.pk, changes=numbers)
    return poll


def locked(poll: Poll) -> Poll:
    """The ballot, held until the transaction ends; it must still be open."""
    found = Poll.objects.select_for_update(of=("self",)).select_related("node__kind").get(pk=poll.pk)
    if found.state != PollState.OPEN:
        raise Refused("这次表决已经结束")
    return found


def checked_answers(poll: Poll, answers: Mapping[int, str]) -> dict[int, str]:
    """Every item has one of the choices; refused otherwise."""
    items = set(poll.items.values_list("pk", flat=True))
    if set(answers) != items or not set(answers.values()) <= set(poll.choices):
        raise Refused("请对每一项都作出选择")
    return dict(answers)


def add_votes(votes: Mapping[tuple[int, str], int], way: Way) -> None:
    """Raise the counters. The ballot is locked, so nobody counts at the same time."""
    for (item_id, choice), number in votes.items():
        tally, _new = Tally.objects.get_or_create(item_id=item_id, choice=choice, way=way)
        Tally.objects.filter(pk=tally.pk).update(votes=F("votes") + number)


@transaction.atomic
def cast(poll: Poll, answers: Mapping[int, str], *, by: User) -> None:
    """Vote, once, for oneself. ``answers`` maps item ids to choices. Of a secret ballot only the counters change."""
    poll = locked(poll)
    if today() > poll.closes_on:
        raise Refused("投票已经截止")
    voter = poll.voters.select_for_update().filter(member__account_id=by.pk).first()
    if voter is None:
        raise Refused("您不在这次表决的名单中", status=404)
    if voter.way != Way.NONE:
        raise Refused("您已经投过票，每人只能投一次")
    given = checked_answers(poll, answers)
    voter.way = Way.ONLINE
    voter.save(update_fields=["way"])
    add_votes(dict.fromkeys(given.items(), 1), Way.ONLINE)
    if not poll.secret:
        NamedVote.objects.bulk_create(
            NamedVote(voter=voter, item_id=item_id, choice=choice) for item_id, choice in given.items()
        )
    log(by, "投票", poll, node_id=poll.node_id)


@transaction.atomic
def hand_paper(poll: Poll, members: Iterable[Member], *, by: User) -> int:
    """Note who was handed a paper ballot: those vote on paper and no longer on the web. Returns how many are new."""
    permissions.manage_deliberation.check(by, poll)
    poll = locked(poll)
    ids = {member.pk for member in members}
    voters = list(poll.voters.select_for_update().filter(member_id__in=ids).select_related("member").order_by("pk"))
    if len(voters) < len(ids):
        raise Refused("名单里有人没有这次表决的表决权", field="members")
    online = [voter.member.name for voter in voters if voter.way == Way.ONLINE]
    if online:
        raise Refused(f"已在网上投票，不能再发纸质票：{'、'.join(online)}", field="members")
    new = [voter.pk for voter in voters if voter.way == Way.NONE]
    Voter.objects.filter(pk__in=new).update(way=Way.PAPER)
    log(by, "发放纸质票", poll, node_id=poll.node_id, changes={"人数": len(new)})
    return len(new)


@transaction.atomic
def enter_paper(
    poll: Poll, *, returned: int, invalid: int, counts: Mapping[int, Mapping[str, int]], by: User
) -> PaperCount:
    """Enter the counted paper ballots. What adds up to something else is refused; another person confirms."""
    permissions.manage_deliberation.check(by, poll)
    poll = locked(poll)
    handed = poll.voters.filter(way=Way.PAPER).count()
    if not 0 <= invalid <= returned <= handed:
        raise Refused(f"发出 {handed} 张：收回票数不能多于发出票数，废票数不能多于收回票数", field="returned")
    known: dict[str, dict[str, int]] = {}
    for item in poll.items.all():
        given = {choice: int(counts.get(item.pk, {}).get(choice, 0)) for choice in poll.choices}
        total = sum(given.values())
        if min(given.values()) < 0 or total != returned - invalid:
            raise Refused(f"“{item.label}”各选项合计 {total} 票，应为 {returned - invalid} 票（收回减废票）")
        known[str(item.pk)] = given
    paper, _new = PaperCount.objects.update_or_create(
        poll=poll,
        defaults={
            "handed": handed, "returned": returned, "invalid": invalid, "counts": known,
            "entered_by": by, "confirmed_by": None,
        },
    )  # fmt: skip
    log(by, "录入纸质票", poll, node_id=poll.node_id, changes={"发出": handed, "收回": returned, "废票": invalid})
    return paper


@transaction.atomic
def confirm_paper(poll: Poll, *, by: User) -> PaperCount:
    """Confirm the figures another person entered."""
    poll = locked(poll)
    permissions.confirm_paper.check(by, poll)
    paper = PaperCount.objects.select_for_update().filter(poll=poll).first()
    if paper is None:
        raise Refused("还没有录入纸质票")
    paper.confirmed_by = by
    paper.save(update_fields=["confirmed_by"])
    log(by, "确认纸质票", poll, node_id=poll.node_id)
    return paper


@transaction.atomic
def close(poll: Poll, *, by: User, present: int | None = None) -> Poll:
    """Count and end a ballot. Paper ballots must be entered and confirmed; before its last day all must have voted.

    ``present`` is how many were there, when some did not vote; never fewer than took part.
    """
    permissions.manage_deliberation.check(by, poll)
    poll = locked(poll)
    entitled, took_part = queries.entitled(poll), queries.took_part(poll)
    there = took_part if present is None else present
    if not took_part <= there <= entitled:
        raise Refused(f"实到人数应在 {took_part}（已投票）和 {entitled}（应到）之间", field="present")
    if today() <= poll.closes_on and took_part < entitled:
        raise Refused(f"还有 {entitled - took_part} 人没有投票，截止日 {poll.closes_on} 过后才能计票")
    count_paper(poll)
    poll.state, poll.present, poll.closed_by, poll.closed_at = PollState.CLOSED, there, by, now()
    poll.result = outcome(poll, there, entitled)
    poll.save(update_fields=["state", "present", "closed_by", "closed_at", "result"])
    log(by, "计票", poll, node_id=poll.node_id, changes={"应到": entitled, "实到": there})
    events.poll_closed.send(Poll, poll_id=poll.pk)
    return poll


def count_paper(poll: Poll) -> None:
    """Add the confirmed paper ballots to the counters."""
    handed = poll.voters.filter(way=Way.PAPER).count()
    paper = PaperCount.objects.filter(poll=poll).first()
    if handed and (paper is None or paper.confirmed_by_id is None or paper.handed != handed):
        raise Refused(f"发出的 {handed} 张纸质票还没有录入并由另一人确认")
    if paper is not None:
        votes = {(int(item), choice): n for item, given in paper.counts.items() for choice, n in given.items() if n}
        add_votes(votes, Way.PAPER)


def outcome(poll: Poll, present: int, entitled: int) -> dict[str, Any]:
    """What stands: who was there, is it valid; of each item the votes and whether it passed, with the reason."""
    terms = poll.rules
    counted = queries.counts(poll)
    invalid = against_quorum(present, entitled, terms)
    items = {}
    for item_id, votes in counted.items():
        against = invalid or against_passing(votes, present, entitled, terms)
        items[str(item_id)] = {"votes": votes, "passed": not against, "reason": against}
    return {"entitled": entitled, "present": present, "valid": not invalid, "reason": invalid, "items": items}


@transaction.atomic
def cancel(poll: Poll, *, reason: str, by: User) -> Poll:
    """End a ballot without counting, for a reason."""
    permissions.manage_deliberation.check(by, poll)
    poll = locked(poll)
    if not reason.strip():
        raise Refused("请写明取消的原因", field="reason")
    poll.state, poll.reason = PollState.CANCELLED, reason.strip()
    poll.save(update_fields=["state", "reason"])
    log(by, "取消表决", poll, node_id=poll.node_id, changes={"原因": poll.reason})
    return poll
