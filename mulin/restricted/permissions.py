"""Who reads and keeps restricted records: the roles that name it, nobody by rank; and each member their own."""

from collections.abc import Iterable
from typing import Any

from mulin.members.models import Member
from mulin.members.permissions import home_side
from mulin.tree.models import Node
from mulin.tree.permissions import Permission


def at_home(target: Any) -> Iterable[Node]:
    """A member at the organisation that leads, a record where it was written, a node at itself."""
    if isinstance(target, Member):
        return home_side(target)
    return [target if isinstance(target, Node) else target.node]


view_restricted = Permission("restricted.view", "查看限定记录", nodes=at_home)
keep_restricted = Permission("restricted.keep", "登记限定记录", nodes=at_home)
