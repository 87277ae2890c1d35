"""Who may see and run ballots and matters, and who votes."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from mulin.deliberation.models import Matter, Objection, Poll, Voter
from mulin.tree.models import Node
from mulin.tree.permissions import Permission, scope

VIEW, MANAGE = "deliberation.view", "deliberation.manage"


def where(target: Any) -> Iterable[Node]:
    """A ballot or a matter stands at its node; a node for itself."""
    return [target] if isinstance(target, Node) else [target.node]


def counter_is_another(user: Any, poll: Poll) -> str | None:
    """Who entered the paper ballots does not confirm them."""
    paper = getattr(poll, "paper", None)
    if paper is not None and paper.entered_by_id == getattr(user, "pk", None):
        return "纸质票由您录入，请另一人核对确认"
    return None


view_deliberation = Permission(VIEW, "查看议事和表决", nodes=where)
manage_deliberation = Permission(MANAGE, "组织议事和表决", nodes=where)
confirm_paper = Permission(MANAGE, "组织议事和表决", nodes=where, unless=counter_is_another)


def polls_visible_to(user: Any) -> QuerySet[Poll]:
    """Ballots at nodes in reach, and those in which this person votes."""
    seen = scope(user, VIEW, "node__")
    if not getattr(user, "is_built_in", False):
        seen |= Q(pk__in=Voter.objects.filter(member__account_id=user.pk).values("poll_id"))
    return Poll.objects.filter(seen).select_related("node__kind")


def matters_visible_to(user: Any) -> QuerySet[Matter]:
    """Matters at nodes in reach."""
    return Matter.objects.filter(scope(user, VIEW, "node__")).select_related("node__kind", "programme")


def objections_visible_to(user: Any) -> QuerySet[Objection]:
    """Objections to what matters in reach made public."""
    seen = Objection.objects.filter(disclosure__run__matter__in=matters_visible_to(user))
    return seen.select_related("disclosure__run__matter")
