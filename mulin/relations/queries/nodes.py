"""Organisations and members to choose from."""

from typing import Any

from mulin.foundation.clock import today
from mulin.foundation.refusals import Refused
from mulin.members.choices import TieKind
from mulin.members.models import Member, Tie
from mulin.tree.choices import Family
from mulin.tree.models import Node, NodeQuerySet, holding
from mulin.tree.permissions import scope


def party_nodes(user: Any = None, word: str = "") -> NodeQuerySet:
    """Party organisations that stand today: all of the district, or those where somebody has a word."""
    nodes = Node.objects.holding_on(today()).filter(kind__family=Family.PARTY).select_related("kind")
    return nodes.filter(scope(user, word)) if word else nodes


def places(user: Any) -> NodeQuerySet:
    """Places in somebody's reach."""
    nodes = Node.objects.holding_on(today()).filter(kind__family=Family.TERRITORY).select_related("kind")
    return nodes.filter(scope(user, "nodes.view"))


def members_at(node: Node, names: str = "") -> list[Member]:
    """Members whose home or host is this organisation: all, or those of these lines (name or code).

    Refuses for a line that names nobody there, or several people.
    """
    kinds = (TieKind.HOME_ORGANISATION, TieKind.HOST)
    ties = Tie.objects.filter(holding("", today()), node=node, kind__in=kinds)
    members = list(Member.objects.filter(pk__in=ties.values("member_id")).order_by("pk"))
    lines = [line.strip() for line in names.splitlines() if line.strip()]
    return [named(line, members, node) for line in lines] if lines else members


def named(line: str, members: list[Member], node: Node) -> Member:
    """The one member that a line names."""
    found = [one for one in members if line in (one.code, one.name)]
    if not found:
        raise Refused(f"“{line}”不在“{node.name}”，请核对姓名或编号", field="names")
    if len(found) > 1:
        raise Refused(f"“{node.name}”有几名党员叫“{line}”，请填写编号", field="names")
    return found[0]
