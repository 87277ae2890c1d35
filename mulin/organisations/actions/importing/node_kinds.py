"""The three workbooks of nodes: which family, what is kept beside the tree, which permission they take."""

from dataclasses import dataclass
from typing import Any

from mulin.organisations.models import PartyOrganisation, Place, Unit
from mulin.tree.choices import Family


@dataclass(frozen=True)
class NodeKind:
    """What a workbook of nodes may hold and which permission it takes."""

    family: str
    model: type[Any]
    fields: tuple[str, ...]
    word: str


PLACES = NodeKind(Family.TERRITORY, Place, ("community_type", "area", "address"), "nodes.manage")
ORGANISATIONS = NodeKind(
    Family.PARTY, PartyOrganisation, ("founding_mode", "unit_relation", "term_ends_on"), "nodes.manage"
)
UNITS = NodeKind(
    Family.UNIT,
    Unit,
    ("credit_code", "employees", "is_two_new", "organisation_due", "address", "contact", "phone"),
    "units.manage",
)
