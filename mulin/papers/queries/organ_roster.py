"""机构花名册: the organisations of a place by its structures and the organs set up there, with posts and leaders."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Q

from mulin.foundation.clock import today
from mulin.organisations import queries
from mulin.organisations.queries import OrganStanding, PositionStanding, Standing
from mulin.papers.machine.paper import SERIAL, Block, Column, DataTable, Fact, Facts, Heading, Paper, Paragraph
from mulin.papers.rules import Pen
from mulin.tree.models import Node

ORGANISATIONS = (
    SERIAL,
    Column("构成", 1.6, "left"),
    Column("组织", 2.2, "left"),
    Column("负责人和班子成员", 3, "left"),
)
SEATS = (
    SERIAL,
    Column("位置", 1.6, "left"),
    Column("姓名", characters=4),
    Column("单位和职务", 2.4, "left"),
    Column("值班时间", 1.8, "left"),
    Column("联系对象", 1.4, "left"),
)
VACANT = "（空缺）"
ROWS_BY_HAND = 5
"""Empty rows of each table on a sheet for handwriting."""
LEADERS = ("community_secretary", "organisation_secretary", "deputy_secretary", "committee_member")
"""Who leads an organisation, the first one first."""


def area_of(node: Node) -> list[Node]:
    """The node and everything that stands below it or in it today, places before what stands in them."""
    below = Q(path__within=node.path) | Q(place_path__within=node.place_path)
    return list(Node.objects.holding_on(today()).filter(below).select_related("kind").order_by("kind__order", "code"))


def organs_below(node: Node) -> list[tuple[Node, OrganStanding]]:
    """The organs that regulations ask of a node and of everything in it."""
    area = area_of(node)
    found = queries.organs_of(area, today())
    return [(one, organ) for one in area for organ in found[one.pk]]


def without_organs(node: Node) -> str:
    """Why there is no roster."""
    if queries.standings([node], today())[node.pk] or organs_below(node):
        return ""
    return "这里实施的制度没有要求设立组织架构和机构"


def compose(node: Node, pen: Pen) -> Paper:
    """Structure by structure the organisations with their leaders; organ by organ who sits in which position."""
    standings = queries.standings([node], today())[node.pk]
    blocks: list[Block] = [Facts((Fact("区域或组织", pen.held(node)), Fact("统计日期", pen.held(today()))))]
    sections = [*structures(standings, pen), *organs(node, pen)]
    return Paper(
        id="organ_roster",
        title="组织机构花名册",
        subtitle=f"（{pen.held(node.name, 10)}）",
        style="landscape_table",
        blocks=(*blocks, *sections),
        reference_url=pen.reference_url,
        printed_at=pen.printed_at,
    )


def structures(standings: Iterable[Standing], pen: Pen) -> Iterator[Block]:
    """Each structure as a table: the part, the organisation, who leads it; what is missing stands there as missing."""
    found = list(standings)
    leaders = leaders_of({one.id for standing in found for part in standing.parts for one in part.organisations})
    for standing in found:
        yield Heading(standing.ruling.clause.name)
        rows = []
        for part in standing.parts:
            rows += [(part.part.name, one.name, leaders[one.id]) for one in part.organisations]
            rows += [(gap.part, f"{VACANT}{gap.at.name}", gap.text) for gap in part.gaps]
        yield table(ORGANISATIONS, rows, pen)
        yield Paragraph(f"依据：{standing.basis}", indent=False)


def leaders_of(node_ids: Iterable[int]) -> dict[int, str]:
    """Who leads organisations, with their posts, the secretary first; nothing where nobody is entered. One query."""
    names = queries.post_names()
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in queries.staff(Q(node__in=list(node_ids), post__in=LEADERS)).order_by("since", "pk"):
        found[row.node_id].append((LEADERS.index(row.post), f"{row.name}（{names.get(row.post, row.post)}）"))
    said = {key: "、".join(words for _place, words in sorted(people)) for key, people in found.items()}
    return defaultdict(str, said)


def organs(node: Node, pen: Pen) -> Iterator[Block]:
    """Each organ as a table; those of places inside say where they stand. A blank sheet has each kind once."""
    told: set[str] = set()
    for at, organ in organs_below(node):
        if pen.blank and organ.name in told:
            continue
        told.add(organ.name)
        yield Heading(organ.name if at.pk == node.pk else f"{organ.name}（{pen.held(at.name, 6)}）")
        yield table(SEATS, [row for one in organ.positions for row in seats(one)], pen)
        yield Paragraph(f"依据：{organ.basis}", indent=False)


def seats(position: PositionStanding) -> Iterator[tuple[str, ...]]:
    """Who holds a position, then how many are missing."""
    for seat in position.seats:
        looks_after = seat.looks_after.name if seat.looks_after else ""
        yield position.position.name, seat.name, seat.title, seat.hours, looks_after
    for _number in range(position.lacking):
        yield position.position.name, VACANT, "", "", ""


def table(columns: tuple[Column, ...], rows: Iterable[tuple[str, ...]], pen: Pen) -> DataTable:
    """Numbered rows; on a sheet for handwriting, empty ones."""
    if pen.blank:
        return DataTable(columns, (), blank_rows=ROWS_BY_HAND)
    numbered = ((str(number), *(pen.held(cell) for cell in row)) for number, row in enumerate(rows, 1))
    return DataTable(columns, tuple(numbered))
