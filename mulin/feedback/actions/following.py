"""What is under way follows merged nodes; what identifies a member is forgotten in time."""

from collections.abc import Collection, Sequence

from django.db import transaction

from mulin.feedback.choices import ConsultationState, State
from mulin.feedback.models import Consultation, Delivery, Feedback, Issue
from mulin.foundation.bulk import chunks
from mulin.foundation.refusals import Refused

FORGOTTEN = "（已清除）"


@transaction.atomic
def follow_nodes(node_ids: Sequence[int], into_id: int) -> None:
    """Cards not issued, cards not answered and questions not answered are with the node that went on."""
    Feedback.objects.exclude(state=State.ISSUED).filter(community_id__in=node_ids).update(community_id=into_id)
    Delivery.objects.live().filter(node_id__in=node_ids, replied_on__isnull=True).update(node_id=into_id)
    waiting = Consultation.objects.filter(state=ConsultationState.ASKED)
    waiting.filter(community_id__in=node_ids).update(community_id=into_id)
    for row in waiting.filter(asker_id__in=node_ids).order_by("pk"):
        same = waiting.filter(member_id=row.member_id, occasion=row.occasion, asker_id=into_id)
        if same.exists():
            row.state, row.withdrawn_because = ConsultationState.WITHDRAWN, "组织合并，已有同一事项在办"
        else:
            row.asker_id = into_id
        row.save(update_fields=["state", "withdrawn_because", "asker"])


def refuse_with_open_cards(node_ids: Collection[int]) -> None:
    """A node that still has to evaluate or to answer does not end."""
    if Feedback.objects.exclude(state=State.ISSUED).filter(community_id__in=node_ids).exists():
        raise Refused("还有没发出的反馈卡，请先发出再撤销")
    waiting = Consultation.objects.filter(state=ConsultationState.ASKED)
    if waiting.filter(community_id__in=node_ids).exists() or waiting.filter(asker_id__in=node_ids).exists():
        raise Refused("还有没答复的征求意见，请先办结再撤销")


@transaction.atomic
def forget(member_ids: Collection[int]) -> None:
    """The time to keep is over: names and words on cards and letters are cleared; that they existed stays."""
    for chunk in chunks(sorted(set(member_ids))):
        cards = Feedback.objects.filter(member_id__in=chunk)
        cards.update(own_view="", opinion="", marks={})
        Issue.objects.filter(feedback__in=cards).update(content={"name": FORGOTTEN})
        Delivery.objects.filter(feedback__in=cards, replied_on__isnull=False).update(reply=FORGOTTEN)
        Delivery.objects.filter(feedback__in=cards, node=None, receiver="member").update(receiver_name=FORGOTTEN)
        asked = Consultation.objects.filter(member_id__in=chunk)
        asked.update(question="", facts={})
        asked.filter(state=ConsultationState.ANSWERED).update(opinion=FORGOTTEN)
