"""Which nodes the rows of a workbook speak of: by code, else by credit code, else by kind, name and superior."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mulin.foundation.bulk import chunks
from mulin.foundation.spreadsheets import Row
from mulin.organisations.models import Unit
from mulin.tree.actions.bulk import nodes_by_code
from mulin.tree.choices import Relation
from mulin.tree.models import Node, Parent

Tie = tuple[int, str]


@dataclass
class Standing:
    """The nodes that rows name, with the codes of the parents they have today."""

    by_code: dict[str, Node]
    by_row: dict[int, Node] = field(default_factory=dict)
    parents: dict[Tie, str] = field(default_factory=dict)


def standing_nodes(rows: Sequence[Row]) -> Standing:
    """Everything the rows name, in a few queries."""
    named = {row[name] for row in rows for name in ("code", "belongs_to", "located_in") if row.get(name)}
    standing = Standing(nodes_by_code(named))
    for row in rows:
        if row["code"] in standing.by_code:
            standing.by_row[row.number] = standing.by_code[row["code"]]
    nameless = [row for row in rows if not row["code"]]
    match_credit_codes(nameless, standing)
    match_names([row for row in nameless if row.number not in standing.by_row], standing)
    standing.parents = live_parent_codes({node.pk for node in standing.by_row.values()})
    return standing


def match_credit_codes(rows: Iterable[Row], standing: Standing) -> None:
    """Units without a node code are known by their credit code."""
    wanted = {row["credit_code"]: row.number for row in rows if row.get("credit_code")}
    for chunk in chunks(wanted):
        for unit in Unit.objects.filter(credit_code__in=chunk).select_related("node"):
            standing.by_row[wanted[unit.credit_code]] = unit.node


def match_names(rows: Sequence[Row], standing: Standing) -> None:
    """Rows without any code are those of the same kind, name and superior that still stand."""
    names = {row["name"] for row in rows}
    found: dict[tuple[str, str, str], Node] = {}
    for chunk in chunks(names):
        ties = Parent.objects.filter(
            until__isnull=True, relation=Relation.BELONGS, node__name__in=chunk, node__until__isnull=True
        )
        for tie in ties.select_related("node", "parent"):
            found[tie.node.kind_id, tie.node.name, tie.parent.code] = tie.node
        for node in Node.objects.filter(name__in=chunk, until__isnull=True, path__regex=r"^/[0-9]+/$"):
            found[node.kind_id, node.name, ""] = node
    for row in rows:
        key = (row["kind"], row["name"], row["belongs_to"])
        if key in found:
            standing.by_row[row.number] = found[key]


def live_parent_codes(node_ids: Iterable[int]) -> dict[Tie, str]:
    """The codes of the parents that nodes have without an end, by node and relation."""
    found: dict[Tie, str] = {}
    for chunk in chunks(node_ids):
        ties = Parent.objects.filter(node_id__in=chunk, until__isnull=True)
        for node_id, relation, code in ties.values_list("node_id", "relation", "parent__code"):
            found[node_id, relation] = code
    return found
