"""Who may see and keep posts, teams, needs, pledges and groups; what members do for themselves."""

from collections.abc import Iterable
from typing import Any

from mulin.foundation.refusals import Refused
from mulin.members.models import Member
from mulin.members.permissions import is_oneself
from mulin.tree.models import Node
from mulin.tree.permissions import Permission


def at_community(target: Any) -> Iterable[Node]:
    """The community to which something of service belongs."""
    if isinstance(target, Node):
        return [target]
    for name in ("community", "post", "team", "grouping", "need", "claim", "group"):
        if hasattr(target, name):
            return at_community(getattr(target, name))
    return []


view_service = Permission("service.view", "查看岗位与服务", nodes=at_community)
manage_service = Permission("service.manage", "管理岗位与服务", nodes=at_community)
take_part = Permission("service.take_part", "参加服务")
"""Lets members open their own page; what they may do there follows from being that member."""


def check_oneself(user: Any, member: Member) -> None:
    """Refuse whoever acts for another member."""
    if not is_oneself(user, member) and not getattr(user, "is_built_in", False):
        raise Refused("只能由本人办理；代为登记请联系社区")
