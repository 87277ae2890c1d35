"""Who may print: whoever sees the object and has the word at one of its nodes, and everybody their own."""

from collections.abc import Iterable
from typing import Any

from mulin.tree.models import Node
from mulin.tree.permissions import Permission


def any_of(nodes: Any) -> Iterable[Node]:
    """A node, or several of which one suffices."""
    return [nodes] if isinstance(nodes, Node) else nodes


print_papers = Permission("papers.print", "打印文书", any_of)
