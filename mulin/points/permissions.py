"""Who may see, register and publish points; what members of a branch see of their own sheet."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.members.choices import TieKind
from mulin.members.models import Member, Tie
from mulin.members.permissions import nodes_of, ties_within
from mulin.members.queries import member_of
from mulin.points.models import ExchangeItem, Objection, PointsEntry, PointsReview, PointsSheet, Redemption
from mulin.programmes.queries import ids_above
from mulin.tree.models import Node, holding
from mulin.tree.permissions import Permission, scope

FEW = 12
"""For so many communities a list offers a button each."""


def at_branch(target: Any) -> Iterable[Node]:
    """The branch or community to which something of points belongs."""
    if isinstance(target, Node):
        return [target]
    for name in ("branch", "community", "sheet", "review", "item"):
        if hasattr(target, name):
            return at_branch(getattr(target, name))
    return []


view_points = Permission("points.view", "查看积分", nodes=at_branch)
manage_points = Permission("points.manage", "登记积分", nodes=at_branch)
publish_points = Permission("points.publish", "公示和评审积分", nodes=at_branch)
own_points = Permission("points.own", "查看本人积分")
"""Lets members open their own page; what they see there follows from being that member."""


def nodes_in_reach(user: Any) -> QuerySet[Node]:
    """The nodes whose points somebody sees."""
    return Node.objects.filter(scope(user, view_points.word)).select_related("kind")


def is_of_branch(user: Any, branch: Node) -> bool:
    """Is this person a member of the branch today?"""
    ties = Tie.objects.filter(holding("", today()), kind=TieKind.HOME_ORGANISATION, node=branch)
    return bool(user.pk) and ties.filter(member__account_id=user.pk).exists()


def own_branches(user: Any) -> Any:
    """The nodes to which this person belongs today, for queries."""
    ties = Tie.objects.filter(holding("", today()), kind=TieKind.HOME_ORGANISATION, member__account_id=user.pk or 0)
    return ties.values("node_id")


def entries_visible_to(user: Any) -> QuerySet[PointsEntry]:
    """The ledger of members whom somebody leads, and one's own."""
    entries = PointsEntry.objects.select_related("member", "programme__edition")
    if getattr(user, "is_built_in", False):
        return entries
    ties = ties_within(user, view_points.word).filter(kind__in=[TieKind.HOME_ORGANISATION])
    own = Q(member__account_id=user.pk) if user.pk else Q(pk__in=[])
    return entries.filter(Q(member_id__in=ties.values("member_id")) | own)


def sheets_visible_to(user: Any) -> QuerySet[PointsSheet]:
    """Published sheets: of branches in reach, and of one's own branch."""
    sheets = PointsSheet.objects.select_related("branch", "programme__edition", "published_by")
    if getattr(user, "is_built_in", False):
        return sheets
    return sheets.filter(scope(user, view_points.word, "branch__") | Q(branch_id__in=own_branches(user)))


def objections_visible_to(user: Any) -> QuerySet[Objection]:
    """Objections at branches in reach, and one's own."""
    found = Objection.objects.select_related("sheet__branch", "sheet__programme__edition", "member", "entry")
    if getattr(user, "is_built_in", False):
        return found
    own = Q(member__account_id=user.pk) if user.pk else Q(pk__in=[])
    return found.filter(scope(user, view_points.word, "sheet__branch__") | own)


def reviews_visible_to(user: Any) -> QuerySet[PointsReview]:
    """Yearly reviews of branches in reach."""
    found = PointsReview.objects.select_related("branch", "programme__edition")
    return found if getattr(user, "is_built_in", False) else found.filter(scope(user, view_points.word, "branch__"))


def check_may_object(user: Any, sheet: PointsSheet) -> Member:
    """The member who may raise an objection: one of the branch, within the days."""
    member = member_of(user)
    if member is None or not is_of_branch(user, sheet.branch):
        raise Refused("只有本支部的党员可以对公示提出异议")
    if not sheet.is_open:
        raise Refused("公示期已过，请向支部书面反映")
    return member


def lives_in(user: Any) -> set[int]:
    """The nodes in which this person lives or to which they belong, and everything above: where they exchange."""
    member = member_of(user)
    nodes = nodes_of(member) if member is not None else []
    return ids_above(*(path for node in nodes for path in (node.path, node.place_path) if path))


def items_visible_to(user: Any) -> QuerySet[ExchangeItem]:
    """What is given for points: at communities in reach, and where one lives."""
    found = ExchangeItem.objects.select_related("community", "programme__edition")
    if getattr(user, "is_built_in", False):
        return found
    return found.filter(scope(user, view_points.word, "community__") | Q(community_id__in=lives_in(user)))


def redemptions_visible_to(user: Any) -> QuerySet[Redemption]:
    """Exchanges at communities in reach, and one's own."""
    found = Redemption.objects.select_related("item__community", "member", "entry")
    if getattr(user, "is_built_in", False):
        return found
    own = Q(member__account_id=user.pk) if user.pk else Q(pk__in=[])
    return found.filter(scope(user, view_points.word, "item__community__") | own)


def offering(user: Any) -> list[Node]:
    """The communities for which this person fills the catalogue; none where there are too many to offer buttons."""
    nodes = Node.objects.filter(scope(user, manage_points.word), kind_id="community").order_by("name")
    found = list(nodes[: FEW + 1])
    return found if len(found) <= FEW else []
