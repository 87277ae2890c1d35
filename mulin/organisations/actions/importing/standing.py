"""Rows that stand at a node named by its code."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from mulin.foundation.bulk import chunks
from mulin.foundation.spreadsheets import Row
from mulin.organisations.actions.importing.planning import Planner
from mulin.tree.actions.bulk import nodes_by_code, reaches_path
from mulin.tree.choices import BEGINNING
from mulin.tree.models import Node


class PlacedRows:
    """The nodes that a file's rows stand at, and whether this person may keep what stands there."""

    def __init__(self, planner: Planner, word: str, column: str = "node") -> None:
        self.planner = planner
        self.column = column
        self.nodes: dict[str, Node] = nodes_by_code(row[column] for row in planner.reading.rows)
        self.reach = reaches_path(planner.by, word)

    def node_of(self, row: Row) -> Node | None:
        """The node of a row; nothing, and a mistake noted, when there is none or it is out of reach."""
        node = self.nodes.get(row[self.column])
        if node is None:
            self.planner.object(row, self.column, f"没有编码为“{row[self.column]}”的组织")
        elif not self.reach(node.path, node.place_path):
            self.planner.object(row, self.column, "不在您的管理范围")
        elif node.until is not None and node.until <= self.planner.today:
            self.planner.object(row, self.column, f"“{node.name}”已于 {node.until} 撤并")
        else:
            return node
        return None

    def live(self, rows: QuerySet[Any]) -> Iterator[Any]:
        """The rows without an end at these nodes."""
        for chunk in chunks(node.pk for node in self.nodes.values()):
            yield from rows.filter(node_id__in=chunk, until__isnull=True)

    @staticmethod
    def since(row: Row) -> datetime.date:
        """Since when: as the row says, else from the beginning."""
        day: datetime.date | None = row.get("since")
        return day or BEGINNING
