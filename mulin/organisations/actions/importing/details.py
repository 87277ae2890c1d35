"""The part of a row of nodes that is kept beside the tree: details, guides, households and persons."""

import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from mulin.foundation.bulk import chunks, insert_rows
from mulin.foundation.spreadsheets import Row
from mulin.organisations.actions.importing.planning import filled
from mulin.organisations.actions.indexing import index_nodes
from mulin.organisations.actions.keeping import announce, field_of
from mulin.organisations.models import Guide, Population, Unit
from mulin.organisations.rules import GUIDED_KINDS
from mulin.tree.choices import BEGINNING
from mulin.tree.models import Node

if TYPE_CHECKING:
    from mulin.organisations.actions.importing.nodes import NodePlanner


class DetailsWriter:
    """Compares and writes what rows say besides the tree. Rows of new nodes get their ids when it writes."""

    def __init__(self, planner: "NodePlanner", model: type[models.Model], fields: tuple[str, ...]) -> None:
        self.planner = planner
        self.model = model
        self.fields = fields
        ids = [node.pk for node in planner.standing.by_row.values()]
        self.known: dict[int, Any] = live_by_node(model, ids)
        self.guides: dict[int, Guide] = live_by_node(Guide, ids)
        self.people: dict[int, Population] = live_by_node(Population, ids)
        self.owners = self.credit_code_owners()
        self.new: list[tuple[Row, int | None]] = []
        self.changed: dict[int, dict[str, Any]] = {}
        self.new_guides: list[tuple[Row, int | None]] = []
        self.new_people: list[tuple[Row, int | None]] = []

    def credit_code_owners(self) -> dict[str, int]:
        """Which nodes have the credit codes that the file names."""
        wanted = {row["credit_code"] for row in self.planner.reading.rows if row.get("credit_code")}
        owners: dict[str, int] = {}
        for chunk in chunks(wanted):
            owners.update(Unit.objects.filter(credit_code__in=chunk).values_list("credit_code", "node_id"))
        return owners

    def check(self, row: Row, node: Node | None) -> None:
        """Object to a credit code that another unit has, and to a guide where none is named."""
        code = row.get("credit_code")
        owner = self.owners.get(code) if code else None
        if owner is not None and (node is None or node.pk != owner):
            self.planner.object(row, "credit_code", "这个统一社会信用代码已被另一单位使用")
        if row.get("guide") and row["kind"] not in GUIDED_KINDS:
            self.planner.object(row, "guide", f"{self.planner.kinds[row['kind']].name}不设党建指导员")

    def enter(self, row: Row, node: Node | None) -> bool:
        """Note what is to be written. Does the row change anything kept here?"""
        known = self.known.get(node.pk) if node is not None else None
        changes = {
            name: value
            for name, value in filled(row, self.fields).items()
            if node is not None and self.planner.compare(row, name, getattr(known, name, None), value)
        }
        if known is None:
            if node is None or changes:
                self.new.append((row, node.pk if node else None))
        elif changes:
            self.changed[known.pk] = changes
        more = [self.enter_guide(row, node), self.enter_people(row, node)]
        return bool(changes) or any(more)

    def enter_guide(self, row: Row, node: Node | None) -> bool:
        """Note a guide who is not yet named."""
        live = self.guides.get(node.pk) if node else None
        name = row.get("guide")
        if not name or (live and live.name == name):
            return False
        if node is not None:
            self.planner.compare(row, "guide", live.name if live else "", name)
        self.new_guides.append((row, node.pk if node else None))
        return True

    def enter_people(self, row: Row, node: Node | None) -> bool:
        """Note figures of people that differ from those last counted."""
        figures = filled(row, Population.FIGURES)
        live = self.people.get(node.pk) if node else None
        differs = [
            name
            for name, value in figures.items()
            if node is None or self.planner.compare(row, name, getattr(live, name, None), value)
        ]
        if differs:
            self.new_people.append((row, node.pk if node else None))
        return bool(differs)

    def write(self, made: dict[int, int]) -> None:
        """Write details, guides and people; ``made`` gives the ids of new nodes by row number."""
        insert_rows(
            self.model,
            ["node", *self.fields],
            [(node_id or made[row.number], *self.values(row)) for row, node_id in self.new],
        )
        rows = [self.known[key] for key in self.changed]
        for row in rows:
            for name, value in self.changed[row.pk].items():
                setattr(row, name, value)
        self.model._base_manager.bulk_update(rows, self.fields, batch_size=300)
        self.write_guides(made)
        self.write_people(made)
        announce(self.model, [*self.changed, *(node_id or made[row.number] for row, node_id in self.new)])
        if self.model is Unit:
            touched = [node_id or made[row.number] for row, node_id in self.new if row["credit_code"]]
            index_nodes([*touched, *(key for key, change in self.changed.items() if "credit_code" in change)])

    def values(self, row: Row) -> list[Any]:
        """The values of new details: filled cells, else what the field has by default."""
        given = filled(row, self.fields)
        return [given.get(name, field_of(self.model, name).get_default()) for name in self.fields]

    def since(self, row: Row, node_id: int | None) -> datetime.date:
        """From when: the day the row names; for a node entered for the first time since it stands, else today."""
        if row.get("effective") or node_id is not None:
            return self.planner.effective(row)
        return row["since"] or BEGINNING

    def write_guides(self, made: dict[int, int]) -> None:
        """Name guides; the former ones end on that day."""
        entering = [(row, node_id, self.since(row, node_id)) for row, node_id in self.new_guides]
        end_live(Guide, {node_id: (self.guides[node_id], on) for _, node_id, on in entering if node_id in self.guides})
        insert_rows(
            Guide,
            ["node", "name", "since"],
            [(node_id or made[row.number], row["guide"], on) for row, node_id, on in entering],
        )
        announce(Guide, [node_id or made[row.number] for row, node_id, _ in entering])

    def write_people(self, made: dict[int, int]) -> None:
        """Write figures of people; figures the row leaves out stay as they were."""
        entering = [(row, node_id, self.since(row, node_id)) for row, node_id in self.new_people]
        end_live(Population, {key: (self.people[key], on) for _, key, on in entering if key in self.people})
        rows = []
        for row, node_id, on in entering:
            before = self.people.get(node_id) if node_id else None
            figures = [
                row[name] if row[name] is not None else getattr(before, name, None) for name in Population.FIGURES
            ]
            rows.append((node_id or made[row.number], on, *figures))
        insert_rows(Population, ["node", "since", *Population.FIGURES], rows)


def live_by_node(model: type[models.Model], node_ids: list[int]) -> dict[int, Any]:
    """The rows of nodes that have no end, by node."""
    found: dict[int, Any] = {}
    rows: Any
    dated = {"until__isnull": True} if any(field.name == "until" for field in model._meta.fields) else {}
    for chunk in chunks(node_ids):
        rows = model._base_manager.filter(node_id__in=chunk, **dated)
        found.update((row.node_id, row) for row in rows)
    return found


def end_live(model: type[Any], ending: dict[Any, tuple[Any, datetime.date]]) -> None:
    """End live rows on their days; one that began no earlier was a slip and goes."""
    model._base_manager.filter(pk__in=[row.pk for row, on in ending.values() if row.since >= on]).delete()
    ended = [row for row, on in ending.values() if row.since < on]
    for row, on in ending.values():
        row.until = on
    model._base_manager.bulk_update(ended, ["until"], batch_size=500)
