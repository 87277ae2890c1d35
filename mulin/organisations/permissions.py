"""Who may see and keep what stands at nodes."""

from collections.abc import Iterable
from typing import Any

from mulin.tree.models import Node
from mulin.tree.permissions import Permission


def where_it_stands(row: Any) -> Iterable[Node]:
    """A dated row or details stand at their node; a node is its own place."""
    return [row if isinstance(row, Node) else row.node]


view_units = Permission("units.view", "查看单位、阵地和人员", nodes=where_it_stands)
manage_units = Permission("units.manage", "管理单位、阵地和人员", nodes=where_it_stands)
