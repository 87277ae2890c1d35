"""What every step for many cards does: lock in one order, ask each community once, log once."""

from collections.abc import Iterable, Sequence
from typing import Any

from mulin.audit.actions import log
from mulin.feedback.models import Delivery, Feedback
from mulin.feedback.permissions import sealed, write_feedback
from mulin.foundation.bulk import chunks
from mulin.identity.models import User


def locked(ids: Iterable[int]) -> list[Feedback]:
    """These cards as they stand now, which nobody else changes until the transaction ends."""
    rows = Feedback.objects.select_for_update(of=("self",)).select_related("member", "community", "programme")
    rows = rows.defer(*sealed("member__"))
    return [card for chunk in chunks(sorted(set(ids))) for card in rows.filter(pk__in=chunk).order_by("pk")]


def locked_delivery(delivery: Delivery) -> Delivery:
    """A delivery as it stands now, with its card locked first, as every other step does."""
    locked([delivery.feedback_id])
    rows = Delivery.objects.select_for_update(of=("self",))
    return rows.select_related("feedback__member", "feedback__community", "node").get(pk=delivery.pk)


def check_communities(cards: Sequence[Feedback], by: User) -> None:
    """Refuse unless this person may write for every community concerned; each is asked once."""
    for community in {one.community_id: one.community for one in cards}.values():
        write_feedback.check(by, community)


def log_cards(by: User, verb: str, cards: Sequence[Feedback], **changes: Any) -> None:
    """One entry: about the card when there is one, else their number and ids."""
    if len(cards) == 1:
        log(by, verb, cards[0], node_id=cards[0].community_id, changes=changes)
    elif cards:
        nodes = {one.community_id for one in cards}
        about = {"张数": len(cards), "反馈卡": [one.pk for one in cards]}
        node_id = nodes.pop() if len(nodes) == 1 else None
        log(by, verb, name=f"{len(cards)} 张反馈卡", node_id=node_id, changes=about | changes)
