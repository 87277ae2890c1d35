"""Who sees and keeps boards. Consent itself is the member's alone; the community enters what was given on paper."""

from collections.abc import Iterable
from typing import Any

from mulin.foundation.refusals import Refused
from mulin.members.models import Member
from mulin.members.permissions import is_oneself
from mulin.tree.models import Node
from mulin.tree.permissions import Permission


def at_place(target: Any) -> Iterable[Node]:
    """The place at which a board or a consent stands."""
    return [target if isinstance(target, Node) else target.node]


view_boards = Permission("boards.view", "查看监督台", nodes=at_place)
manage_boards = Permission("boards.manage", "管理监督台", nodes=at_place)


def check_oneself_or_managed(user: Any, member: Member, place: Node) -> None:
    """Refuse whoever is neither the member nor keeps the board."""
    if not is_oneself(user, member) and not manage_boards.allows(user, place):
        raise Refused("只能由本人或社区办理")
