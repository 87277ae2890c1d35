"""Issuing cards: the content is frozen as it stands, and goes to everybody whom the routing rule names."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from mulin.feedback import events
from mulin.feedback.actions.locking import check_communities, locked, log_cards
from mulin.feedback.actions.recording import write_rounds_down
from mulin.feedback.choices import State
from mulin.feedback.models import Delivery, Feedback, Issue
from mulin.feedback.queries.contents import contents_of
from mulin.feedback.queries.receivers import Routing
from mulin.foundation.bulk import chunks
from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.programmes.queries import Ruling

AT_A_TIME = 500
NAMED_AT_MOST = 5


@transaction.atomic
def issue(ids: Iterable[int], *, by: User) -> list[Feedback]:
    """Issue cards that are evaluated; those issued already are left alone: sent ten times, a card goes out once.

    Refuses, naming some, when cards are not evaluated yet.
    """
    cards = [one for one in locked(ids) if one.state != State.ISSUED]
    check_communities(cards, by)
    waiting = [one.member.name for one in cards if one.state == State.PREPARED]
    if waiting:
        names = "、".join(waiting[:NAMED_AT_MOST])
        raise Refused(f"{names}等 {len(waiting)} 张反馈卡还没有评议，请先评议")
    issues = send_out(cards, dict.fromkeys((one.pk for one in cards), 1), contents_of(cards), reason="", by=by)
    write_rounds_down(issues, by=by)
    for card in cards:
        card.state, card.version = State.ISSUED, card.version + 1
    Feedback.objects.bulk_update(cards, ["state", "version"], batch_size=AT_A_TIME)
    announce(cards, "发出反馈卡", by)
    return cards


@transaction.atomic
def issue_again(card: Feedback, *, reason: str, by: User) -> Issue:
    """Issue a corrected card as its next version; the earlier one stays readable as it was issued.

    Refuses without a reason, and when the card says what it said before.
    """
    fresh = locked([card.pk])[0]
    check_communities([fresh], by)
    newest = fresh.issues.order_by("-number").first()
    if newest is None:
        raise Refused("这张反馈卡还没有发出")
    if not reason.strip():
        raise Refused("请写明重发的原因", field="reason")
    contents = contents_of([fresh])
    if contents[fresh.pk] == newest.content:
        raise Refused("内容和已发出的一样，不用重发")
    because = f"换发第{newest.number + 1}版：{reason.strip()}"[:200]
    fresh.deliveries.live().update(ended_on=today(), ended_because=because)
    made = send_out([fresh], {fresh.pk: newest.number + 1}, contents, reason=reason.strip(), by=by)
    announce([fresh], "重发反馈卡", by, 原因=reason.strip())
    return made[0]


def announce(cards: Sequence[Feedback], verb: str, by: User, **changes: Any) -> None:
    """Log, and tell the domains above."""
    log_cards(by, verb, cards, **changes)
    if cards:
        member_ids = [one.member_id for one in cards]
        events.cards_issued.send(Feedback, feedback_ids=[one.pk for one in cards], member_ids=member_ids)


def send_out(
    cards: Sequence[Feedback],
    numbers: Mapping[int, int],
    contents: Mapping[int, dict[str, Any]],
    *,
    reason: str,
    by: User,
) -> list[Issue]:
    """Freeze the contents, and deliver each to its receivers."""
    issues = [
        Issue(
            feedback=one,
            number=numbers[one.pk],
            content=contents[one.pk],
            reason=reason[:200],
            issued_on=today(),
            issued_by=by,
        )
        for one in cards
    ]
    Issue.objects.bulk_create(issues, batch_size=AT_A_TIME)
    deliveries = []
    for last in sorted({one.feedback.last for one in issues}):
        there = [one for one in issues if one.feedback.last == last]
        deliveries += list(addressed(there, Routing([one.feedback.member_id for one in there], today(), last)))
    for chunk in chunks(deliveries):
        Delivery.objects.bulk_create(chunk, batch_size=AT_A_TIME)
    return issues


def addressed(issues: Sequence[Issue], routing: Routing) -> Iterable[Delivery]:
    """One delivery for each receiver of each card."""
    rulings: dict[tuple[int, str], Ruling] = {}
    for one in issues:
        card = one.feedback
        ruling = rulings.setdefault((card.programme_id, card.clause), card.ruling)
        for address in routing.addresses(card, ruling):
            yield Delivery(
                issue=one,
                feedback=card,
                receiver=address.receiver,
                receiver_name=address.name,
                node_id=address.node_id,
                replies=address.replies,
                delivered_on=today(),
            )
