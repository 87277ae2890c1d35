"""Lists as rows of the same workbooks that come in. Rows are those this person may export; phones stay sealed."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model, QuerySet

from mulin.foundation.bulk import chunks
from mulin.foundation.clock import today
from mulin.foundation.identifiers import mask_phone
from mulin.foundation.narrowing import Narrow
from mulin.identity.models import User
from mulin.organisations import queries
from mulin.organisations.actions.importing.details import live_by_node
from mulin.organisations.actions.importing.matching import live_parent_codes
from mulin.organisations.actions.importing.node_kinds import ORGANISATIONS, PLACES, UNITS, NodeKind
from mulin.organisations.models import Guide, Population
from mulin.tree.choices import BEGINNING, Relation
from mulin.tree.models import Node
from mulin.tree.permissions import scope

Rows = Iterator[Mapping[str, Any]]
"""How the list page narrows and orders its rows."""
WORD = "sheets.export"


def all_of_them(rows: QuerySet[Any]) -> QuerySet[Any]:
    """No narrower."""
    return rows


def by_code(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The order of nodes without a page."""
    return rows.order_by("code")


def by_node(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The order without a page: by the node where rows stand."""
    return rows.order_by("node__code", "pk")


def export_places(*, by: User, narrow: Narrow = all_of_them) -> Rows:
    """Places, as they are today."""
    return export_nodes(PLACES, narrow(queries.nodes_of(PLACES.family, scope(by, WORD))))


def export_organisations(*, by: User, narrow: Narrow = all_of_them) -> Rows:
    """Party organisations, as they are today."""
    return export_nodes(ORGANISATIONS, narrow(queries.nodes_of(ORGANISATIONS.family, scope(by, WORD))))


def export_units(*, by: User, narrow: Narrow = all_of_them) -> Rows:
    """Units, as they are today. Their page lists what is kept beside their nodes; a unit without it is not on it."""
    nodes = queries.nodes_of(UNITS.family, scope(by, WORD))
    if narrow is not all_of_them:
        nodes = nodes.filter(pk__in=narrow(queries.units(scope(by, WORD, "node__"))).order_by().values("node_id"))
    return export_nodes(UNITS, nodes)


def export_nodes(kind: NodeKind, nodes: QuerySet[Node]) -> Rows:
    """Nodes with their parents' codes and what is kept beside them; superiors first, as an import needs them."""
    for chunk in chunks(nodes.order_by("kind__order", "code")):
        ids = [node.pk for node in chunk]
        parents = live_parent_codes(ids)
        details: dict[int, Model] = live_by_node(kind.model, ids)
        guides: dict[int, Guide] = live_by_node(Guide, ids)
        people: dict[int, Population] = live_by_node(Population, ids)
        for node in chunk:
            row = node_row(node)
            row["belongs_to"] = parents.get((node.pk, Relation.BELONGS), "")
            row["located_in"] = parents.get((node.pk, Relation.LOCATED), "")
            row["guide"] = guides[node.pk].name if node.pk in guides else ""
            row |= values_of(details.get(node.pk), kind.fields) | values_of(people.get(node.pk), Population.FIGURES)
            row |= masked_phone(details.get(node.pk))
            yield row


def node_row(node: Node) -> dict[str, Any]:
    """What the tree knows of a node."""
    return {
        "code": node.code,
        "kind": node.kind.name,
        "name": node.name,
        "area_code": node.area_code,
        "since": since_or_nothing(node.since),
    }


def since_or_nothing(day: datetime.date) -> datetime.date | None:
    """The day, unless it stands for "from the beginning"."""
    return None if day == BEGINNING else day


def values_of(row: Model | None, names: tuple[str, ...]) -> dict[str, Any]:
    """Values as people read them."""
    if row is None:
        return {}
    found = {}
    for name in names:
        labels = dict(getattr(row._meta.get_field(name), "flatchoices", None) or ())
        value = getattr(row, name)
        found[name] = labels.get(value, value)
    return found


def masked_phone(row: Any) -> dict[str, Any]:
    """The phone is not exported; so much of it is shown that people recognise it."""
    phone = getattr(row, "phone", "")
    return {"phone": "", "phone_masked": mask_phone(phone)} if phone else {}


def export_coverage(*, by: User, narrow: Narrow = by_node) -> Rows:
    """Units with what they need and what they have."""
    for unit in narrow(queries.units(scope(by, WORD, "node__"))).iterator(chunk_size=2000):
        yield {
            "code": unit.node.code,
            "name": unit.node.name,
            "kind": unit.node.kind.name,
            "is_two_new": unit.is_two_new,
            "organisation_due": unit.organisation_due,
            "has_guide": unit.has_guide,
            "has_organisation": unit.has_organisation,
        }


def export_premises(*, by: User, narrow: Narrow = by_node) -> Rows:
    """Premises, as they are today."""
    names = ("kind", "name", "standard", "status", "address", "area")
    return standing_rows(narrow(queries.premises(scope(by, WORD, "node__"))), names)


def export_staff(*, by: User, narrow: Narrow = by_node) -> Rows:
    """People in posts, as they are today."""
    posts = queries.post_names()
    people = narrow(queries.staff(scope(by, WORD, "node__")))
    for row in standing_rows(people, ("name", "post", "grade", "full_time"), with_phone=True):
        yield {**row, "post": posts.get(row["post"], row["post"])}


def standing_rows(rows: QuerySet[Any], names: tuple[str, ...], *, with_phone: bool = False) -> Rows:
    """Dated rows with the code and name of the node they stand at."""
    for row in rows.iterator(chunk_size=2000):
        phone = masked_phone(row) if with_phone else {}
        place = {"node": row.node.code, "node_name": row.node.name, "since": since_or_nothing(row.since)}
        yield place | values_of(row, names) | phone


def export_seats(*, by: User, narrow: Narrow = by_node) -> Rows:
    """People in organs, as they are today."""
    organs, positions = queries.organ_names(), queries.position_names()
    for row in narrow(queries.seats(scope(by, WORD, "node__"))).iterator(chunk_size=2000):
        yield {
            "node": row.node.code,
            "node_name": row.node.name,
            "organ": organs.get(row.organ, row.organ),
            "number": row.number,
            "position": positions.get((row.organ, row.position), row.position),
            "name": row.name,
            "title": row.title,
            "hours": row.hours,
            "since": since_or_nothing(row.since),
        }


def export_lives(*, by: User, narrow: Narrow = by_node) -> Rows:
    """How organisations' life is arranged today."""
    return standing_rows(narrow(queries.lives(scope(by, WORD, "node__"))), ("time", "place", "content"))


def export_structures(*, by: User, narrow: Narrow = by_code) -> Rows:
    """What is missing of the structures of places, a line each; a place that has everything has one line too."""
    found = queries.standings_within(scope(by, WORD), today())
    for place in narrow(Node.objects.filter(pk__in=found).select_related("kind")):
        for standing in found[place.pk]:
            row = {"code": place.code, "name": place.name, "structure": standing.ruling.clause.name}
            if not standing.gaps:
                yield row | {"part": "", "at": "", "gap": "齐全"}
            for gap in standing.gaps:
                yield row | {"part": gap.part, "at": gap.at.name, "gap": gap.text}
