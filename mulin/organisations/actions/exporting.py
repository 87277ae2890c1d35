"""Lists as rows of the same workbooks that come in. Rows are those this person may export; phones stay sealed."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model, QuerySet

from mulin.foundation.clock import today
from mulin.foundation.identifiers import mask_phone
from mulin.identity.models import User
from mulin.organisations import queries
from mulin.organisations.actions.importing.details import live_by_node
from mulin.organisations.actions.importing.matching import live_parent_codes
from mulin.organisations.actions.importing.node_kinds import ORGANISATIONS, PLACES, UNITS, NodeKind
from mulin.organisations.models import Guide, OrganisationLife, Population
from mulin.tree.actions.bulk import chunks
from mulin.tree.choices import BEGINNING, Relation
from mulin.tree.models import Node
from mulin.tree.permissions import scope

Rows = Iterator[Mapping[str, Any]]
WORD = "sheets.export"


def export_places(*, by: User, **conditions: Any) -> Rows:
    """Places, as they are today."""
    return export_nodes(PLACES, by, conditions)


def export_organisations(*, by: User, **conditions: Any) -> Rows:
    """Party organisations, as they are today."""
    return export_nodes(ORGANISATIONS, by, conditions)


def export_units(*, by: User, **conditions: Any) -> Rows:
    """Units, as they are today."""
    return export_nodes(UNITS, by, conditions)


def export_nodes(kind: NodeKind, by: User, conditions: Mapping[str, Any]) -> Rows:
    """Nodes of a family with their parents' codes and what is kept beside them; superiors first."""
    nodes = queries.nodes_of(kind.family, scope(by, WORD)).filter(**conditions).order_by("kind__order", "code")
    for chunk in chunks(nodes):
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


def export_premises(*, by: User, **conditions: Any) -> Rows:
    """Premises, as they are today."""
    names = ("kind", "name", "standard", "status", "address", "area")
    return standing_rows(queries.premises(scope(by, WORD, "node__")).filter(**conditions), names)


def export_staff(*, by: User, **conditions: Any) -> Rows:
    """People in posts, as they are today."""
    posts = queries.post_names()
    people = queries.staff(scope(by, WORD, "node__")).filter(**conditions)
    for row in standing_rows(people, ("name", "post", "grade", "full_time"), with_phone=True):
        yield {**row, "post": posts.get(row["post"], row["post"])}


def standing_rows(rows: QuerySet[Any], names: tuple[str, ...], *, with_phone: bool = False) -> Rows:
    """Dated rows with the code and name of the node they stand at."""
    for row in rows.order_by("node__code", "pk").iterator(chunk_size=2000):
        phone = masked_phone(row) if with_phone else {}
        place = {"node": row.node.code, "node_name": row.node.name, "since": since_or_nothing(row.since)}
        yield place | values_of(row, names) | phone


def export_seats(*, by: User, **conditions: Any) -> Rows:
    """People in organs, as they are today."""
    organs, positions = queries.organ_names(), queries.position_names()
    found = queries.seats(scope(by, WORD, "node__")).filter(**conditions)
    for row in found.order_by("node__code", "pk").iterator(chunk_size=2000):
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


def export_lives(*, by: User, **conditions: Any) -> Rows:
    """How organisations' life is arranged today."""
    found = OrganisationLife.objects.holding_on(today()).filter(scope(by, WORD, "node__"), **conditions)
    return standing_rows(found.select_related("node"), ("time", "place", "content"))


def export_structures(*, by: User, **conditions: Any) -> Rows:
    """What is missing of the structures of places, a line each; a place that has everything has one line too."""
    found = queries.standings_within(scope(by, WORD), today())
    places = Node.objects.filter(pk__in=found, **conditions).order_by("code").select_related("kind")
    for place in places:
        for standing in found[place.pk]:
            row = {"code": place.code, "name": place.name, "structure": standing.ruling.clause.name}
            if not standing.gaps:
                yield row | {"part": "", "at": "", "gap": "齐全"}
            for gap in standing.gaps:
                yield row | {"part": gap.part, "at": gap.at.name, "gap": gap.text}
