"""What receivers do with a card: read it, answer it, return it; and how it follows a member to another organisation."""

from collections.abc import Collection

from django.db import transaction

from mulin.audit.actions import log
from mulin.feedback.actions.locking import locked, locked_delivery
from mulin.feedback.models import Delivery, Feedback
from mulin.feedback.permissions import reply_feedback, write_feedback
from mulin.feedback.queries.receivers import homes_of
from mulin.foundation.bulk import chunks
from mulin.foundation.clock import now, today
from mulin.foundation.refusals import Refused
from mulin.identity.models import User
from mulin.members.permissions import is_oneself
from mulin.tree.models import Node

HOME, MEMBER = "home", "member"


def reads_for_the_receiver(delivery: Delivery, by: User) -> bool:
    """Does this person read for the receiver, and not as somebody who also stands behind the community?"""
    if delivery.receiver == MEMBER:
        return is_oneself(by, delivery.feedback.member)
    if getattr(by, "is_built_in", False) or write_feedback.allows(by, delivery.feedback.community):
        return False
    return reply_feedback.allows(by, delivery)


@transaction.atomic
def open_delivery(delivery: Delivery, *, by: User) -> Delivery:
    """Note who of the receiver read the card first, and when. Whoever else reads it leaves no mark."""
    if delivery.opened_at is not None or delivery.ended_on is not None or not reads_for_the_receiver(delivery, by):
        return delivery
    fresh = locked_delivery(delivery)
    if fresh.opened_at is None and fresh.ended_on is None:
        fresh.opened_at, fresh.opened_by = now(), by
        fresh.save(update_fields=["opened_at", "opened_by"])
        log(by, "阅读反馈卡", fresh, node_id=fresh.node_id)
    return fresh


def open_own(card: Feedback, *, by: User) -> None:
    """Members read their cards on pages of their own: their first reading is noted as well."""
    found = card.deliveries.live().filter(receiver=MEMBER, opened_at__isnull=True).first()
    if found is not None:
        open_delivery(found, by=by)


@transaction.atomic
def hand_over(delivery: Delivery, *, by: User) -> Delivery:
    """The community gave the printed card to a receiver that does not work in this product."""
    fresh = locked_delivery(delivery)
    write_feedback.check(by, fresh.feedback)
    if fresh.node_id is not None:
        raise Refused("收卡组织在本系统中，由对方自行阅读")
    if fresh.opened_at is None:
        fresh.opened_at, fresh.opened_by = now(), by
        fresh.save(update_fields=["opened_at", "opened_by"])
        log(by, "送交反馈卡", fresh, node_id=fresh.feedback.community_id)
    return fresh


@transaction.atomic
def reply(delivery: Delivery, text: str, *, by: User) -> Delivery:
    """The unit writes its opinion on the card. The same answer twice is one."""
    fresh = locked_delivery(delivery)
    reply_feedback.check(by, fresh)
    if fresh.ended_on is not None:
        raise Refused("这张反馈卡已退回或换版，请在收到的新卡上答复")
    if not text.strip():
        raise Refused("请写单位意见", field="text")
    if fresh.replied_on is not None:
        if fresh.reply == text.strip():
            return fresh
        raise Refused("这张反馈卡已经答复")
    fresh.reply, fresh.replied_on, fresh.replied_by = text.strip(), today(), by
    if fresh.opened_at is None:
        fresh.opened_at, fresh.opened_by = now(), by
    fresh.save(update_fields=["reply", "replied_on", "replied_by", "opened_at", "opened_by"])
    log(by, "答复反馈卡", fresh, node_id=fresh.node_id)
    return fresh


@transaction.atomic
def give_back(delivery: Delivery, *, because: str, by: User) -> Delivery:
    """The unit returns a card about somebody who is not theirs; the community delivers it anew."""
    fresh = locked_delivery(delivery)
    reply_feedback.check(by, fresh)
    if fresh.ended_on is not None or fresh.replied_on is not None:
        raise Refused("这张反馈卡已经答复、退回或换版")
    if not because.strip():
        raise Refused("请写明退回的原因", field="because")
    end(fresh, because.strip())
    log(by, "退回反馈卡", fresh, node_id=fresh.node_id, changes={"原因": because})
    return fresh


def end(delivery: Delivery, because: str) -> None:
    """A delivery that no longer stands."""
    delivery.ended_on, delivery.ended_because, delivery.is_returned = today(), because[:200], True
    delivery.save(update_fields=["ended_on", "ended_because", "is_returned"])


@transaction.atomic
def redeliver(delivery: Delivery, *, by: User) -> Delivery:
    """Deliver a returned card to the organisation the member belongs to now. Once is enough."""
    fresh = locked_delivery(delivery)
    write_feedback.check(by, fresh.feedback)
    standing = fresh.feedback.deliveries.live().filter(receiver=fresh.receiver).first()
    if standing is not None:
        return standing
    if fresh.issue_id != fresh.feedback.issues.order_by("-number").values_list("pk", flat=True).first():
        raise Refused("这张反馈卡已经换版")
    homes = homes_of([fresh.feedback.member_id], today())
    node = homes.get(fresh.feedback.member_id)
    if node is None:
        raise Refused("这名党员现在没有所在党组织，请先核对组织关系")
    made = deliver_again(fresh, node)
    log(by, "重新送达反馈卡", made, node_id=made.feedback.community_id)
    return made


def deliver_again(delivery: Delivery, node: Node) -> Delivery:
    """The same version to another organisation."""
    return Delivery.objects.create(
        issue_id=delivery.issue_id,
        feedback=delivery.feedback,
        receiver=delivery.receiver,
        receiver_name=node.name,
        node=node,
        replies=delivery.replies,
        delivered_on=today(),
    )


@transaction.atomic
def follow_homes(member_ids: Collection[int]) -> int:
    """Cards that the former organisation has not answered follow their members; returns how many."""
    moved = 0
    for chunk in chunks(sorted(set(member_ids))):
        open_rows = Delivery.objects.live().filter(
            receiver=HOME, replied_on__isnull=True, feedback__member_id__in=chunk
        )
        locked(open_rows.values_list("feedback_id", flat=True))
        homes = homes_of(chunk, today())
        for row in open_rows.select_related("feedback").order_by("pk"):
            node = homes.get(row.feedback.member_id)
            if node is not None and node.pk != row.node_id:
                end(row, f"组织关系已转到“{node.name}”")
                deliver_again(row, node)
                moved += 1
    return moved
