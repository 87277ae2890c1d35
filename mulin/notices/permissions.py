"""Who reminds, and who greets. Everybody reads their own messages."""

from collections.abc import Iterable
from typing import Any

from mulin.members.models import Member
from mulin.members.permissions import home_side
from mulin.tree.models import Node
from mulin.tree.permissions import Permission


def at_home(target: Any) -> Iterable[Node]:
    """A member stands at the organisation that leads; a node at itself."""
    return home_side(target) if isinstance(target, Member) else [target]


remind = Permission("notices.remind", "发催办")
greet = Permission("notices.greet", "政治生日寄语", nodes=at_home)
