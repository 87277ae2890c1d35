"""Who may see cards and consultations, who writes them, who answers; and what each side sees."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from mulin.feedback.choices import State
from mulin.feedback.models import Consultation, Delivery, DeliveryQuerySet, Feedback
from mulin.members.permissions import is_oneself
from mulin.tree.models import Node
from mulin.tree.permissions import Permission, scope


def community_side(target: Any) -> Iterable[Node]:
    """The community that gives its opinion."""
    return [target] if isinstance(target, Node) else [target.community]


def receiving_side(target: Any) -> Iterable[Node]:
    """The organisation that received a card; a card on paper or with the member has none."""
    if isinstance(target, Delivery):
        return [target.node] if target.node else []
    return [target]


def asking_side(target: Any) -> Iterable[Node]:
    """The organisation that asks."""
    return [target] if isinstance(target, Node) else [target.asker]


view_feedback = Permission("feedback.view", "查看反馈和征求意见", nodes=community_side)
write_feedback = Permission("feedback.write", "评议和发出反馈卡、答复征求意见", nodes=community_side)
reply_feedback = Permission("feedback.reply", "答复反馈卡、征求社区意见", nodes=receiving_side)
ask_communities = Permission("feedback.reply", "答复反馈卡、征求社区意见", nodes=asking_side)


def sealed(prefix: str) -> tuple[str, ...]:
    """The sealed fields of the member, which nothing here reads: opening them takes longer than the whole list."""
    return f"{prefix}identity_number", f"{prefix}phone"


def own(user: Any, prefix: str) -> Q:
    """Rows about this person."""
    return Q(**{f"{prefix}account_id": user.pk}) if user.pk else Q(pk__in=[])


def feedbacks_visible_to(user: Any) -> QuerySet[Feedback]:
    """Cards of communities in reach, with their drafts; one's own."""
    rows = Feedback.objects.select_related("member", "community", "programme").defer(*sealed("member__"))
    if getattr(user, "is_built_in", False):
        return rows
    return rows.filter(scope(user, view_feedback.word, "community__") | own(user, "member__"))


def deliveries_visible_to(user: Any) -> DeliveryQuerySet:
    """Cards as they were delivered: to organisations in reach, from communities in reach, to oneself."""
    rows: Any = Delivery.objects.select_related(
        "feedback__member", "feedback__community", "feedback__programme", "issue", "node"
    ).defer(*sealed("feedback__member__"))
    if not getattr(user, "is_built_in", False):
        mine = own(user, "feedback__member__") & Q(node__isnull=True, receiver="member")
        word = view_feedback.word
        rows = rows.filter(scope(user, word, "node__") | scope(user, word, "feedback__community__") | mine)
    return rows  # type: ignore[no-any-return]


def feedbacks_readable_by(user: Any) -> QuerySet[Feedback]:
    """Cards that this person may see, or that were delivered where they see them."""
    seen = Q(pk__in=feedbacks_visible_to(user).values("pk"))
    return Feedback.objects.filter(seen | Q(pk__in=deliveries_visible_to(user).live().values("feedback_id")))


def consultations_visible_to(user: Any) -> QuerySet[Consultation]:
    """Consultations of organisations and communities in reach."""
    rows = Consultation.objects.select_related("member", "asker", "community", "series", "programme")
    if getattr(user, "is_built_in", False):
        return rows
    return rows.filter(scope(user, view_feedback.word, "asker__") | scope(user, view_feedback.word, "community__"))


def reason_against_own_view(user: Any, card: Feedback) -> str | None:
    """Why somebody may not write the member's own view; nothing when they may: the member, before it is issued."""
    if not is_oneself(user, card.member) and not getattr(user, "is_built_in", False):
        return "自评只能由本人填写"
    return "反馈卡已经发出，不能再改自评" if card.state == State.ISSUED else None
